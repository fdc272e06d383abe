/** Each category of spending over the months, and this month against an average one. */

import { type Bar, groupedBars } from '../../charts/grouped-bars.ts';
import { currencyName } from '../../finance/currency.ts';
import { parseFilter, toQuery } from '../../finance/filter.ts';
import type { Flow } from '../../finance/flow.ts';
import type { Format } from '../../finance/format.ts';
import type { MonthsBack } from '../../finance/period.ts';
import { type SpendingTrends, spendingTrends, type Trend, trendsSummary } from '../../finance/trends.ts';

export interface ByCategoryModel {
  readonly asOf: string;
  readonly thisMonth: string;
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
  readonly bars: readonly Bar[];
}

interface Figures {
  readonly thisMonth: string;
  /** Null where no month is over yet, as is the difference. */
  readonly average: string | null;
  readonly difference: string | null;
  readonly byMonth: readonly string[];
}

/** For each currency a table of comparison, and one of every month. */
export function byCategorySection(flows: readonly Flow[], back: MonthsBack, format: Format): ByCategoryModel {
  const trends = spendingTrends(flows, back).filter(({ categories }) => categories.length > 0);
  return {
    asOf: `${format.month(back.range.to.slice(0, 7))} so far against an average full month`,
    thisMonth: format.shortMonth(back.range.to.slice(0, 7)),
    currencies: trends.map((known) => ({
      name: currencyName(known.currency),
      summary: trendsSummary(known),
      months: known.months.map(format.month),
      rows: known.categories.map((trend) => ({
        label: trend.category.label,
        query: toQuery(parseFilter({ category: trend.category.id, from: back.range.from })),
        bars: barsOf(trend),
        ...figures(trend, known, format),
      })),
      total: figures(known.total, known, format),
    })),
  };
}

/** A picture of each category alone: the tallest bar is its own dearest month, so no sum can be read from it. */
function barsOf({ spentMinor }: Trend): Bar[] {
  const groups = spentMinor.map((value) => ({ label: '', values: [value] }));
  return groupedBars({ groups, tickLabel: null }).groups.flatMap(({ bars }) => bars);
}

function figures({ spentMinor, averageMinor }: Trend, { currency }: SpendingTrends, format: Format): Figures {
  const thisMonthMinor = spentMinor.at(-1) ?? 0;
  const money = (amountMinor: number) => format.money({ amountMinor, currency });
  return {
    thisMonth: money(thisMonthMinor),
    average: averageMinor === null ? null : money(averageMinor),
    difference:
      averageMinor === null ? null : format.flow({ amountMinor: thisMonthMinor - averageMinor, currency }),
    byMonth: spentMinor.map(money),
  };
}
