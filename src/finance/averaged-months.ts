/** From which month on averages count. */

import { addDays, monthOf } from './days.ts';
import { type Flow, isIncomeOrSpending } from './flow.ts';
import type { Day } from './model.ts';
import { beginOfHistory } from './past-balances.ts';

/**
 * The index of the first month that averages in a currency count: the first with income or spending in it, or the next one
 * where the history begins within that month and the next is over as well. A bank may tell 90 days: three days of August
 * would be divided as a month. -1 where there is none. The first `overCount` months are over.
 *
 * All rows in the currency together say where the history begins, transfers too, by how long they are silent at other times.
 * So a quiet account alone keeps its first month. A bank that tells less than the others takes none of their months away: it
 * may have been opened then.
 */
export function firstAveraged(
  flows: readonly Flow[],
  currency: string,
  { months, overCount, today }: { months: readonly string[]; overCount: number; today: Day },
): number {
  const { posted, counted } = daysOf(flows).get(currency) ?? NO_DAYS;
  const shown = [...counted].filter((day) => day >= `${months[0]}-01`).sort();
  const first = shown[0] === undefined ? -1 : months.indexOf(monthOf(shown[0]));
  if (first === -1) return first;
  const isNextOver = first + 1 < overCount;
  const dayBefore = addDays(`${months[first]}-01`, -1);
  return isNextOver && beginOfHistory(posted, dayBefore, today) !== null ? first + 1 : first;
}

interface Days {
  /** Of what is not pending. */
  readonly posted: Set<Day>;
  /** Of income and spending. */
  readonly counted: Set<Day>;
}

const NO_DAYS: Days = { posted: new Set(), counted: new Set() };
const known = new WeakMap<readonly Flow[], ReadonlyMap<string, Days>>();

/** The days with rows in each currency, worked out once for all sections of a page: fifty thousand rows have seven hundred days. */
function daysOf(flows: readonly Flow[]): ReadonlyMap<string, Days> {
  const before = known.get(flows);
  if (before) return before;
  const byCurrency = new Map<string, Days>();
  for (const flow of flows) {
    const days = byCurrency.get(flow.currency) ?? { posted: new Set(), counted: new Set() };
    byCurrency.set(flow.currency, days);
    if (!flow.isPending) days.posted.add(flow.date);
    if (isIncomeOrSpending(flow)) days.counted.add(flow.date);
  }
  known.set(flows, byCurrency);
  return byCurrency;
}
