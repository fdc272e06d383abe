/** When the first byte of the dashboard comes, by what Plaid does. */

import { setTimeout as wait } from 'node:timers/promises';
import { ms } from '../figure.ts';
import type { Mood } from '../plaid/tape.ts';
import { startContestant } from '../processes/contestants.ts';
import { visit, visitWell } from '../visit.ts';
import { type Measure, using } from './measure.ts';

const MOODS: readonly (readonly [mood: Mood, says: string])[] = [
  ['answers', 'answers after 300 ms'],
  ['silent', 'never answers'],
  ['fails', 'answers with errors'],
  ['hangs up', 'hangs up'],
];
const BANKS = 5;
const VIEWS = 20;
/** Until the work for the last reader, who has left, is over. */
const PAUSE_MS = 50;

export const measureFirstByte: Measure = async ({ plaid }) => {
  const ledgerless = await startContestant('ledgerless', { plaidUrl: plaid.url });
  return using([ledgerless], async () => {
    const cookie = await ledgerless.client(await plaid.link(BANKS, 500));
    const path = '/dashboard?days=730';
    for (let round = 0; round < VIEWS; round++) await visitWell(ledgerless.url, { path, cookie });

    const slowest: { says: string; firstByteMs: number }[] = [];
    for (const [mood, says] of MOODS) {
      await plaid.set({ mood, latencyMs: 300 });
      let firstByteMs = 0;
      for (let round = 0; round < VIEWS; round++) {
        await wait(PAUSE_MS);
        const view = await visit(ledgerless.url, { path, cookie, leavesAtOnce: true });
        firstByteMs = Math.max(firstByteMs, view.firstByteMs);
      }
      slowest.push({ says, firstByteMs });
    }
    return slowest.map(({ says, firstByteMs }) => ({
      what: `First byte with ${BANKS} banks while Plaid ${says}, slowest of ${VIEWS} views`,
      ledgerless: ms(firstByteMs),
      held: { target: 'firstByte', value: firstByteMs },
    }));
  });
};
