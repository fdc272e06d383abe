/** The days on which a stream comes, between the first and the last day of the world. */
import { type DayNumber, dayFrom, isWeekend, momentOf, weekdayOf } from './days.ts';
import type { Stream } from './plan.ts';

/** The world begins on 1 January two years before: at least 730 days, and balances do not shift from day to day. */
export interface Window {
  readonly firstYear: number;
  readonly today: DayNumber;
}

/** One time a stream comes, in the month counted from the start of the world. */
export interface Occurrence {
  readonly day: DayNumber;
  readonly month: number;
}

/** The times a stream comes, oldest first, up to today. */
export function occurrencesOf(stream: Stream, window: Window): Occurrence[] {
  return plannedDays(stream, window)
    .filter(
      ({ month }) => month !== stream.skipsMonth && month < (stream.endsInMonth ?? Number.POSITIVE_INFINITY),
    )
    .map(({ day, month }) => ({ day: moved(day, stream.movesTo), month }))
    .filter(({ day }) => day <= window.today);
}

function plannedDays({ cadence, on }: Stream, { firstYear, today }: Window): Occurrence[] {
  switch (cadence) {
    case 'weekly':
      return everyDays(7, on, firstYear, today);
    case 'every two weeks':
      return everyDays(14, on, firstYear, today);
    case 'twice a month':
      return eachMonth([on, on + 14], firstYear);
    case 'monthly':
      return eachMonth([on], firstYear);
    case 'yearly':
      return [0, 1, 2].map((year) => {
        const month = Math.floor(on / 100) - 1;
        return { day: dayFrom(firstYear + year, month, on % 100), month: year * 12 + month };
      });
  }
}

/** Steps are counted from a fixed day, so that a fortnight does not shift when the world's first year does. */
function everyDays(step: number, weekday: number, firstYear: number, today: DayNumber): Occurrence[] {
  const first = dayFrom(firstYear, 0, 1);
  const occurrences: Occurrence[] = [];
  for (let day = first; day <= today; day++) {
    if (weekdayOf(day) !== weekday || Math.floor((day + 4) / 7) % (step / 7) !== 0) continue;
    occurrences.push({ day, month: monthOf(day, firstYear) });
  }
  return occurrences;
}

function eachMonth(dates: readonly number[], firstYear: number): Occurrence[] {
  return Array.from({ length: 36 }, (_, month) =>
    dates.map((date) => ({ day: dayFrom(firstYear, month, date), month })),
  ).flat();
}

function moved(day: DayNumber, direction: Stream['movesTo']): DayNumber {
  if (direction === undefined) return day;
  let working = day;
  while (isWeekend(working)) working += direction === 'before' ? -1 : 1;
  return working;
}

/** The month of a day, counted from January of the first year. */
export function monthOf(day: DayNumber, firstYear: number): number {
  const date = momentOf(day);
  return (date.getUTCFullYear() - firstYear) * 12 + date.getUTCMonth();
}
