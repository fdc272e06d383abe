/** What came in and went out this month, against the same days of the month before. */

import { type HorizontalBar, horizontalBars } from '../../charts/horizontal-bars.ts';
import { currencyName } from '../../finance/currency.ts';
import { monthOf, sameDayLastMonth } from '../../finance/days.ts';
import type { Flow } from '../../finance/flow.ts';
import type { Format } from '../../finance/format.ts';
import { type MonthSoFar, monthSoFar } from '../../finance/month-so-far.ts';
import type { Period } from '../../finance/period.ts';

export interface MonthSoFarModel {
  readonly asOf: string;
  readonly currencies: readonly {
    readonly name: string;
    readonly caption: string;
    readonly thisMonth: string;
    readonly lastMonth: string;
    readonly rows: readonly (Comparison & { readonly label: string })[];
    readonly net: Comparison;
    readonly pace: Pace | null;
  }[];
}

interface Comparison {
  readonly now: string;
  readonly before: string;
  readonly isIn: boolean;
  /** Null while amounts are hidden. */
  readonly difference: string | null;
}

interface Pace {
  readonly title: string;
  /** This month's, then last month's. */
  readonly bars: readonly HorizontalBar[];
}

/** A table for each currency, with a picture of the spending. */
export function monthSoFarSection(
  flows: readonly Flow[],
  { today }: Period,
  format: Format,
): MonthSoFarModel {
  const thisMonth = format.month(monthOf(today));
  const lastMonth = format.month(monthOf(sameDayLastMonth(today)));
  return {
    asOf: `Against the same days of ${lastMonth}`,
    currencies: monthSoFar(flows, today).map((month) => ({
      name: currencyName(month.currency),
      caption: `In and out, ${currencyName(month.currency)}`,
      thisMonth,
      lastMonth,
      ...figures(month, format),
      pace: pace(month, lastMonth, format),
    })),
  };
}

function figures({ currency, thisMonth, lastMonth }: MonthSoFar, format: Format) {
  const row = (now: number, before: number, moreMinor = now - before): Comparison => ({
    now: format.flow({ amountMinor: now, currency }),
    before: format.flow({ amountMinor: before, currency }),
    isIn: now > 0,
    difference: format.isHidden ? null : difference(moreMinor, currency, format),
  });
  const [spent, spentBefore] = [thisMonth.spentMinor, lastMonth.spentMinor];
  return {
    rows: [
      { label: 'In', ...row(thisMonth.incomeMinor, lastMonth.incomeMinor) },
      { label: 'Out', ...row(-spent, -spentBefore, spent - spentBefore) },
    ],
    net: row(thisMonth.netMinor, lastMonth.netMinor),
  };
}

function difference(moreMinor: number, currency: string, format: Format): string {
  if (moreMinor === 0) return 'the same';
  const amount = format.magnitude({ amountMinor: moreMinor, currency });
  return `${amount} ${moreMinor > 0 ? 'more' : 'less'}`;
}

/** Spending beside last month's; null where refunds leave nothing to compare. */
function pace({ thisMonth, lastMonth }: MonthSoFar, lastMonthName: string, format: Format): Pace | null {
  const [now, before] = [thisMonth.spentMinor, lastMonth.spentMinor];
  if (now < 0 || before <= 0) return null;
  return {
    title: `Spending is ${compared((now - before) / before, format)} in the same days of ${lastMonthName}.`,
    bars: horizontalBars([now, before]),
  };
}

/** Such as `9% lower than`. */
function compared(change: number, format: Format): string {
  if (change === 0) return 'the same as';
  const by = format.percent(Math.abs(change));
  if (by === format.percent(0)) return 'about the same as';
  return `${format.isHidden ? '' : `${by} `}${change > 0 ? 'higher than' : 'lower than'}`;
}
