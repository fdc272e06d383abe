/**
 * How much of each target of a book was spent this month. A target is for one month at a time: nothing is carried on.
 * What counts is what counts as spending everywhere, with refunds taken off, from the first of the month to today.
 */

import { divideRounded } from '../currency.ts';
import { firstOfMonth, lastOfMonth } from '../days.ts';
import type { Flow } from '../flow.ts';
import type { Day } from '../model.ts';
import { spendingCategory, spendingIn } from '../spending.ts';
import { type Book, linesOf, type TargetLine } from './lines.ts';

export interface TargetSoFar {
  readonly line: TargetLine;
  /** Negative where more came back than was spent. */
  readonly spentMinor: number;
  /** The part of the target that these days are of the month, today among them. */
  readonly evenPaceMinor: number;
}

/** The day of a month, and how many it has. */
export interface DayOfMonth {
  readonly day: number;
  readonly days: number;
}

/** Such as 12 of 30. */
export function dayOfMonth(today: Day): DayOfMonth {
  return { day: Number(today.slice(8)), days: Number(lastOfMonth(today).slice(8)) };
}

/** Every target of the book, the one first of which most is spent. */
export function targetsSoFar(book: Book, flows: readonly Flow[], today: Day): TargetSoFar[] {
  const { day, days } = dayOfMonth(today);
  const spending = spendingIn(flows, { from: firstOfMonth(today), to: today });
  return linesOf(book, 'target')
    .map((line) => ({
      line,
      spentMinor: spending.reduce(
        (sum, flow) =>
          flow.currency === line.currency && isIn(flow, line.category) ? sum - flow.amountMinor : sum,
        0,
      ),
      evenPaceMinor: Number(divideRounded(BigInt(line.amountMinor) * BigInt(day), BigInt(days))),
    }))
    .sort((a, b) => partSpent(b) - partSpent(a));
}

/** A row is in the category that it is summed in, and in its detailed one where it has such. */
function isIn(flow: Flow, category: string): boolean {
  const { detailedCategory } = flow;
  return (
    spendingCategory(flow) === category ||
    (detailedCategory === category && detailedCategory !== flow.category)
  );
}

/** 1 is all of the target. */
export function partSpent({ spentMinor, line }: TargetSoFar): number {
  return spentMinor / line.amountMinor;
}
