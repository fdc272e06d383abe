/** Calendar days as whole numbers since 1970-01-01 (UTC): cheap to count with. */

export type DayNumber = number;

const DAY_MS = 86_400_000;

/** The day of a moment. */
export function dayOf(moment: Date): DayNumber {
  return Math.floor(moment.getTime() / DAY_MS);
}

/** The day with this date; a date past the end of the month is its last day. `month` counts from 0. */
export function dayFrom(year: number, month: number, date: number): DayNumber {
  const lastDate = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date, lastDate)) / DAY_MS;
}

/** The day of YYYY-MM-DD. */
export function parseDay(text: string): DayNumber {
  return Date.parse(text) / DAY_MS;
}

/** YYYY-MM-DD. */
export function formatDay(day: DayNumber): string {
  return momentOf(day).toISOString().slice(0, 10);
}

/** The first moment of a day, in UTC. */
export function momentOf(day: DayNumber): Date {
  return new Date(day * DAY_MS);
}

/** 0 is Sunday, 6 is Saturday. */
export function weekdayOf(day: DayNumber): number {
  return (day + 4) % 7;
}

/** Saturday or Sunday. */
export function isWeekend(day: DayNumber): boolean {
  return weekdayOf(day) % 6 === 0;
}
