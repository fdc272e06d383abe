/** How far back the overview and the reports look. */

import { addDays, addMonths, firstOfMonth, lastMonths } from './days.ts';
import { lookBackDays, parseFilter, rangeOf } from './filter.ts';
import type { Day, DayRange } from './model.ts';

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
/** What a reader can choose; the last is all that Plaid has. */
export const MONTHS: readonly number[] = [3, 6, 12, 24];
const DEFAULT_MONTHS = 12;

/** The period that an address's `days` stands for; what makes no sense there counts as the default. */
export function periodOf(query: Readonly<Record<string, unknown>>, today: Day): Period {
  const filter = parseFilter({ days: query.days }, []);
  const days = lookBackDays(filter);
  const spending = rangeOf(filter, today);
  const months = Math.max(FEWEST_MONTHS, Math.round(days / DAYS_PER_MONTH));
  const [from = today] = [spending.from, addMonths(firstOfMonth(today), 1 - months)].sort();
  return { today, days, spending, months, asked: { from, to: today } };
}

/** What Plaid has at most. */
const DAYS_BEHIND = 730;

/** All days that Plaid can tell of. */
export function wholeHistory(today: Day): DayRange {
  return { from: addDays(today, -DAYS_BEHIND), to: today };
}

export interface MonthsBack {
  readonly today: Day;
  /** This one included. */
  readonly months: number;
  /** What the banks are asked for: these months and no day more. */
  readonly range: DayRange;
}

/** What an address's `months` stands for; what makes no sense there counts as the default. */
export function monthsBack(query: Readonly<Record<string, unknown>>, today: Day): MonthsBack {
  const months = MONTHS.find((choice) => String(choice) === query.months) ?? DEFAULT_MONTHS;
  return { today, months, range: { from: `${lastMonths(months, today)[0]}-01`, to: today } };
}
