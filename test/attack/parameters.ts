/** Queries that ask for far too much, and guesses at the operator's token: what they cost, and what they tell. */

import { median, quantile } from '../bench/statistics.ts';
import type { Client } from '../support/client.ts';
import { EXCESSIVE, EXCESSIVE_PATHS } from '../support/excessive-queries.ts';
import { linkBank } from '../support/link.ts';
import { type Attack, startTarget } from './attack.ts';

/** So many times as long as the same page without a query, and a second besides for whatever else this machine does. */
const MOST_TIMES = 3;
const SPARE_MS = 1_000;

async function timed(client: Client, path: string): Promise<{ status: number; ms: number }> {
  const start = performance.now();
  const { status } = await client.get(path);
  return { status, ms: performance.now() - start };
}

export const excessiveQueries: Attack = {
  name: 'break or slow a page by 1,000 parameters, a page of a billion or 7,900 letters',
  async run(bundle) {
    const target = await startTarget(bundle, { RATE_LIMIT: '0' });
    const person = target.newClient();
    await linkBank(person);
    const failed: string[] = [];
    let longestMs = 0;
    for (const path of EXCESSIVE_PATHS) {
      const ordinary = [await timed(person, path), await timed(person, path), await timed(person, path)];
      const boundMs = median(ordinary.map(({ ms }) => ms)) * MOST_TIMES + SPARE_MS;
      for (const [what, query] of EXCESSIVE) {
        const { status, ms } = await timed(person, `${path}?${query}`);
        longestMs = Math.max(longestMs, ms);
        if (status >= 500 || ms > boundMs)
          failed.push(`${what} at ${path}: ${status} after ${Math.round(ms)} ms`);
      }
    }
    await target.close();
    const tries = EXCESSIVE_PATHS.length * EXCESSIVE.length;
    return {
      hasSucceeded: failed.length > 0,
      figure:
        `${failed.length} of ${tries} failed or took long, the longest ${Math.round(longestMs)} ms ${failed.join('; ')}`.trim(),
    };
  },
};

const TOKEN = 'x'.repeat(9_000);
const GUESSES = 100;
/** So many standard errors apart, two medians of equal times lie less than once in a million attacks. */
const MOST_ERRORS = 5;

/** Of a median, of times that are spread as these are: 1.25 σ / √n, with σ from the middle half. */
function standardError(times: readonly number[]): number {
  const sigma = (quantile(times, 0.75) - quantile(times, 0.25)) / 1.35;
  return (1.25 * sigma) / Math.sqrt(times.length);
}

export const tokenTiming: Attack = {
  name: 'guess the operator’s token, by many tries or by how long a refusal takes',
  async run(bundle) {
    const target = await startTarget(bundle, { SETUP_TOKEN: TOKEN, RATE_LIMIT: '0' });
    const limited = await startTarget(bundle, { SETUP_TOKEN: TOKEN });
    const guesses = [`!${TOKEN.slice(1)}`, `${TOKEN.slice(0, -1)}!`];
    const times: number[][] = [[], []];
    for (let round = -20; round < GUESSES; round += 1) {
      for (const [index, token] of guesses.entries()) {
        const start = performance.now();
        await target.newClient().post('/setup', { token });
        if (round >= 0) times[index]?.push(performance.now() - start);
      }
    }
    const [early = 0, late = 0] = times.map(median);
    const errors = Math.abs(late - early) / Math.hypot(...times.map(standardError));
    const statuses: number[] = [];
    for (let at = 0; at < GUESSES; at += 1) {
      statuses.push((await limited.newClient().post('/setup', { token: `guess number ${at}` })).status);
    }
    const compared = statuses.filter((status) => status === 303).length;
    await Promise.all([target.close(), limited.close()]);
    return {
      hasSucceeded: errors > MOST_ERRORS || compared > 20,
      figure:
        `refused after ${early.toFixed(2)} ms where the first letter is wrong, ${late.toFixed(2)} ms where the last is ` +
        `(${errors.toFixed(1)} standard errors apart, ${MOST_ERRORS} would tell); ` +
        `${compared} of ${GUESSES} guesses a minute were compared at all (20 allowed)`,
    };
  },
};
