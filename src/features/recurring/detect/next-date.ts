/** When something is expected again. */

import { addDays, addMonths, daysBetween, firstOfMonth, lastOfMonth } from '../../../finance/days.ts';
import type { Day } from '../../../finance/model.ts';
import type { Cadence, CadenceName } from './cadence.ts';

/** The day after the last of `days` (ascending, not empty) on which the next one is expected. */
export function nextDate(days: readonly Day[], cadence: Cadence): Day {
  return NEXT[cadence.name](days.at(-1) ?? '', days, cadence);
}

const NEXT: Readonly<Record<CadenceName, (last: Day, days: readonly Day[], cadence: Cadence) => Day>> = {
  weekly: (last) => addDays(last, 7),
  'every two weeks': (last) => addDays(last, 14),
  'twice a month': nextHalfMonth,
  monthly: nextMonth,
  yearly: (last) => addMonths(last, 12),
};

/** A month after the one before the last; half a month on where that one was missed. */
function nextHalfMonth(last: Day, days: readonly Day[], { gap: [shortest, longest] }: Cadence): Day {
  const next = addMonths(days.at(-2) ?? last, 1);
  const gap = daysBetween(last, next);
  return gap >= shortest && gap <= longest ? next : addDays(last, 15);
}

/** The usual day of the month, in whichever month is nearest to one month on: a bill of the 1st may come on the 31st. */
function nextMonth(last: Day, days: readonly Day[], { period }: Cadence): Day {
  const usual = usualDayOfMonth(days);
  const candidates = [0, 1, 2].map((count) => onDayOfMonth(addMonths(firstOfMonth(last), count), usual));
  const distance = (day: Day) => Math.abs(daysBetween(last, day) - period);
  return candidates.reduce((best, day) => (distance(day) < distance(best) ? day : best));
}

/** The most common day of the month, the later of two; the end of a short month stands for a later day. */
function usualDayOfMonth(days: readonly Day[]): number {
  const latest = Math.max(...days.map(dayOfMonth));
  const numbers = days.map((day) => (day === lastOfMonth(day) ? latest : dayOfMonth(day)));
  const count = (number: number) => numbers.filter((other) => other === number).length;
  return numbers
    .sort((a, b) => b - a)
    .reduce((best, number) => (count(number) > count(best) ? number : best));
}

function dayOfMonth(day: Day): number {
  return Number(day.slice(8));
}

function onDayOfMonth(first: Day, number: number): Day {
  return addDays(first, Math.min(number, dayOfMonth(lastOfMonth(first))) - 1);
}
