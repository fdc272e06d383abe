/** Where the money went: by category, and the merchants that most of it went to. */

import { horizontalBars } from '../../charts/horizontal-bars.ts';
import { currencyName } from '../../finance/currency.ts';
import { DAYS, parseFilter, toQuery } from '../../finance/filter.ts';
import type { Flow } from '../../finance/flow.ts';
import type { Format } from '../../finance/format.ts';
import { topMerchants } from '../../finance/merchants.ts';
import type { Period } from '../../finance/period.ts';
import { type Spending, spendingByCategory, spendingSummary } from '../../finance/spending.ts';

const MOST_CATEGORIES = 8;
const MOST_MERCHANTS = 5;

export interface SpendingModel {
  readonly asOf: string;
  readonly ranges: readonly { readonly days: number; readonly isCurrent: boolean }[];
  readonly currencies: readonly {
    readonly name: string;
    readonly summary: string;
    readonly categories: readonly CategoryRow[];
    readonly spent: string;
    readonly merchants: readonly MerchantRow[];
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

interface MerchantRow {
  readonly name: string;
  readonly times: string;
  readonly spent: string;
}

/** The merchants that most went to, by currency; in a step of its own: to tell them apart takes as long as all the rest. */
export function merchantsOf(
  flows: readonly Flow[],
  { spending }: Period,
  format: Format,
): Map<string, MerchantRow[]> {
  return new Map(
    topMerchants(flows, spending, MOST_MERCHANTS).map(({ currency, merchants }) => [
      currency,
      merchants.map(({ name, spentMinor, count }) => ({
        name,
        times: count === 1 ? 'once' : `${format.count(count)} times`,
        spent: format.money({ amountMinor: spentMinor, currency }),
      })),
    ]),
  );
}

/** The tables of each currency for the period chosen, and the other periods to choose. */
export function spendingSection(
  flows: readonly Flow[],
  merchants: ReadonlyMap<string, readonly MerchantRow[]>,
  { days, spending }: Period,
  format: Format,
): SpendingModel {
  return {
    asOf: `Last ${days} days`,
    ranges: DAYS.map((choice) => ({ days: choice, isCurrent: choice === days })),
    currencies: spendingByCategory(flows, spending).map((known) => ({
      name: currencyName(known.currency),
      summary: spendingSummary(known, format),
      categories: categoriesOf(known, days, format),
      spent: format.money({ amountMinor: known.spentMinor, currency: known.currency }),
      merchants: merchants.get(known.currency) ?? [],
    })),
  };
}

/** The largest, and the rest as one, so that the rows always make up the sum beneath them. */
function categoriesOf({ currency, categories }: Spending, days: number, format: Format): CategoryRow[] {
  const shown = categories.length > MOST_CATEGORIES + 1 ? MOST_CATEGORIES : categories.length;
  const rest = categories.slice(shown);
  const rows = categories.slice(0, shown).map(({ category, spentMinor }) => ({
    label: category.label,
    query: toQuery({ ...parseFilter({}), days, category: category.id }),
    spentMinor,
  }));
  if (rest.length > 0) {
    const spentMinor = rest.reduce((sum, row) => sum + row.spentMinor, 0);
    rows.push({ label: 'Everything else', query: toQuery({ ...parseFilter({}), days }), spentMinor });
  }
  const bars = horizontalBars(rows.map(({ spentMinor }) => spentMinor));
  return rows.map(({ label, query, spentMinor }, index) => ({
    label,
    query,
    width: bars[index]?.width ?? 0,
    spent: format.money({ amountMinor: spentMinor, currency }),
  }));
}
