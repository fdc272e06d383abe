/** What the transactions of a list come to in each month, and in this month so far against the same days before. */

import { firstAveraged } from './averaged-months.ts';
import { eachMonth, isDayReached, lastOfMonth, monthOf, onceADay } from './days.ts';
import type { Filter } from './filter.ts';
import type { Flow } from './flow.ts';
import { groupBy, groupByCurrency } from './group-by.ts';
import type { Day, DayRange } from './model.ts';

/** Money that only moved is of the kind of where most of it went. */
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
  /** Of those that are over, from the first with anything in it on, and of whose history all is there; null where there is none. */
  readonly averageMinor: number | null;
  /** Null where the range does not end today, or does not hold the first of this month. */
  readonly soFar: SoFar | null;
}

interface SoFar {
  readonly amountMinor: number;
  /** In the same days of the month before; null where the range does not hold them. */
  readonly beforeMinor: number | null;
}

interface Options {
  /** Ends today or before. */
  readonly range: DayRange;
  readonly today: Day;
  /** Every flow of the range: they say where the history begins. */
  readonly all: readonly Flow[];
  /** The filter's, which has let the summed flows through. */
  readonly counts: Filter['counts'];
}

/** The sums of each currency. */
export function monthlySums(flows: readonly Flow[], { range, today, all, counts }: Options): MonthlySums[] {
  const listed = flows.filter(({ kind }) => kind !== 'nothing');
  return groupByCurrency(listed).map(({ currency, rows }) => {
    const { kind, sign, counted } = countedAmong(rows, counts);
    // Adding zero: minus nothing would be minus zero.
    const sumOf = (own: readonly Flow[]) =>
      sign * own.reduce((sum, { amountMinor }) => sum + amountMinor, 0) + 0;
    const monthOfDay = onceADay(monthOf);
    const byMonth = groupBy(counted, ({ date }) => monthOfDay(date));
    const months = eachMonth(range.from, range.to)
      .filter((month) => `${month}-01` >= range.from)
      .map((month) => ({ month, amountMinor: sumOf(byMonth.get(month) ?? []) }));
    const over = months.filter(({ month }) => isOver(month, range, today));
    const own = over.findIndex(({ month }) => byMonth.has(month));
    const names = months.map(({ month }) => month);
    const whole = firstAveraged(all, currency, {
      ...{ months: names, overCount: over.length, today: range.to },
    });
    const averaged = own === -1 ? [] : over.slice(Math.max(own, whole));
    const soFarIn = (month: string) =>
      sumOf((byMonth.get(month) ?? []).filter(({ date }) => isDayReached(date, today)));
    const [before, current] = [months.at(-2), months.at(-1)];
    return {
      ...{ currency, kind, months },
      totalMinor: sumOf(counted),
      count: counted.length,
      otherCount: rows.length - counted.length,
      averageMinor: averaged.length === 0 ? null : meanOf(averaged),
      soFar:
        current && range.to === today
          ? { amountMinor: current.amountMinor, beforeMinor: before ? soFarIn(before.month) : null }
          : null,
    };
  });
}

/**
 * Of the kind that the filter asks for; else of spending or income, whichever has more in and out together: one refund does
 * not make pay into spending. What only moved is listed on both of its accounts, so that its size says nothing beside theirs.
 */
function countedAmong(rows: readonly Flow[], counts: Filter['counts']): Counted {
  const spending = rows.filter(({ kind }) => kind === 'spending');
  const income = rows.filter(({ kind }) => kind === 'income');
  const isSpending = counts === 'spending' || (counts === '' && sizeOf(spending) >= sizeOf(income));
  if (isSpending && spending.length > 0) return { kind: 'spending', sign: -1, counted: spending };
  if (income.length > 0) return { kind: 'income', sign: 1, counted: income };
  const net = rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return net > 0
    ? { kind: 'moved-in', sign: 1, counted: rows }
    : { kind: 'moved-out', sign: -1, counted: rows };
}

interface Counted {
  readonly kind: SumKind;
  readonly sign: 1 | -1;
  readonly counted: readonly Flow[];
}

function sizeOf(rows: readonly Flow[]): number {
  return rows.reduce((sum, { amountMinor }) => sum + Math.abs(amountMinor), 0);
}

/** The month of today is not over, also on its last day: more may be posted on it. */
function isOver(month: string, { to }: DayRange, today: Day): boolean {
  return month < monthOf(today) && lastOfMonth(`${month}-01`) <= to;
}

function meanOf(months: readonly MonthSum[]): number {
  return Math.round(months.reduce((sum, { amountMinor }) => sum + amountMinor, 0) / months.length);
}
