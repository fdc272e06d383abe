/** Income and spending month by month, and what a chart of it shows, in one sentence. */

import { firstAveraged } from './averaged-months.ts';
import { lastMonths, monthOf, onceADay } from './days.ts';
import { type Flow, type IncomeAndSpending, isIncomeOrSpending } from './flow.ts';
import { capitalise, type Format } from './format.ts';
import { mostUsedFirst } from './group-by.ts';
import type { Day } from './model.ts';

interface MonthFlow extends IncomeAndSpending {
  /** YYYY-MM. */
  readonly month: string;
}

export interface CashFlow {
  readonly currency: string;
  /** Oldest first; the last is the month that is not over yet. */
  readonly months: readonly MonthFlow[];
  /** Of the months that are over, from the first whole one with any flow on; null where there is none. */
  readonly average: IncomeAndSpending | null;
}

/** The last months of each currency, this one included. */
export function cashFlow(flows: readonly Flow[], options: { months: number; today: Day }): CashFlow[] {
  const months = lastMonths(options.months, options.today);
  const indexOf = onceADay((day) => months.indexOf(monthOf(day)));
  // In one pass: fifty thousand rows gathered into lists would be read from all over memory once more.
  const byCurrency = new Map<
    string,
    { count: number; sums: { incomeMinor: number; spentMinor: number }[] }
  >();
  for (const flow of flows) {
    const index = isIncomeOrSpending(flow) ? indexOf(flow.date) : -1;
    if (index < 0) continue;
    const own = byCurrency.get(flow.currency) ?? {
      count: 0,
      sums: months.map(() => ({ incomeMinor: 0, spentMinor: 0 })),
    };
    byCurrency.set(flow.currency, own);
    own.count += 1;
    const sum = own.sums[index];
    if (sum && flow.kind === 'income') sum.incomeMinor += flow.amountMinor;
    else if (sum) sum.spentMinor -= flow.amountMinor;
  }
  return mostUsedFirst(byCurrency).map(([currency, { sums }]) => {
    const summed = sums.map(({ incomeMinor, spentMinor }, index) => ({
      ...{ month: months[index] ?? '', incomeMinor, spentMinor, netMinor: incomeMinor - spentMinor },
    }));
    const overCount = months.length - 1;
    const first = firstAveraged(flows, currency, { months, overCount, today: options.today });
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

/** What the chart shows, for those who do not see it. */
export function cashFlowSummary({ currency, months, average }: CashFlow, format: Format): string {
  const current = months.at(-1);
  if (!current) return 'No month to show.';
  const money = (amountMinor: number) => format.money({ amountMinor, currency });
  const sums = ({ incomeMinor, spentMinor }: IncomeAndSpending) =>
    `${money(incomeMinor)} came in and ${money(spentMinor)} was spent`;
  const thisMonth = `in ${format.month(current.month)} so far, ${sums(current)}.`;
  return average ? `In an average month ${sums(average)}; ${thisMonth}` : capitalise(thisMonth);
}
