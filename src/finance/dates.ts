/**
 * Days and times as text. Our words are English, so a date with a name in it is written in English: in the reader's
 * own variety where the locale is English, else as in Britain, whose day-month order most of the world shares. A date
 * in numerals needs no words and follows the locale itself.
 */

import { addDays } from './days.ts';
import { createIntlCache } from './intl-cache.ts';
import type { Day } from './model.ts';

export interface DateFormat {
  /** `3 Nov 2025`, `Nov 3, 2025`, `03.11.2025`. */
  day(day: Day): string;
  /** `Today`, `Yesterday`, `Mon 3 Nov`; with the year where it is not this one. */
  dayHeading(day: Day): string;
  /** `3 Nov`; with the year where it is not this one. */
  shortDay(day: Day): string;
  /** `November 2025`, from YYYY-MM. */
  month(month: string): string;
  /** `Nov`, from YYYY-MM: for the foot of a chart. */
  shortMonth(month: string): string;
  /** The day of an instant in the time zone of these times. */
  dayOf(instant: Date): Day;
  /** `14:05 UTC`; with its date where that is not today. */
  time(instant: Date): string;
  /** `3 Nov 2025, 14:05 UTC`, also where that is today. */
  dateTime(instant: Date): string;
}

/** The day of an instant in a time zone (an IANA name). */
export function dayIn(instant: Date, timeZone: string): Day {
  // Sweden writes a date as YYYY-MM-DD.
  return formatterOf('sv-SE', { timeZone }).format(instant);
}

/** Dates for one reader. `today` is what Today means; `timeZone` (an IANA name) is that of instants. */
export function createDateFormat(options: { locale: string; today: Day; timeZone: string }): DateFormat {
  const { today, timeZone } = options;
  const isEnglish = options.locale.startsWith('en');
  const words = isEnglish ? options.locale : 'en-GB';
  // A page prints the same months and days many times.
  const texts = new Map<Intl.DateTimeFormatOptions, Map<string, string>>();
  const onDay = (instant: string, format: Intl.DateTimeFormatOptions, locale = words) => {
    const known = texts.get(format) ?? new Map<string, string>();
    texts.set(format, known);
    const text =
      known.get(instant) ?? formatterOf(locale, { ...format, timeZone: 'UTC' }).format(Date.parse(instant));
    known.set(instant, text);
    return text;
  };
  const day = (date: Day) => onDay(date, isEnglish ? NAMED : NUMERIC, options.locale);
  const clock = (instant: Date) => formatterOf(words, { ...CLOCK, timeZone }).format(instant);
  const dayOf = (instant: Date) => dayIn(instant, timeZone);
  const dateTime = (instant: Date) => `${day(dayOf(instant))}, ${clock(instant)}`;
  return {
    day,
    dayHeading(date) {
      if (date === today) return 'Today';
      if (date === addDays(today, -1)) return 'Yesterday';
      return onDay(date, date.slice(0, 4) === today.slice(0, 4) ? WEEKDAY : WEEKDAY_AND_YEAR);
    },
    shortDay: (date) => (date.slice(0, 4) === today.slice(0, 4) ? onDay(date, DAY) : day(date)),
    month: (month) => onDay(`${month}-01`, MONTH),
    shortMonth: (month) => onDay(`${month}-01`, SHORT_MONTH),
    dayOf,
    time: (instant) => (dayOf(instant) === today ? clock(instant) : dateTime(instant)),
    dateTime,
  };
}

const NAMED: Intl.DateTimeFormatOptions = { dateStyle: 'medium' };
const NUMERIC: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', day: '2-digit' };
const DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
const WEEKDAY: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' };
const WEEKDAY_AND_YEAR: Intl.DateTimeFormatOptions = { ...WEEKDAY, year: 'numeric' };
const MONTH: Intl.DateTimeFormatOptions = { month: 'long', year: 'numeric' };
const SHORT_MONTH: Intl.DateTimeFormatOptions = { month: 'short' };
const CLOCK: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' };

const cached = createIntlCache<Intl.DateTimeFormat>();

function formatterOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  return cached(key, () => new Intl.DateTimeFormat(locale, options));
}
