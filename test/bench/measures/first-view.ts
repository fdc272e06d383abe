/** The CPU time of the first overview after a start, against a warm one. */

import { setTimeout as wait } from 'node:timers/promises';
import { ms } from '../figure.ts';
import { startContestant } from '../processes/contestants.ts';
import { median } from '../statistics.ts';
import { visitWell } from '../visit.ts';
import { type Measure, using } from './measure.ts';

/** What is loaded after listening, when nobody waits, has been loaded by then. */
const SETTLED_MS = 2_000;
const WARM_VIEWS = 60;
const STARTS = { short: 3, full: 7 };
const PATH = '/dashboard?days=730';

export const measureFirstView: Measure = async ({ plaid, isShort }) => {
  const [token = ''] = await plaid.link(1, 500);
  const [first, warm]: [number[], number[]] = [[], []];
  for (let start = 0; start < STARTS[isShort ? 'short' : 'full']; start++) {
    const ledgerless = await startContestant('ledgerless', { plaidUrl: plaid.url });
    await using([ledgerless], async () => {
      const cookie = await ledgerless.client([token]);
      const cpuOf = async (times: number) => {
        const before = await ledgerless.used();
        for (let round = 0; round < times; round++) await visitWell(ledgerless.url, { path: PATH, cookie });
        return ((await ledgerless.used()).cpuMs - before.cpuMs) / times;
      };
      await wait(SETTLED_MS);
      first.push(await cpuOf(1));
      await cpuOf(WARM_VIEWS);
      warm.push(await cpuOf(WARM_VIEWS));
    });
  }
  const ratio = median(first) / median(warm);
  return [
    {
      what: 'CPU of the first overview after a start: 1 bank, 500 transactions',
      ledgerless: ms(median(first)),
      against: `${ms(median(warm))} when warm`,
      ratio,
      held: { target: 'firstView', value: ratio },
    },
  ];
};
