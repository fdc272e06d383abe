/** Income and spending month by month, as a chart and as a table. */

import { type GroupedBars, groupedBars } from '../charts/grouped-bars.ts';
import { type CashFlow, cashFlow } from '../finance/cash-flow.ts';
import { currencyName } from '../finance/currency-name.ts';
import type { Flow } from '../finance/flow.ts';
import type { Format } from '../finance/format.ts';
import type { Period } from '../finance/period.ts';
import { cashFlowSummary } from '../finance/summaries.ts';

export interface CashFlowModel {
  readonly asOf: string;
  readonly currencies: readonly CashFlowOfCurrency[];
}

export interface CashFlowOfCurrency {
  readonly currency: string;
  readonly name: string;
  readonly caption: string;
  readonly summary: string;
  readonly chart: GroupedBars;
  /** Spending of an average month; null where no month is over yet. */
  readonly average: string | null;
  readonly rows: readonly CashFlowRow[];
}

export interface CashFlowRow {
  readonly month: string;
  readonly income: string;
  readonly spent: string;
  readonly net: string;
}

/** A chart for each currency, with the spending of an average month as a line across it. */
export function cashFlowSection(
  flows: readonly Flow[],
  { months, today }: Pick<Period, 'months' | 'today'>,
  format: Format,
): CashFlowModel {
  return {
    asOf: `${format.count(months)} months`,
    currencies: cashFlow(flows, { months, today }).map((known) => ({
      currency: known.currency,
      name: currencyName(known.currency),
      caption: `Income and spending by month, ${currencyName(known.currency)}`,
      summary: cashFlowSummary(known, format),
      chart: chartOf(known, format),
      average: averageOf(known, format),
      rows: rowsOf(known, format),
    })),
  };
}

/** Without amounts there is no scale either: the tallest bar fills the plot. */
function chartOf({ currency, months, average }: CashFlow, format: Format): GroupedBars {
  return groupedBars({
    groups: months.map(({ month, incomeMinor, spentMinor }) => ({
      label: format.shortMonth(month),
      values: [incomeMinor, spentMinor],
    })),
    tickLabel: format.isHidden ? null : (amountMinor) => format.short({ amountMinor, currency }),
    average: average?.spentMinor ?? null,
  });
}

function averageOf({ currency, average }: CashFlow, format: Format): string | null {
  return average && format.money({ amountMinor: average.spentMinor, currency });
}

function rowsOf({ currency, months }: CashFlow, format: Format): CashFlowRow[] {
  return months.map(({ month, incomeMinor, spentMinor, netMinor }) => ({
    month: format.month(month),
    income: format.money({ amountMinor: incomeMinor, currency }),
    spent: format.money({ amountMinor: spentMinor, currency }),
    net: format.money({ amountMinor: netMinor, currency }),
  }));
}
