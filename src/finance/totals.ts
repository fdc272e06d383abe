/** Sums per currency; two currencies are never added. */

import { groupByCurrency } from './group-by.ts';
import type { Money } from './money.ts';

/** The sums of one currency: money in is positive, money out is negative, net is their sum. */
export interface Totals {
  readonly currency: string;
  readonly inMinor: number;
  readonly outMinor: number;
  readonly netMinor: number;
  readonly count: number;
}

/** In, out and net of each currency that occurs, the most used first. Every amount counts, transfers too. */
export function totalsOf(amounts: readonly Money[]): Totals[] {
  return groupByCurrency(amounts).map(({ currency, rows }) => {
    let inMinor = 0;
    let outMinor = 0;
    for (const { amountMinor } of rows) {
      inMinor += Math.max(0, amountMinor);
      outMinor += Math.min(0, amountMinor);
    }
    return { currency, inMinor, outMinor, netMinor: inMinor + outMinor, count: rows.length };
  });
}
