/** What stands out this month, in one sentence without amounts. */

import type { SpendingTrends, Trend } from './trends.ts';

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
