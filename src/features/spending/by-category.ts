/** Each category of spending over the months, and this month so far against the same days before. */

import { currencyName } from '../../finance/currency.ts';
import { monthOf } from '../../finance/days.ts';
import { linkedCurrency, spendingQuery } from '../../finance/figure-links.ts';
import type { Flow } from '../../finance/flow.ts';
import type { Format } from '../../finance/format.ts';
import type { MonthsBack } from '../../finance/period.ts';
import { type SpendingTrends, type Trend, trendsSummary } from '../../finance/trends.ts';
import { type MonthBars, monthBars } from '../../sections/month-bars.ts';

export interface ByCategoryModel {
  readonly asOf: string;
  /** Headings of the columns. */
  readonly soFar: string;
  readonly monthsShown: string;
  readonly currencies: readonly {
    readonly name: string;
    readonly summary: string;
    readonly months: readonly string[];
    readonly rows: readonly CategoryRow[];
    readonly total: Figures;
  }[];
}

interface CategoryRow extends Figures {
  readonly label: string;
  /** Of the address of its transactions. */
  readonly query: string;
  readonly bars: MonthBars['groups'][number]['bars'];
}

interface Figures {
  readonly soFar: string;
  /** Of the same days of an average month before; null where there is none, as is the difference. */
  readonly average: string | null;
  readonly difference: string | null;
  readonly byMonth: readonly string[];
}

/** For each currency a table of comparison, and one of every month. */
export function byCategorySection(
  flows: readonly Flow[],
  trends: readonly SpendingTrends[],
  back: MonthsBack,
  format: Format,
): ByCategoryModel {
  const currencyInLinks = linkedCurrency(flows);
  const day = Number(back.today.slice(8));
  const months = [back.range.from, back.today].map(
    (day) => `${format.shortMonth(monthOf(day))} ${day.slice(0, 4)}`,
  );
  return {
    asOf:
      day === 1
        ? 'The first of the month against those before'
        : `The first ${day} days of the month against those of the months before`,
    soFar: `${format.shortMonth(monthOf(back.today))} so far`,
    monthsShown: months.join(' to '),
    currencies: trends
      .filter(({ categories }) => categories.length > 0)
      .map((known) => ({
        name: currencyName(known.currency),
        summary: trendsSummary(known),
        months: known.months.map(format.month),
        rows: known.categories.map((trend) => ({
          label: trend.category.label,
          query: spendingQuery([trend.category.id], {
            from: back.range.from,
            currency: currencyInLinks(known.currency),
          }),
          bars: barsOf(trend, known, format),
          ...figures(trend, known, format),
        })),
        total: figures(known.total, known, format),
      })),
  };
}

/** A picture of each category alone: the tallest bar is its own dearest month, so no sum can be read from it. */
function barsOf({ spentMinor }: Trend, { months, currency }: SpendingTrends, format: Format) {
  const chart = monthBars({
    months: months.map((month, index) => ({ month, values: [spentMinor[index] ?? 0] })),
    names: [''],
    average: null,
    isToScale: false,
    ...{ currency, format },
  });
  return chart.groups.flatMap(({ bars }) => bars);
}

function figures(
  { spentMinor, sameDaysAverageMinor: averageMinor }: Trend,
  { currency }: SpendingTrends,
  format: Format,
): Figures {
  const soFarMinor = spentMinor.at(-1) ?? 0;
  const money = (amountMinor: number) => format.money({ amountMinor, currency });
  return {
    soFar: money(soFarMinor),
    average: averageMinor === null ? null : money(averageMinor),
    difference:
      averageMinor === null ? null : format.flow({ amountMinor: soFarMinor - averageMinor, currency }),
    byMonth: spentMinor.map(money),
  };
}
