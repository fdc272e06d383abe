/** Where money went in a range of days, by category, and the same in one sentence; refunds are taken off. */

import { type Category, categoryOf } from './categories.ts';
import type { Flow } from './flow.ts';
import type { Format } from './format.ts';
import { groupByCurrency } from './group-by.ts';
import type { DayRange } from './model.ts';

interface CategorySpending {
  readonly category: Category;
  /** Positive is spent; negative where more came back than went. */
  readonly spentMinor: number;
  /** Of all that was spent in categories with more out than in; 0 for the others. */
  readonly share: number;
  readonly count: number;
}

export interface Spending {
  readonly currency: string;
  readonly spentMinor: number;
  /** The largest first. */
  readonly categories: readonly CategorySpending[];
}

/** Spending by category in each currency. */
export function spendingByCategory(flows: readonly Flow[], range: DayRange): Spending[] {
  return groupByCurrency(spendingIn(flows, range)).map(({ currency, rows }) => {
    const byCategory = new Map<string, { spentMinor: number; count: number }>();
    for (const row of rows) {
      const id = spendingCategory(row);
      const sum = byCategory.get(id) ?? { spentMinor: 0, count: 0 };
      byCategory.set(id, sum);
      sum.spentMinor -= row.amountMinor;
      sum.count += 1;
    }
    const sums = [...byCategory].map(([id, sum]) => ({ category: categoryOf(id), ...sum }));
    const outMinor = sums.reduce((sum, { spentMinor }) => sum + Math.max(0, spentMinor), 0);
    return {
      currency,
      spentMinor: sums.reduce((sum, { spentMinor }) => sum + spentMinor, 0),
      categories: sums
        .map((sum) => ({ ...sum, share: sum.spentMinor > 0 ? sum.spentMinor / outMinor : 0 }))
        .sort((a, b) => b.spentMinor - a.spentMinor),
    };
  });
}

/** The flows that are spending, and their refunds, in a range of days. */
export function spendingIn(flows: readonly Flow[], { from, to }: DayRange): Flow[] {
  return flows.filter(({ kind, date }) => kind === 'spending' && date >= from && date <= to);
}

/** A card's reward comes as INCOME; taken off what was spent, it belongs to no category of spending. */
export function spendingCategory({ category }: Pick<Flow, 'category'>): string {
  return category === 'INCOME' ? 'OTHER' : category;
}

/** What the chart shows, for those who do not see it: the sum, and its largest parts. */
export function spendingSummary({ currency, spentMinor, categories }: Spending, format: Format): string {
  const largest = categories.filter(({ share }) => share > 0).slice(0, 3);
  if (largest.length === 0) return 'Nothing was spent.';
  const shareOf = (share: number) => (format.isHidden ? '' : ` ${format.percent(share)}`);
  const parts = largest.map(({ category, share }) => `${category.label}${shareOf(share)}`);
  return `${format.money({ amountMinor: spentMinor, currency })} was spent; the most on ${parts.join(', ')}.`;
}
