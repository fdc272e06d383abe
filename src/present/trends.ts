/** Each category of spending over months, and this month against the ones before. */

import type { Day } from '../bank/bank.ts';
import { type Category, categoryOf } from './categories.ts';
import { lastMonths, lastOfMonth, monthOf } from './days.ts';
import type { Flow } from './flow.ts';
import { groupBy, groupByCurrency } from './group-by.ts';
import { incomeAndSpending } from './income-and-spending.ts';
import { spendingCategory, spendingIn } from './spending.ts';

export interface CategoryTrend {
  readonly category: Category;
  /** One for each month shown. */
  readonly spentMinor: readonly number[];
  readonly totalMinor: number;
  /** Of the months that are over, from the first with any spending in this currency on; null where there is none. */
  readonly averageMinor: number | null;
  /** This month so far against the average: −0.2 is a fifth less; null without an average above zero. */
  readonly change: number | null;
}

export interface SpendingTrends {
  readonly currency: string;
  /** YYYY-MM, oldest first; the last is the month that is not over yet. */
  readonly months: readonly string[];
  /** The largest total first. */
  readonly categories: readonly CategoryTrend[];
}

/** The last months of spending by category, this one included. */
export function spendingTrends(
  flows: readonly Flow[],
  options: { months: number; today: Day },
): SpendingTrends[] {
  const months = lastMonths(options.months, options.today);
  const range = { from: `${months[0]}-01`, to: lastOfMonth(options.today) };
  return groupByCurrency(spendingIn(flows, range)).map(({ currency, rows }) => {
    const used = new Set(rows.map((flow) => monthOf(flow.date)));
    const first = months.findIndex((month) => used.has(month));
    return {
      currency,
      months,
      categories: [...groupBy(rows, spendingCategory)]
        .map(([id, own]) => ({ category: categoryOf(id), ...trendOf(own, months, first) }))
        .sort((a, b) => b.totalMinor - a.totalMinor),
    };
  });
}

function trendOf(flows: readonly Flow[], months: readonly string[], first: number) {
  const byMonth = groupBy(flows, (flow) => monthOf(flow.date));
  const spentMinor = months.map((month) => incomeAndSpending(byMonth.get(month) ?? []).spentMinor);
  const complete = spentMinor.slice(first, -1);
  const averageMinor = complete.length > 0 ? Math.round(sumOf(complete) / complete.length) : null;
  const thisMonth = spentMinor.at(-1) ?? 0;
  return {
    spentMinor,
    totalMinor: sumOf(spentMinor),
    averageMinor,
    change: averageMinor !== null && averageMinor > 0 ? thisMonth / averageMinor - 1 : null,
  };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
