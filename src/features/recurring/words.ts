/** One thing that recurs, in words. */

import { categoryOf } from '../../finance/categories.ts';
import { addDays, monthOf } from '../../finance/days.ts';
import { capitalise, type Format } from '../../finance/format.ts';
import type { Day } from '../../finance/model.ts';
import type { Confidence, Recurring } from './detect/detect.ts';
import { doesVary, monthlyAmount } from './groups.ts';

export interface RecurringRow {
  readonly payee: string;
  readonly icon: string;
  /** A rise of the price; null where there is none. */
  readonly rise: string | null;
  readonly hasEnded: boolean;
  /** Cadence and history, each part for itself. */
  readonly about: readonly string[];
  /** When it is expected next, or came last where it has ended. */
  readonly when: string;
  readonly amount: string;
  readonly isIn: boolean;
}

/** How sure it is that the next one comes. */
export const LIKELIHOOD: Readonly<Record<Confidence, string>> = {
  high: 'very likely',
  medium: 'likely',
  low: 'possible',
};

/** The words of a row. */
export function recurringRow(recurring: Recurring, today: Day, format: Format): RecurringRow {
  const hasEnded = recurring.status === 'cancelled';
  return {
    payee: recurring.name,
    icon: categoryOf(recurring.category).icon,
    rise: hasEnded ? null : riseOf(recurring, format),
    hasEnded,
    about: hasEnded ? [past(recurring, format)] : present(recurring, format),
    when: whenOf(recurring, today, format),
    amount: format.flow(recurring),
    isIn: recurring.kind === 'income',
  };
}

function riseOf({ priceRise, currency }: Recurring, format: Format): string | null {
  if (!priceRise) return null;
  const amountMinor = priceRise.toMinor - priceRise.fromMinor;
  const by = format.isHidden ? '' : ` ${format.magnitude({ amountMinor, currency })}`;
  return `Up${by} in ${format.month(monthOf(priceRise.since))}`;
}

function past({ cadence, count, lastDate }: Recurring, format: Format): string {
  return `${capitalise(cadence)} until ${format.month(monthOf(lastDate))}, ${format.count(count)} times`;
}

function present(recurring: Recurring, format: Format): string[] {
  const { cadence, count, firstDate, lastDate, confidence } = recurring;
  return [
    `${capitalise(cadence)}, ${format.count(count)} times since ${format.month(monthOf(firstDate))}`,
    `last ${inSentence(format.dayHeading(lastDate))}`,
    ...(format.isHidden ? [] : amountsOf(recurring, format)),
    LIKELIHOOD[confidence],
  ];
}

/** Amounts besides the latest; left out where they are hidden, since a mask beside a mask says nothing. */
function amountsOf(recurring: Recurring, format: Format): string[] {
  const { cadence, currency, priceRise, smallestMinor, largestMinor } = recurring;
  const size = (amountMinor: number) => format.magnitude({ amountMinor, currency });
  const parts: string[] = [];
  if (priceRise) parts.push(`was ${size(priceRise.fromMinor)}, now ${size(priceRise.toMinor)}`);
  if (doesVary(recurring)) parts.push(`between ${size(smallestMinor)} and ${size(largestMinor)}`);
  if (cadence !== 'monthly') parts.push(`${format.magnitude(monthlyAmount(recurring))} a month`);
  return parts;
}

function whenOf({ nextDate, lastDate, confidence }: Recurring, today: Day, format: Format): string {
  if (nextDate === null) return `last ${inSentence(format.dayHeading(lastDate))}`;
  if (nextDate < today) return `was due ${inSentence(format.dayHeading(nextDate))}`;
  if (nextDate === addDays(today, 1)) return 'tomorrow';
  if (nextDate === today) return 'today';
  const day = format.dayHeading(nextDate);
  return confidence === 'high' ? `next ${day}` : `about ${day}`;
}

/** A day's heading as it stands within a sentence. */
export function inSentence(day: string): string {
  return day === 'Today' || day === 'Yesterday' ? day.toLowerCase() : day;
}
