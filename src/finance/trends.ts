/** Each category of spending over months, this month so far against the same days before, and what stands out. */

import { firstAveraged } from './averaged-months.ts';
import { type Category, categoryOf, isPlaidCategory } from './categories.ts';
import { isDayReached, lastMonths, monthOf, onceADay } from './days.ts';
import { type Flow, isIncomeOrSpending } from './flow.ts';
import { mostUsedFirst } from './group-by.ts';
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
  const indexOf = onceADay((day) => months.indexOf(monthOf(day)));
  const isReached = onceADay((day) => isDayReached(day, options.today));
  // In one pass: fifty thousand rows gathered into lists would be read from all over memory once more.
  const byCurrency = new Map<string, { count: number; byCategory: Map<string, Sums> }>();
  for (const flow of flows) {
    const index = isIncomeOrSpending(flow) ? indexOf(flow.date) : -1;
    if (index < 0) continue;
    const own = byCurrency.get(flow.currency) ?? { count: 0, byCategory: new Map() };
    byCurrency.set(flow.currency, own);
    own.count += 1;
    if (flow.kind !== 'spending') continue;
    const id = spendingCategory(flow);
    const sums = own.byCategory.get(id) ?? emptySums(months.length);
    own.byCategory.set(id, sums);
    sums.spentMinor[index] = (sums.spentMinor[index] ?? 0) - flow.amountMinor;
    if (isReached(flow.date)) sums.reachedMinor[index] = (sums.reachedMinor[index] ?? 0) - flow.amountMinor;
  }
  return mostUsedFirst(byCurrency).map(([currency, { byCategory }]) => {
    const overCount = months.length - 1;
    const first = firstAveraged(flows, currency, { months, overCount, today: options.today });
    return {
      currency,
      months,
      categories: [...byCategory]
        .map(([id, own]) => ({ category: categoryOf(id), ...trendOf(own, first) }))
        .sort((a, b) => b.totalMinor - a.totalMinor),
      total: trendOf(sumOfAll([...byCategory.values()], months.length), first),
    };
  });
}

/** Of each month shown. */
interface Sums {
  readonly spentMinor: number[];
  /** Of its days alone that have come in this month. */
  readonly reachedMinor: number[];
}

function emptySums(months: number): Sums {
  return { spentMinor: new Array(months).fill(0), reachedMinor: new Array(months).fill(0) };
}

function sumOfAll(all: readonly Sums[], months: number): Sums {
  const sumsOf = (listOf: (sums: Sums) => readonly number[]) =>
    Array.from({ length: months }, (_, index) => sumOf(all.map((sums) => listOf(sums)[index] ?? 0)));
  return { spentMinor: sumsOf((sums) => sums.spentMinor), reachedMinor: sumsOf((sums) => sums.reachedMinor) };
}

/** Averages are of the months from the first of these on, but for this one. */
function trendOf({ spentMinor, reachedMinor }: Sums, first: number): Trend {
  const over = reachedMinor.slice(first, -1);
  return {
    spentMinor,
    totalMinor: sumOf(spentMinor),
    averageMinor: meanOf(spentMinor.slice(first, -1)),
    sameDaysAverageMinor: meanOf(over),
    sameDaysBeforeMinor: over.at(-1) ?? null,
  };
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
