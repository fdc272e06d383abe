/** How many months a report looks back. */

import type { Day, DayRange } from '../bank/model.ts';
import { lastMonths } from '../present/days.ts';

/** What a reader can choose; the last is all that Plaid has. */
export const MONTHS: readonly number[] = [3, 6, 12, 24];
const DEFAULT_MONTHS = 12;

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
