/** What is expected in the next thirty days, from what has recurred so far; of that the bills that are late or due soon. */

import { categoryOf } from '../../finance/categories.ts';
import { addDays } from '../../finance/days.ts';
import { type Format, inSentence } from '../../finance/format.ts';
import type { Day } from '../../finance/model.ts';
import type { Period } from '../../finance/period.ts';
import type { DuePayment } from '../../sections/attention.ts';
import type { Recurring } from '../recurring/detect/detect.ts';
import { groupRecurring } from '../recurring/groups.ts';

const DAYS_AHEAD = 30;
const HOW_MANY = 6;
/** A bill that falls on a weekend comes a day or two later. */
const GRACE_DAYS = 2;
const SOON_DAYS = 3;
/** The largest, since more would push all else off a phone. */
const MOST_DUE = 2;

export interface UpcomingModel {
  /** The days, and how many of what is expected in them are shown. */
  readonly asOf: string;
  /** How far ahead it looks. */
  readonly days: number;
  readonly rows: readonly {
    readonly payee: string;
    readonly icon: string;
    readonly day: string;
    /** Whether it may well not come. */
    readonly isDoubtful: boolean;
    readonly amount: string;
    readonly isIn: boolean;
  }[];
}

/** The soonest of what recurs; where too many are due within days, the largest of these. */
export function upcomingSection(
  recurring: readonly Recurring[],
  { today }: Pick<Period, 'today'>,
  format: Format,
): UpcomingModel {
  const all = upcoming(recurring, today, DAYS_AHEAD);
  const soon = upcoming(recurring, today, SOON_DAYS);
  const shown = largest(soon.length > HOW_MANY ? soon : all.slice(0, HOW_MANY), HOW_MANY);
  const isAll = shown.length === all.length;
  return {
    asOf: isAll ? `Next ${DAYS_AHEAD} days` : `${shown.length} of ${all.length} in ${DAYS_AHEAD} days`,
    days: DAYS_AHEAD,
    rows: shown.map((one) => row(one, today, format)),
  };
}

/** So many of the largest amounts, whatever their currency, in the order given. */
function largest(all: readonly Expected[], count: number): Expected[] {
  const size = ({ recurring }: Expected) => Math.abs(recurring.amountMinor);
  const kept = new Set(all.toSorted((a, b) => size(b) - size(a)).slice(0, count));
  return all.filter((one) => kept.has(one));
}

function row({ day, recurring }: Expected, today: string, format: Format) {
  return {
    payee: recurring.name,
    icon: categoryOf(recurring.category).icon,
    day: dayInWords(day, today, format),
    isDoubtful: recurring.confidence === 'low',
    amount: format.flow(recurring),
    isIn: recurring.amountMinor > 0,
  };
}

function dayInWords(day: string, today: string, format: Format): string {
  if (day < today) return `Was due ${inSentence(format.dayHeading(day))}`;
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

/** The bills that are late, or due within days; what may well not come is left out, since it would only alarm. */
export function duePayments(all: readonly Recurring[], today: Day, format: Format): DuePayment[] {
  const bills = groupRecurring(all).find(({ id }) => id === 'bills')?.members ?? [];
  const isSure = ({ confidence }: Recurring) => confidence !== 'low';
  const due = upcoming(bills.filter(isSure), today, SOON_DAYS).filter(
    ({ day }) => day >= today || day < addDays(today, -GRACE_DAYS),
  );
  return largest(due, MOST_DUE).map(({ day, recurring }) => ({
    isLate: day < today,
    payee: recurring.name,
    amount: format.magnitude(recurring),
    day: day === addDays(today, 1) ? 'tomorrow' : inSentence(format.dayHeading(day)),
  }));
}
