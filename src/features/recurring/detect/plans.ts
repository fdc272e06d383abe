/** Several plans at one merchant, told apart by account or by amount. */

import { daysBetween } from '../../../finance/days.ts';
import type { Flow } from '../../../finance/flow.ts';
import { groupBy } from '../../../finance/group-by.ts';

/** Rows of one merchant, currency and direction, oldest first. */
export type Rows = readonly Flow[];

/** Amounts closer than this are one plan whose amount moves a little. */
const NEAR = 1.08;
/** A price does not change by more than this at once. */
const LARGEST_CHANGE = 1.6;

/** Two people of one household may have the same plan. */
export function byAccount(rows: Rows): Rows[] {
  return [...groupBy(rows, (row) => row.accountId).values()];
}

/** A small plan among many purchases at one shop: its amount comes back to the cent. */
export function bySameAmount(rows: Rows): Rows[] {
  return [...groupBy(rows, (row) => row.amountMinor).values()];
}

/** Plans of clearly different amounts; one that begins where another ends is that other after a change of price. */
export function byPlan(rows: Rows): Rows[] {
  const plans: Rows[] = [];
  for (const part of nearAmounts(rows)) {
    const index = plans.findIndex((plan) => isContinuedBy(plan, part));
    const earlier = plans[index];
    if (earlier) plans[index] = [...earlier, ...part];
    else plans.push(part);
  }
  return plans;
}

/** Cuts the amounts, in their order, wherever one is clearly larger than the one before; oldest first, as are their rows. */
function nearAmounts(rows: Rows): Rows[] {
  const sizes = Float64Array.from(rows, sizeOf).sort();
  const smallestNear = new Map<number, number>();
  let smallest = 0;
  sizes.forEach((size, index) => {
    if (size > (sizes[index - 1] ?? 0) * NEAR) smallest = size;
    smallestNear.set(size, smallest);
  });
  return [...groupBy(rows, (row) => smallestNear.get(sizeOf(row))).values()];
}

/** An amount without its sign. */
export function sizeOf({ amountMinor }: Flow): number {
  return Math.abs(amountMinor);
}

/** Whether a part begins when the plan's next was due. A single row has no usual pause (0 / 0), so nothing continues it. */
function isContinuedBy(plan: Rows, part: Rows): boolean {
  const [before, after] = [plan.at(-1), part[0]];
  if (!before || !after) return false;
  const change = sizeOf(after) / sizeOf(before);
  if (change > LARGEST_CHANGE || change < 1 / LARGEST_CHANGE) return false;
  const pause = daysBetween(dateOf(plan, -1), dateOf(part, 0));
  const usual = daysBetween(dateOf(plan, 0), dateOf(plan, -1)) / (plan.length - 1);
  return pause > usual * 0.6 && pause < usual * 1.5;
}

/** The day of a row, counted from the end where the index is negative. */
export function dateOf(rows: Rows, index: number): string {
  return rows.at(index)?.date ?? '';
}
