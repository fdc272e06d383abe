/** Income and spending month by month, as a chart and as a table. */

import { type CashFlow, cashFlow, cashFlowSummary } from '../finance/cash-flow.ts';
import { currencyName } from '../finance/currency.ts';
import type { Flow } from '../finance/flow.ts';
import type { Format } from '../finance/format.ts';
import type { Period } from '../finance/period.ts';
import { type MonthBars, monthBars } from './month-bars.ts';

export interface CashFlowModel {
  readonly asOf: string;
  readonly currencies: readonly {
    readonly currency: string;
    readonly name: string;
    readonly caption: string;
    readonly summary: string;
    readonly chart: MonthBars;
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

function chartOf({ currency, months, average }: CashFlow, format: Format): MonthBars {
  return monthBars({
    months: months.map(({ month, incomeMinor, spentMinor }) => ({
      month,
      values: [incomeMinor, spentMinor],
    })),
    names: ['income', 'spending'],
    average: average?.spentMinor ?? null,
    ...{ currency, format },
  });
}
