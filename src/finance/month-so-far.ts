/** This month so far against the same days of the month before. */

import { firstOfMonth, sameDayLastMonth } from './days.ts';
import { type Flow, type IncomeAndSpending, incomeAndSpending, isIncomeOrSpending } from './flow.ts';
import type { Format } from './format.ts';
import { groupByCurrency } from './group-by.ts';
import type { Day } from './model.ts';

export interface MonthSoFar {
  readonly currency: string;
  readonly thisMonth: IncomeAndSpending;
  /** From the first to the same day of last month, or its last day. */
  readonly lastMonth: IncomeAndSpending;
}

/** Needs flows from the first of last month on. Pending ones count: the money is as good as gone. */
export function monthSoFar(flows: readonly Flow[], today: Day): MonthSoFar[] {
  const sameDay = sameDayLastMonth(today);
  const [first, firstBefore] = [firstOfMonth(today), firstOfMonth(sameDay)];
  const isThisMonth = ({ date }: Flow) => date >= first && date <= today;
  const isLastMonth = ({ date }: Flow) => date >= firstBefore && date <= sameDay;
  const counted = flows.filter(
    (flow) => isIncomeOrSpending(flow) && (isThisMonth(flow) || isLastMonth(flow)),
  );
  return groupByCurrency(counted).map(({ currency, rows }) => ({
    currency,
    thisMonth: incomeAndSpending(rows.filter(isThisMonth)),
    lastMonth: incomeAndSpending(rows.filter(isLastMonth)),
  }));
}

/** A sum against one of other days, such as `$12.00 less than in the same days of October: $92.00`. */
export function comparison(
  nowMinor: number,
  before: { readonly amountMinor: number; readonly currency: string },
  days: string,
  format: Format,
): string {
  const moreMinor = nowMinor - before.amountMinor;
  if (format.isHidden) return `${format.money(before)} ${days}`;
  if (moreMinor === 0) return `The same as ${days}`;
  const difference = format.magnitude({ amountMinor: moreMinor, currency: before.currency });
  return `${difference} ${moreMinor > 0 ? 'more' : 'less'} than ${days}: ${format.money(before)}`;
}
