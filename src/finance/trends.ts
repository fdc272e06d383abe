/** Each category of spending over months, this month against the ones before, and what stands out in one sentence. */

import { type Category, categoryOf } from './categories.ts';
import { lastMonths, monthOf } from './days.ts';
import { type Flow, isIncomeOrSpending } from './flow.ts';
import { groupBy, groupByCurrency } from './group-by.ts';
import type { Day } from './model.ts';
import { spendingCategory } from './spending.ts';

export interface Trend {
  /** One for each month shown. */
  readonly spentMinor: readonly number[];
  readonly totalMinor: number;
  /** Of the months that are over, from the first with any flow in this currency on; null where there is none. */
  readonly averageMinor: number | null;
}

interface CategoryTrend extends Trend {
  readonly category: Category;
}

export interface SpendingTrends {
  readonly currency: string;
  /** YYYY-MM, oldest first; the last is the month that is not over yet. */
  readonly months: readonly string[];
  /** The largest total first; none where there was income only. */
  readonly categories: readonly CategoryTrend[];
  /** Of all categories together. */
  readonly total: Trend;
}

/** The last months of spending by category, this one included. */
export function spendingTrends(
  flows: readonly Flow[],
  options: { months: number; today: Day },
): SpendingTrends[] {
  const months = lastMonths(options.months, options.today);
  const monthIndex = new Map(months.map((month, index) => [month, index]));
  const counted = flows.filter((flow) => isIncomeOrSpending(flow) && monthIndex.has(monthOf(flow.date)));
  return groupByCurrency(counted).map(({ currency, rows }) => {
    const indexOf = ({ date }: Flow) => monthIndex.get(monthOf(date)) ?? 0;
    const first = rows.reduce((least, row) => Math.min(least, indexOf(row)), months.length);
    const spending = rows.filter(({ kind }) => kind === 'spending');
    const trendOf = (own: readonly Flow[]) => trend(sumsOf(own, months.length, indexOf), first);
    return {
      currency,
      months,
      categories: [...groupBy(spending, spendingCategory)]
        .map(([id, own]) => ({ category: categoryOf(id), ...trendOf(own) }))
        .sort((a, b) => b.totalMinor - a.totalMinor),
      total: trendOf(spending),
    };
  });
}

function sumsOf(flows: readonly Flow[], length: number, indexOf: (flow: Flow) => number): number[] {
  const sums = new Array<number>(length).fill(0);
  for (const flow of flows) sums[indexOf(flow)] = (sums[indexOf(flow)] ?? 0) - flow.amountMinor;
  return sums;
}

function trend(spentMinor: readonly number[], first: number): Trend {
  const complete = spentMinor.slice(first, -1);
  const averageMinor = complete.length > 0 ? Math.round(sumOf(complete) / complete.length) : null;
  return { spentMinor, totalMinor: sumOf(spentMinor), averageMinor };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** The category that is furthest above its average. */
export function trendsSummary({ categories, total }: SpendingTrends): string {
  if (total.averageMinor === null) return 'There is no full month yet to compare this one with.';
  const [furthest] = [...categories].sort((a, b) => excessOf(b) - excessOf(a));
  return furthest && excessOf(furthest) > 0
    ? `Furthest above its average: ${furthest.category.label.toLowerCase()}.`
    : 'No category is above its average yet.';
}

function excessOf({ spentMinor, averageMinor }: Trend): number {
  return (spentMinor.at(-1) ?? 0) - (averageMinor ?? 0);
}
