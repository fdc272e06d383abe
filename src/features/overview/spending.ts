/** Where the money went, by category. */

import { horizontalBars } from '../../charts/horizontal-bars.ts';
import { currencyName } from '../../finance/currency.ts';
import { linkedCurrency, spendingQuery } from '../../finance/figure-links.ts';
import { DAYS, daysLabel, type Filter } from '../../finance/filter.ts';
import type { Flow } from '../../finance/flow.ts';
import type { Format } from '../../finance/format.ts';
import type { Period } from '../../finance/period.ts';
import { type Spending, spendingByCategory, spendingSummary } from '../../finance/spending.ts';

const MOST_CATEGORIES = 4;

export interface SpendingModel {
  readonly asOf: string;
  readonly ranges: readonly { readonly days: number; readonly label: string; readonly isCurrent: boolean }[];
  readonly currencies: readonly {
    readonly name: string;
    readonly summary: string;
    readonly categories: readonly CategoryRow[];
    readonly spent: string;
  }[];
}

interface CategoryRow {
  readonly label: string;
  /** Of the address of its transactions. */
  readonly query: string;
  /** Percent of the bar. */
  readonly width: number;
  readonly spent: string;
}

/** The table of each currency for the period chosen, and the other periods to choose. */
export function spendingSection(
  flows: readonly Flow[],
  { days, spending }: Pick<Period, 'days' | 'spending'>,
  format: Format,
): SpendingModel {
  const currencyInLinks = linkedCurrency(flows);
  return {
    asOf: `Since ${format.day(spending.from)}`,
    ranges: DAYS.map((choice) => ({ days: choice, label: daysLabel(choice), isCurrent: choice === days })),
    currencies: spendingByCategory(flows, spending).map((known) => ({
      name: currencyName(known.currency),
      summary: spendingSummary(known, format),
      categories: categoriesOf(known, { days, currency: currencyInLinks(known.currency) }, format),
      spent: format.money({ amountMinor: known.spentMinor, currency: known.currency }),
    })),
  };
}

/**
 * The largest, and the rest as one, so that the rows always make up the sum beneath them. What Plaid has no category for
 * is part of that rest: two rows for what is neither one nor another would be one too many.
 */
function categoriesOf(
  { currency, categories }: Spending,
  linked: Pick<Filter, 'days' | 'currency'>,
  format: Format,
): CategoryRow[] {
  const areAllShown = categories.length <= MOST_CATEGORIES + 1;
  const named = categories.filter(({ category }) => category.id !== 'OTHER');
  const shown = areAllShown ? categories : named.slice(0, MOST_CATEGORIES);
  const rest = categories.filter((one) => !shown.includes(one));
  const rows = shown.map(({ category, spentMinor }) => ({
    label: category.label,
    ids: [category.id],
    spentMinor,
  }));
  if (rest.length > 0) {
    const spentMinor = rest.reduce((sum, row) => sum + row.spentMinor, 0);
    rows.push({ label: 'Everything else', ids: rest.map(({ category }) => category.id), spentMinor });
  }
  const bars = horizontalBars(rows.map(({ spentMinor }) => spentMinor));
  return rows.map(({ label, ids, spentMinor }, index) => ({
    label,
    query: spendingQuery(ids, linked),
    width: bars[index]?.width ?? 0,
    spent: format.money({ amountMinor: spentMinor, currency }),
  }));
}
