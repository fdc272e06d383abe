/** Income and spending month by month, as a chart and as a table. */

import { type GroupedBars, groupedBars } from '../charts/grouped-bars.ts';
import { type CashFlow, cashFlow, cashFlowSummary } from '../finance/cash-flow.ts';
import { currencyName } from '../finance/currency.ts';
import type { Flow } from '../finance/flow.ts';
import type { Format } from '../finance/format.ts';
import type { Period } from '../finance/period.ts';

export interface CashFlowModel {
  readonly asOf: string;
  readonly currencies: readonly {
    readonly currency: string;
    readonly name: string;
    readonly caption: string;
    readonly summary: string;
    readonly chart: GroupedBars;
    /** Spending of an average month; null where no month is over yet. */
    readonly average: string | null;
    readonly rows: readonly {
      readonly month: string;
      readonly income: string;
      readonly spent: string;
      readonly net: string;
    }[];
  }[];
}

/** A chart for each currency, with the spending of an average month as a line across it. */
export function cashFlowSection(
  flows: readonly Flow[],
  { months, today }: Pick<Period, 'months' | 'today'>,
  format: Format,
): CashFlowModel {
  return {
    asOf: `${format.count(months)} months`,
    currencies: cashFlow(flows, { months, today }).map((known) => {
      const { currency, average } = known;
      const money = (amountMinor: number) => format.money({ amountMinor, currency });
      return {
        currency,
        name: currencyName(currency),
        caption: `Income and spending by month, ${currencyName(currency)}`,
        summary: cashFlowSummary(known, format),
        chart: chartOf(known, format),
        average: average && money(average.spentMinor),
        rows: known.months.map(({ month, incomeMinor, spentMinor, netMinor }) => ({
          month: format.month(month),
          income: money(incomeMinor),
          spent: money(spentMinor),
          net: money(netMinor),
        })),
      };
    }),
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
