/** What is expected in the days to come. */

import { addDays } from '../../finance/days.ts';
import type { Day } from '../../finance/model.ts';
import type { Recurring } from './detect/detect.ts';

export interface Expected {
  readonly day: Day;
  readonly recurring: Recurring;
}

/** The next of each that is due within so many days, in the order given; one that is late keeps its day, before today. */
export function upcoming(all: readonly Recurring[], today: Day, days: number): Expected[] {
  const last = addDays(today, days);
  return all.flatMap((recurring) => {
    const day = recurring.nextDate;
    return day !== null && day <= last ? [{ day, recurring }] : [];
  });
}
