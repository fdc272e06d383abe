/** Each category of spending over months, this month so far against the same days before, and what stands out. */

import { firstAveraged } from './averaged-months.ts';
import { type Category, categoryOf, isPlaidCategory } from './categories.ts';
import { isDayReached, lastMonths, monthOf } from './days.ts';
import { type Flow, isIncomeOrSpending } from './flow.ts';
import { groupBy, groupByCurrency } from './group-by.ts';
import type { Day } from './model.ts';
import { spendingCategory } from './spending.ts';

export interface Trend {
  /** One for each month shown. */
  readonly spentMinor: readonly number[];
  readonly totalMinor: number;
  /** Of the months that are over, from the first whole one with any flow in this currency on; null where there is none. */
  readonly averageMinor: number | null;
  /** The same of their days alone that have come in this month: 26 November is compared with the first 26 days. */
  readonly sameDaysAverageMinor: number | null;
  /** In those days of the month before; null where there is none, or no flow in this currency yet. */
  readonly sameDaysBeforeMinor: number | null;
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
    const first = firstAveraged(flows, currency, { months, today: options.today });
    const spending = rows.filter(({ kind }) => kind === 'spending');
    const trendOf = (own: readonly Flow[]): Trend => {
      const spentMinor = sumsOf(own, months.length, indexOf);
      const reached = own.filter(({ date }) => isDayReached(date, options.today));
      const over = sumsOf(reached, months.length, indexOf).slice(first, -1);
      return {
        spentMinor,
        totalMinor: sumOf(spentMinor),
        averageMinor: meanOf(spentMinor.slice(first, -1)),
        sameDaysAverageMinor: meanOf(over),
        sameDaysBeforeMinor: over.at(-1) ?? null,
      };
    };
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

function meanOf(values: readonly number[]): number | null {
  return values.length > 0 ? Math.round(sumOf(values) / values.length) : null;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** The category that is furthest above its average of the same days. */
export function trendsSummary({ categories, total }: SpendingTrends): string {
  if (total.sameDaysAverageMinor === null) return 'There is no month before to compare this one with.';
  const [furthest] = [...categories].sort((a, b) => excessOf(b) - excessOf(a));
  return furthest && excessOf(furthest) > 0
    ? `Highest against the same days of other months: ${withinSentence(furthest.category)}.`
    : 'No category is above its average for these days.';
}

/** The person's own words stay as they wrote them. */
function withinSentence({ id, label }: Category): string {
  return isPlaidCategory(id) ? label.toLowerCase() : label;
}

function excessOf({ spentMinor, sameDaysAverageMinor }: Trend): number {
  return (spentMinor.at(-1) ?? 0) - (sameDaysAverageMinor ?? 0);
}
