/** What a chart shows, in one sentence, for those who do not see it. */

import type { CashFlow } from './cash-flow.ts';
import type { Format } from './format.ts';
import type { Spending } from './spending.ts';

/** Income and spending by month. */
export function cashFlowSummary({ currency, months, average }: CashFlow, format: Format): string {
  const current = months.at(-1);
  if (!current) return 'No month to show.';
  const sums = ({ incomeMinor, spentMinor }: { incomeMinor: number; spentMinor: number }) =>
    `${format.money({ amountMinor: incomeMinor, currency })} came in and ${format.money({ amountMinor: spentMinor, currency })} was spent`;
  const thisMonth = `in ${format.month(current.month)} so far, ${sums(current)}.`;
  if (!average) return capitalise(thisMonth);
  return `In an average month ${sums(average)}; ${thisMonth}`;
}

/** Spending by category: the sum, and its largest parts. */
export function spendingSummary({ currency, spentMinor, categories }: Spending, format: Format): string {
  const largest = categories.filter(({ share }) => share > 0).slice(0, 3);
  if (largest.length === 0) return 'Nothing was spent.';
  const parts = largest.map(({ category, share }) => `${category.label} ${format.percent(share)}`);
  return `${format.money({ amountMinor: spentMinor, currency })} was spent; the most on ${parts.join(', ')}.`;
}

function capitalise(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
