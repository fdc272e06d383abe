/** What is expected in the days to come. */

import type { Day } from '../../bank/bank.ts';
import { addDays } from '../days.ts';
import type { Recurring } from '../recurring.ts';

export interface Expected {
  readonly day: Day;
  readonly recurring: Recurring;
}

/** The next of each that is due within so many days, soonest first; one that is late keeps its day, before today. */
export function upcoming(all: readonly Recurring[], today: Day, days: number): Expected[] {
  const last = addDays(today, days);
  return all
    .flatMap((recurring) => (recurring.nextDate ? [{ day: recurring.nextDate, recurring }] : []))
    .filter(({ day }) => day <= last)
    .sort((a, b) => a.day.localeCompare(b.day));
}
