/** What is expected in the next thirty days, from what has recurred so far. */

import { categoryOf } from '../../finance/categories.ts';
import { addDays } from '../../finance/days.ts';
import type { Format } from '../../finance/format.ts';
import type { Day } from '../../finance/model.ts';
import type { Period } from '../../finance/period.ts';
import { type Recurring, recurringAmong } from '../recurring/detect/detect.ts';
import type { Rows } from '../recurring/detect/plans.ts';
import { inSentence, LIKELIHOOD } from '../recurring/words.ts';

const DAYS_AHEAD = 30;
const HOW_MANY = 10;

export interface UpcomingModel {
  readonly asOf: string;
  /** How far ahead it looks. */
  readonly days: number;
  /** How many are not shown; null for none. */
  readonly more: string | null;
  readonly rows: readonly {
    readonly payee: string;
    readonly icon: string;
    readonly day: string;
    readonly likelihood: string;
    readonly amount: string;
    readonly isIn: boolean;
  }[];
}

/** The soonest of what recurs among each merchant's rows, and how many more there are. */
export function upcomingSection(
  merchants: readonly Rows[],
  { today }: Period,
  format: Format,
): UpcomingModel {
  const expected = upcoming(recurringAmong(merchants, today), today, DAYS_AHEAD);
  const more = expected.length - HOW_MANY;
  return {
    asOf: `Next ${DAYS_AHEAD} days`,
    days: DAYS_AHEAD,
    more: more > 0 ? format.count(more) : null,
    rows: expected.slice(0, HOW_MANY).map((one) => row(one, today, format)),
  };
}

function row({ day, recurring }: Expected, today: string, format: Format) {
  return {
    payee: recurring.name,
    icon: categoryOf(recurring.category).icon,
    day: dayInWords(day, today, format),
    likelihood: LIKELIHOOD[recurring.confidence],
    amount: format.flow(recurring),
    isIn: recurring.amountMinor > 0,
  };
}

function dayInWords(day: string, today: string, format: Format): string {
  if (day < today) return `was due ${inSentence(format.dayHeading(day))}`;
  return day === addDays(today, 1) ? 'Tomorrow' : format.dayHeading(day);
}

interface Expected {
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
