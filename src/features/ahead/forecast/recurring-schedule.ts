/**
 * On which days something regular is due: from the days on which it came, the days of the month and what happens at
 * weekends, where banks are closed and most payments wait for Monday or come on Friday.
 */

import { dayOf } from '../../../finance/days.ts';
import type { Day } from '../../../finance/model.ts';
import type { CadenceName } from '../../recurring/detect/cadence.ts';

export interface DueDay {
  readonly day: Day;
  /** Which one it is, however its day moves: `2026-03`, `2026-03-2` for the second of a month, a day for weeks. */
  readonly period: string;
}

export interface Schedule {
  /** The due days from tomorrow up to and including a day, oldest first. */
  readonly ahead: (today: Day, until: Day) => DueDay[];
  /** All due days from one day to another, both included, whatever came by then; oldest first. */
  readonly between: (from: Day, until: Day) => DueDay[];
  /** How many days later than due (or earlier, below zero) it came, of the latest times. */
  readonly daysLate: readonly number[];
}

/** What moves a due day that falls on a weekend. */
type Move = 'none' | 'after' | 'before';

/** A due day as a whole number of days since 1970: cheap to count with, and there are many to try. */
interface Due {
  readonly at: number;
  readonly period: string;
}

const MOVES: readonly Move[] = ['none', 'after', 'before'];
const MS_PER_DAY = 86_400_000;
/** Older times say little: a due day may have been changed since. */
const LATEST = 14;
/** One that came early by a few days is not due again at once. */
const LEAST_OF_PERIOD = 0.5;

/** One that was due so many days ago and has not come is expected tomorrow; after that, not before the next time. */
export const GRACE_DAYS = 5;

const PERIOD_DAYS: Readonly<Record<CadenceName, number>> = {
  weekly: 7,
  'every two weeks': 14,
  'twice a month': 15,
  monthly: 30,
  yearly: 365,
};

/** The schedule of something that came on these days (oldest first, at least one) in this cadence. */
export function scheduleOf(days: readonly Day[], cadence: CadenceName): Schedule {
  const came = days.map(numberOf);
  const latest = came.slice(-LATEST);
  const last = came.at(-1) ?? 0;
  const duesBetween = DUES[cadence](latest);
  const least = last + PERIOD_DAYS[cadence] * LEAST_OF_PERIOD;
  return {
    ahead: (today, until) =>
      fromTomorrow(
        duesBetween(last, numberOf(until)).filter(({ at }) => at > least && at <= numberOf(until)),
        numberOf(today),
      ).map(dueDay),
    between: (from, until) =>
      duesBetween(numberOf(from), numberOf(until))
        .filter(({ at }) => at >= numberOf(from) && at <= numberOf(until))
        .map(dueDay),
    daysLate: latest.map((day) => lateness(day, duesBetween(day, day))),
  };
}

function dueDay({ at, period }: Due): DueDay {
  return { day: dayOfNumber(at), period };
}

function fromTomorrow(dues: readonly Due[], today: number): Due[] {
  const late = dues.filter(({ at }) => at <= today).at(-1);
  const isStillExpected = late !== undefined && today - late.at <= GRACE_DAYS;
  return [...(isStillExpected ? [{ ...late, at: today + 1 }] : []), ...dues.filter(({ at }) => at > today)];
}

type DuesBetween = (from: number, to: number) => Due[];

/** For each cadence the due days around a span, made from the days on which it came. */
const DUES: Readonly<Record<CadenceName, (came: readonly number[]) => DuesBetween>> = {
  weekly: (came) => everyDays(7, came),
  'every two weeks': (came) => everyDays(14, came),
  'twice a month': (came) => inMonths(bestRule(came, PAIRS)),
  monthly: (came) => inMonths(bestRule(came, SINGLES)),
  yearly: (came) => inYears(came.at(-1) ?? 0),
};

/** The weekday most common among the latest, so that one holiday does not move what follows. */
function everyDays(step: number, came: readonly number[]): DuesBetween {
  const last = came.at(-1) ?? 0;
  const weekday = mostCommon(came.map((day) => day % 7));
  const anchor = last + ((weekday - (last % 7) + 10) % 7) - 3;
  return (from, to) => {
    const first = anchor + Math.floor((from - anchor) / step) * step;
    const count = Math.floor((to - first) / step) + 2;
    return Array.from({ length: Math.max(0, count) }, (_, index) => {
      const at = first + index * step;
      return { at, period: dayOfNumber(at) };
    });
  };
}

/** The latest of those that are equally common. */
function mostCommon(numbers: readonly number[]): number {
  const count = (number: number) => numbers.filter((other) => other === number).length;
  return numbers.reduce((best, number) => (count(number) >= count(best) ? number : best), numbers[0] ?? 0);
}

interface MonthRule {
  /** Days of the month; one beyond its end is its last. */
  readonly numbers: readonly number[];
  readonly move: Move;
}

const NUMBERS = Array.from({ length: 31 }, (_, index) => index + 1);
/** From the end, so that of rules that fit equally the last day of the month is preferred to the 30th. */
const SINGLES = NUMBERS.toReversed().map((number) => [number]);
/** Two of one month are at least a week and a half apart. */
const PAIRS = NUMBERS.toReversed().flatMap((second) =>
  NUMBERS.filter((first) => second - first >= 10 && second - first <= 20).map((first) => [first, second]),
);

/** The rule by which most of these days were due. */
function bestRule(came: readonly number[], choices: readonly (readonly number[])[]): MonthRule {
  const months = new Set(came.flatMap((day) => [-1, 0, 1].map((count) => monthOf(day) + count)));
  let best: MonthRule = { numbers: choices[0] ?? [1], move: 'none' };
  let most = -1;
  for (const move of MOVES) {
    const hits = NUMBERS.map((number) => {
      const dues = new Set([...months].map((month) => moved(onNumber(month, number), move)));
      return came.map((day) => dues.has(day));
    });
    for (const numbers of choices) {
      const count = came.filter((_, index) => numbers.some((number) => hits[number - 1]?.[index])).length;
      if (count > most) [best, most] = [{ numbers, move }, count];
    }
  }
  return best;
}

function inMonths({ numbers, move }: MonthRule): DuesBetween {
  return (from, to) => {
    const dues: Due[] = [];
    for (let month = monthOf(from) - 1; month <= monthOf(to) + 1; month += 1) {
      const name = dayOfNumber(onNumber(month, 1)).slice(0, 7);
      numbers.forEach((number, index) => {
        const period = numbers.length > 1 ? `${name}-${index + 1}` : name;
        dues.push({ at: moved(onNumber(month, number), move), period });
      });
    }
    return dues;
  };
}

function inYears(last: number): DuesBetween {
  const [month, number] = [monthOf(last), last - onNumber(monthOf(last), 1) + 1];
  return (from, to) => {
    const years = Math.floor((monthOf(from) - month) / 12);
    const count = Math.floor((to - from) / 365) + 3;
    return Array.from({ length: count }, (_, index) => {
      const at = onNumber(month + (years + index) * 12, number);
      return { at, period: dayOfNumber(at).slice(0, 4) };
    });
  };
}

function lateness(day: number, dues: readonly Due[]): number {
  return dues.reduce(
    (least, { at }) => (Math.abs(day - at) < Math.abs(least) ? day - at : least),
    Number.POSITIVE_INFINITY,
  );
}

/** A Saturday or Sunday moves to the Monday after or the Friday before. */
function moved(day: number, move: Move): number {
  const weekday = (day + 4) % 7;
  if (move === 'none' || (weekday !== 0 && weekday !== 6)) return day;
  if (move === 'after') return day + (weekday === 6 ? 2 : 1);
  return day - (weekday === 6 ? 1 : 2);
}

/** Months counted from January 1970. */
function monthOf(day: number): number {
  const date = new Date(day * MS_PER_DAY);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

const firstDays = new Map<number, number>();

/** The first days of months are asked for again and again; there are a few hundred. */
function firstOf(month: number): number {
  const known = firstDays.get(month) ?? Date.UTC(1970, month, 1) / MS_PER_DAY;
  firstDays.set(month, known);
  return known;
}

function onNumber(month: number, number: number): number {
  return Math.min(firstOf(month) + number, firstOf(month + 1)) - 1;
}

function numberOf(day: Day): number {
  return Date.parse(day) / MS_PER_DAY;
}

function dayOfNumber(day: number): Day {
  return dayOf(new Date(day * MS_PER_DAY));
}
