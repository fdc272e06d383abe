/** What was spent this month so far, against the same days before. */

import type { Book } from '../../finance/book/lines.ts';
import { currencyName } from '../../finance/currency.ts';
import { monthOf, sameDayLastMonth } from '../../finance/days.ts';
import type { Format } from '../../finance/format.ts';
import type { Money } from '../../finance/money.ts';
import { comparison } from '../../finance/month-so-far.ts';
import type { MonthsBack } from '../../finance/period.ts';
import type { SpendingTrends } from '../../finance/trends.ts';
import { type ConvertedLine, convertedLine } from '../../sections/converted.ts';

export interface MonthTotalModel {
  readonly asOf: string;
  readonly currencies: readonly {
    readonly name: string;
    readonly spent: string;
    /** A sentence for each thing it is compared with; none in a first month. */
    readonly comparisons: readonly string[];
  }[];
  /** All currencies as one; null without rates of the person's own. */
  readonly converted: ConvertedLine | null;
}

/** What was spent this month so far, of each currency that anything was ever spent in. */
export function spentThisMonth(trends: readonly SpendingTrends[]): Money[] {
  return trends
    .filter(({ categories }) => categories.length > 0)
    .map(({ currency, total }) => ({ amountMinor: total.spentMinor.at(-1) ?? 0, currency }));
}

/** For each currency the sum, and what it is compared with: the same days of last month, and of an average month. */
export function monthTotalSection(
  trends: readonly SpendingTrends[],
  back: MonthsBack,
  format: Format,
  book: Book,
): MonthTotalModel {
  return {
    asOf: `${format.month(monthOf(back.today))}, until ${format.day(back.today)}`,
    converted: convertedLine(spentThisMonth(trends), book, format),
    currencies: trends
      .filter(({ categories }) => categories.length > 0)
      .map((known) => ({
        name: currencyName(known.currency),
        spent: format.money({ amountMinor: known.total.spentMinor.at(-1) ?? 0, currency: known.currency }),
        comparisons: comparisons(known, back, format),
      })),
  };
}

function comparisons({ currency, total }: SpendingTrends, { today }: MonthsBack, format: Format): string[] {
  const nowMinor = total.spentMinor.at(-1) ?? 0;
  const lastMonth = format.month(monthOf(sameDayLastMonth(today)));
  const against = (amountMinor: number | null, days: string) =>
    amountMinor === null ? [] : [comparison(nowMinor, { amountMinor, currency }, days, format)];
  return [
    ...against(total.sameDaysBeforeMinor, `in the same days of ${lastMonth}`),
    ...against(total.sameDaysAverageMinor, 'in the same days of an average month'),
  ];
}
