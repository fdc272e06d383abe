/** From which month on averages count. */

import { addDays, monthOf } from './days.ts';
import { type Flow, isIncomeOrSpending } from './flow.ts';
import type { Day } from './model.ts';
import { beginOfHistory } from './past-balances.ts';

/**
 * The index of the first month that averages in a currency count: the first with income or spending in it, or the next one
 * where the history begins within that month and the next is over as well. A bank may tell 90 days: three days of August
 * would be divided as a month. -1 where there is none.
 *
 * All rows in the currency together say where the history begins, transfers too, by how long they are silent at other times.
 * So a quiet account alone keeps its first month. A bank that tells less than the others takes none of their months away: it
 * may have been opened then.
 */
export function firstAveraged(
  flows: readonly Flow[],
  currency: string,
  { months, today }: { months: readonly string[]; today: Day },
): number {
  const own = flows.filter((flow) => flow.currency === currency);
  const withSums = new Set(own.filter(isIncomeOrSpending).map(({ date }) => monthOf(date)));
  const first = months.findIndex((month) => withSums.has(month));
  if (first === -1) return first;
  const isNextOver = first + 2 < months.length;
  const dayBefore = addDays(`${months[first]}-01`, -1);
  return isNextOver && beginOfHistory(own, dayBefore, today) !== null ? first + 1 : first;
}
