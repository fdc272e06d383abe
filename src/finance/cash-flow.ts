/** Income and spending month by month. */

import { lastMonths, monthOf } from './days.ts';
import type { Flow } from './flow.ts';
import { type IncomeAndSpending, incomeAndSpending, isIncomeOrSpending } from './flow.ts';
import { groupBy, groupByCurrency } from './group-by.ts';
import type { Day } from './model.ts';

export interface MonthFlow extends IncomeAndSpending {
  /** YYYY-MM. */
  readonly month: string;
}

export interface CashFlow {
  readonly currency: string;
  /** Oldest first; the last is the month that is not over yet. */
  readonly months: readonly MonthFlow[];
  /** Of the months that are over, from the first with any flow on; null where there is none. */
  readonly average: IncomeAndSpending | null;
}

/** The last months of each currency, this one included. */
export function cashFlow(flows: readonly Flow[], options: { months: number; today: Day }): CashFlow[] {
  const months = lastMonths(options.months, options.today);
  const shown = new Set(months);
  const counted = flows.filter((flow) => isIncomeOrSpending(flow) && shown.has(monthOf(flow.date)));
  return groupByCurrency(counted).map(({ currency, rows }) => {
    const byMonth = groupBy(rows, (flow) => monthOf(flow.date));
    const first = months.findIndex((month) => byMonth.has(month));
    const summed = months.map((month) => ({ month, ...incomeAndSpending(byMonth.get(month) ?? []) }));
    return { currency, months: summed, average: averageOf(summed.slice(first, -1)) };
  });
}

function averageOf(months: readonly MonthFlow[]): IncomeAndSpending | null {
  if (months.length === 0) return null;
  const mean = (amountOf: (month: MonthFlow) => number) =>
    Math.round(months.reduce((sum, month) => sum + amountOf(month), 0) / months.length);
  const incomeMinor = mean((month) => month.incomeMinor);
  const spentMinor = mean((month) => month.spentMinor);
  return { incomeMinor, spentMinor, netMinor: incomeMinor - spentMinor };
}
