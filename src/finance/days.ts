/** Calendar arithmetic on YYYY-MM-DD text. No clock and no time zone: a bank's day is a day everywhere. */

import type { Day } from './model.ts';

const MS_PER_DAY = 86_400_000;
const ZERO = '0'.charCodeAt(0);

/** The UTC day of an instant. */
export function dayOf(instant: Date): Day {
  return instant.toISOString().slice(0, 10);
}

/** Whether text is a day of these centuries that exists, such as 2024-02-29 but not 2023-02-29. */
export function isDay(text: string): boolean {
  const ms = Date.parse(text);
  return /^(19|20|21)/.test(text) && !Number.isNaN(ms) && dayOf(new Date(ms)) === text;
}

/** The day so many days later, or earlier where the count is negative. */
export function addDays(day: Day, count: number): Day {
  return dayOf(new Date(Date.parse(day) + count * MS_PER_DAY));
}

/** How many days later the second day is. */
export function daysBetween(first: Day, second: Day): number {
  return (msOf(second) - msOf(first)) / MS_PER_DAY;
}

/** As `Date.parse` of a day, without its parser: pages compare thousands of days. NaN for an empty text. */
function msOf(day: Day): number {
  return Date.UTC(numberAt(day, 0, 4), numberAt(day, 5, 7) - 1, numberAt(day, 8, 10));
}

function numberAt(day: Day, start: number, end: number): number {
  let number = 0;
  for (let index = start; index < end; index += 1) number = number * 10 + day.charCodeAt(index) - ZERO;
  return number;
}

/** The month of a day as YYYY-MM. */
export function monthOf(day: Day): string {
  return day.slice(0, 7);
}

/** The first day of a day's month. */
export function firstOfMonth(day: Day): Day {
  return `${monthOf(day)}-01`;
}

/** The last day of a day's month. */
export function lastOfMonth(day: Day): Day {
  const firstOfNext = addDays(firstOfMonth(day), 31);
  return addDays(firstOfMonth(firstOfNext), -1);
}

/** The same day so many months later (or earlier), or the last of that month where it is shorter. */
export function addMonths(day: Day, count: number): Day {
  const date = new Date(firstOfMonth(day));
  date.setUTCMonth(date.getUTCMonth() + count);
  const last = lastOfMonth(dayOf(date));
  const wanted = `${monthOf(last)}${day.slice(7)}`;
  return wanted < last ? wanted : last;
}

/** The same day of the month before, or its last day: 31 March becomes 28 or 29 February. */
export function sameDayLastMonth(day: Day): Day {
  return addMonths(day, -1);
}

/** Whether a day is among the days of its month that have come by today's day of the month. */
export function isDayReached(day: Day, today: Day): boolean {
  return day.slice(8) <= today.slice(8);
}

/** What follows from a day, worked out once for each: fifty thousand rows of two years have seven hundred days. */
export function onceADay<T>(of: (day: Day) => T): (day: Day) => T {
  const known = new Map<Day, T>();
  return (day) => {
    let value = known.get(day);
    if (value === undefined) {
      value = of(day);
      known.set(day, value);
    }
    return value;
  };
}

/** Every day from one to another, both included, oldest first. */
export function eachDay(from: Day, to: Day): Day[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, count) => addDays(from, count));
}

/** Every month from one day's to another's, both included, oldest first, as YYYY-MM. */
export function eachMonth(from: Day, to: Day): string[] {
  const months: string[] = [];
  for (let first = firstOfMonth(from); first <= to; first = addMonths(first, 1)) months.push(monthOf(first));
  return months;
}

/** So many months ending with a day's own, oldest first, as YYYY-MM. */
export function lastMonths(count: number, today: Day): string[] {
  return eachMonth(addMonths(firstOfMonth(today), 1 - count), today);
}
