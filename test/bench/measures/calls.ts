/** How many calls to Plaid each page makes, of a person with one bank and of one with five. */

import { groupBy } from '../../../src/finance/group-by.ts';
import type { Figure } from '../figure.ts';
import { startContestant } from '../processes/contestants.ts';
import { visitWell } from '../visit.ts';
import { type Measure, using } from './measure.ts';

/** At each bank, over two years; /transactions/get gives 500 of them at a time, of which five are on two pages. */
const ROWS = 2_400;
/** The fewest calls that each page can be made of, with one bank and with five. */
const PAGES: readonly [path: string, ofOne: number, ofFive: number][] = [
  ['/dashboard', 3, 15],
  ['/dashboard?days=730', 6, 30],
  ['/transactions', 1, 5],
  ['/transactions?days=730', 1, 25],
  ['/transactions?days=730&page=9', 1, 25],
  ['/transactions?days=730&q=coffee', 5, 25],
  ['/transactions.csv?days=730', 5, 25],
  ['/spending', 3, 15],
  ['/spending?months=24', 5, 25],
  ['/net-worth', 3, 15],
  ['/net-worth?months=24', 5, 25],
  ['/recurring', 5, 25],
  ['/ahead', 6, 30],
  ['/credit', 1, 5],
];

export const measureCalls: Measure = async ({ plaid }) => {
  const ledgerless = await startContestant('ledgerless', { plaidUrl: plaid.url, hasProbe: false });
  return using([ledgerless], async () => {
    const one = await ledgerless.client(await plaid.link(1, ROWS));
    const five = await ledgerless.client(await plaid.link(5, ROWS));
    const callsFor = async (path: string, cookie: string) => {
      await plaid.takeTally();
      await visitWell(ledgerless.url, { path, cookie });
      return (await plaid.takeTally()).questions.map((question) => question.path);
    };
    const figures: Figure[] = [];
    for (const [path, ofOne, ofFive] of PAGES) {
      const calls = [await callsFor(path, one), await callsFor(path, five)] as const;
      figures.push({
        what: `Calls to Plaid for ${path}, ${ROWS.toLocaleString('en')} transactions a bank`,
        ledgerless: countsOf(calls[0]),
        against: `with 5 banks ${calls[1].length}`,
        held: { target: 'calls', value: Math.max(calls[0].length / ofOne, calls[1].length / ofFive) },
      });
    }
    return figures;
  });
};

/** Such as `1 /item/get, 2 /transactions/get`. */
function countsOf(paths: readonly string[]): string {
  const counts = [...groupBy(paths, (path) => path)].map(([path, { length }]) => `${length} ${path}`);
  return counts.sort().join(', ');
}
