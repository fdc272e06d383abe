/** How long others wait for the first byte of theirs while a page of 50,000 transactions is made. */

import { setTimeout as wait } from 'node:timers/promises';
import { ms } from '../figure.ts';
import { startContestant } from '../processes/contestants.ts';
import { quantile } from '../statistics.ts';
import { visitWell } from '../visit.ts';
import { type Measure, using } from './measure.ts';

const LONG_VIEWS = { short: 2, full: 8 };
const WARM_VIEWS = 30;
const LATENCY_MS = 50;
/** Readers come one after the other, and leave the server time for the long page. */
const PAUSE_MS = 20;

export const measureOtherReaders: Measure = async ({ plaid, isShort }) => {
  const ledgerless = await startContestant('ledgerless', { plaidUrl: plaid.url });
  return using([ledgerless], async () => {
    const long = {
      path: '/dashboard?days=730',
      cookie: await ledgerless.client(await plaid.link(1, 50_000)),
    };
    const short = { path: '/dashboard', cookie: await ledgerless.client(await plaid.link(1, 500)) };
    for (let round = 0; round < WARM_VIEWS; round++) await visitWell(ledgerless.url, short);
    await visitWell(ledgerless.url, long);
    await plaid.set({ latencyMs: LATENCY_MS });
    const waits: number[] = [];
    for (let view = 0; view < LONG_VIEWS[isShort ? 'short' : 'full']; view++) {
      let isMade = false;
      const made = visitWell(ledgerless.url, long).finally(() => {
        isMade = true;
      });
      made.catch(() => {});
      while (!isMade) {
        waits.push((await visitWell(ledgerless.url, { ...short, leavesAtOnce: true })).firstByteMs);
        await wait(PAUSE_MS);
      }
      await made;
    }
    const slowest = Math.max(...waits);
    return [
      {
        what: `First byte of another reader while 50,000 transactions are read, slowest of ${waits.length}`,
        ledgerless: ms(slowest),
        against: `median ${ms(quantile(waits, 0.5))}`,
        held: { target: 'firstByte', value: slowest },
      },
    ];
  });
};
