/** How an amount that recurs has moved. */

import type { Day } from '../../../finance/model.ts';
import type { Rows } from './plans.ts';

export interface PriceRise {
  readonly fromMinor: number;
  readonly toMinor: number;
  /** The first day of the new price. */
  readonly since: Day;
}

/** The latest rise of a price that is otherwise the same from time to time; null where there is none. */
export function priceRise(rows: Rows): PriceRise | null {
  const prices = steps(rows);
  const [before, now] = prices.slice(-2);
  const isStepwise = prices.length <= 1 + rows.length / 4;
  if (!before || !now || !isStepwise || before.count < 2 || now.amountMinor >= before.amountMinor)
    return null;
  return { fromMinor: before.amountMinor, toMinor: now.amountMinor, since: now.since };
}

/** Runs of one amount, oldest first. Money out is negative: a larger price is a smaller number. */
function steps(rows: Rows): { amountMinor: number; since: Day; count: number }[] {
  const runs: { amountMinor: number; since: Day; count: number }[] = [];
  for (const { amountMinor, date } of rows) {
    const run = runs.at(-1);
    if (run?.amountMinor === amountMinor) run.count += 1;
    else runs.push({ amountMinor, since: date, count: 1 });
  }
  return runs;
}
