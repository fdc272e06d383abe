/** What the transactions of a list come to in each month, and in this month so far against the same days before. */

import { eachMonth, isDayReached, lastOfMonth, monthOf } from './days.ts';
import type { Flow } from './flow.ts';
import { groupBy, groupByCurrency } from './group-by.ts';
import type { Day, DayRange } from './model.ts';

/** Spending where there is any, else income, else money that only moved, by where most of it went. */
export type SumKind = 'spending' | 'income' | 'moved-in' | 'moved-out';

interface MonthSum {
  /** YYYY-MM. */
  readonly month: string;
  /** Positive in the direction of its kind; refunds lessen spending. */
  readonly amountMinor: number;
}

export interface MonthlySums {
  readonly currency: string;
  readonly kind: SumKind;
  /** Of the whole range. */
  readonly totalMinor: number;
  readonly count: number;
  /** How many of the list are of another kind, and in no sum here. */
  readonly otherCount: number;
  /** The months whose first day is in the range, oldest first. */
  readonly months: readonly MonthSum[];
  /** Of those that are over, from the first with anything in it on; null where there is none. */
  readonly averageMinor: number | null;
  /** Null where the range does not end today, or does not hold the first of this month. */
  readonly soFar: SoFar | null;
}

interface SoFar {
  readonly amountMinor: number;
  /** In the same days of the month before; null where the range does not hold them. */
  readonly beforeMinor: number | null;
}

/** The sums of each currency in a range of days that ends today or before. */
export function monthlySums(flows: readonly Flow[], range: DayRange, today: Day): MonthlySums[] {
  const listed = flows.filter(({ kind }) => kind !== 'nothing');
  return groupByCurrency(listed).map(({ currency, rows }) => {
    const { kind, sign, counted } = countedAmong(rows);
    // Adding zero: minus nothing would be minus zero.
    const sumOf = (own: readonly Flow[]) =>
      sign * own.reduce((sum, { amountMinor }) => sum + amountMinor, 0) + 0;
    const byMonth = groupBy(counted, ({ date }) => monthOf(date));
    const months = eachMonth(range.from, range.to)
      .filter((month) => `${month}-01` >= range.from)
      .map((month) => ({ month, amountMinor: sumOf(byMonth.get(month) ?? []) }));
    const over = months.filter(({ month }) => isOver(month, range, today));
    const first = over.findIndex(({ month }) => byMonth.has(month));
    const soFarIn = (month: string) =>
      sumOf((byMonth.get(month) ?? []).filter(({ date }) => isDayReached(date, today)));
    const [before, current] = [months.at(-2), months.at(-1)];
    return {
      ...{ currency, kind, months },
      totalMinor: sumOf(counted),
      count: counted.length,
      otherCount: rows.length - counted.length,
      averageMinor: meanOf(over.slice(Math.max(0, first))),
      soFar:
        current && range.to === today
          ? { amountMinor: current.amountMinor, beforeMinor: before ? soFarIn(before.month) : null }
          : null,
    };
  });
}

function countedAmong(rows: readonly Flow[]): { kind: SumKind; sign: 1 | -1; counted: readonly Flow[] } {
  const spending = rows.filter(({ kind }) => kind === 'spending');
  if (spending.length > 0) return { kind: 'spending', sign: -1, counted: spending };
  const income = rows.filter(({ kind }) => kind === 'income');
  if (income.length > 0) return { kind: 'income', sign: 1, counted: income };
  const net = rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return net > 0
    ? { kind: 'moved-in', sign: 1, counted: rows }
    : { kind: 'moved-out', sign: -1, counted: rows };
}

/** The month of today is not over, also on its last day: more may be posted on it. */
function isOver(month: string, { to }: DayRange, today: Day): boolean {
  return month < monthOf(today) && lastOfMonth(`${month}-01`) <= to;
}

function meanOf(months: readonly MonthSum[]): number | null {
  if (months.length === 0) return null;
  return Math.round(months.reduce((sum, { amountMinor }) => sum + amountMinor, 0) / months.length);
}
