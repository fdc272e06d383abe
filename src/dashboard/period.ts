/** How far back the dashboard looks. */

import type { Day, DayRange } from '../bank/model.ts';
import { addMonths, firstOfMonth } from '../present/days.ts';
import { parseFilter, rangeOf } from '../present/filter.ts';

export interface Period {
  readonly today: Day;
  /** As chosen in the address: one of the filter's DAYS. */
  readonly days: number;
  /** What spending is summed over. */
  readonly spending: DayRange;
  /** How many months cash flow shows, this one included. */
  readonly months: number;
  /** What the banks are asked for: enough for everything, once. */
  readonly asked: DayRange;
}

const FEWEST_MONTHS = 6;
const DAYS_PER_MONTH = 365 / 12;

/** The period that an address's `days` stands for; what makes no sense there counts as the default. */
export function periodOf(query: Readonly<Record<string, unknown>>, today: Day): Period {
  const filter = parseFilter({ days: query.days });
  const spending = rangeOf(filter, today);
  const months = Math.max(FEWEST_MONTHS, Math.round(filter.days / DAYS_PER_MONTH));
  const [from = today] = [spending.from, addMonths(firstOfMonth(today), 1 - months)].sort();
  return { today, days: filter.days, spending, months, asked: { from, to: today } };
}
