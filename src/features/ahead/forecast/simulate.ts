/**
 * Many possible courses of the days ahead. Each draws past weeks for what comes without a plan, amounts and delays for what
 * is expected, and pays cards and moves savings as they were paid and moved before. How far the courses lie apart is how
 * much is not known. The numbers drawn are the same for the same day, so that a page that is loaded again is the same.
 */

import { similarWeeks, type WeeklyChanges } from './everyday.ts';

/** A change of one account that is expected on a day, counted from 1 for tomorrow. */
export interface Change {
  readonly account: number;
  readonly day: number;
  readonly amountsMinor: readonly number[];
  readonly daysLate: readonly number[];
}

/** The payment of a card by an account; both are positions in the list of accounts. */
export interface CardPayment {
  readonly card: number;
  readonly payer: number;
  readonly day: number;
  readonly daysLate: readonly number[];
  /** The day whose balance is paid; what was owed then, where it lies behind. */
  readonly closesOn: number;
  readonly owedMinor: number | null;
  readonly errorsMinor: readonly number[];
}

export interface Transfer {
  readonly account: number;
  readonly other: number;
  readonly day: number;
  readonly daysLate: readonly number[];
  readonly leftMinor: readonly number[] | null;
  readonly amountsMinor: readonly number[];
}

export interface Situation {
  readonly today: string;
  readonly days: number;
  readonly startMinor: readonly number[];
  /** By account; null where none is to be drawn. */
  readonly everyday: readonly (WeeklyChanges | null)[];
  readonly weeksKnown: number;
  /** On the first days nothing is drawn for an account: what will be posted then is pending now. */
  readonly quietDays: readonly number[];
  readonly changes: readonly Change[];
  readonly cardPayments: readonly CardPayment[];
  readonly transfers: readonly Transfer[];
}

/** Enough that the edges of a band hardly change with more. */
export const COURSES = 400;

/** The balance of an account on a day in each course, in courses[account][day − 1]. */
export type Courses = readonly (readonly Float64Array[])[];

/** Draws the courses. */
export function simulate(situation: Situation): Courses {
  const { days, startMinor, today } = situation;
  const courses = startMinor.map(() => Array.from({ length: days }, () => new Float64Array(COURSES)));
  const random = createRandom(today);
  const weeks = similarWeeks(today, Math.ceil(days / 7), situation.weeksKnown);
  for (let course = 0; course < COURSES; course += 1) {
    const changes = startMinor.map(() => new Float64Array(days + 1));
    addEveryday(changes, situation, weeks, random);
    addExpected(changes, situation, random);
    const balances = followDays(changes, situation, random);
    balances.forEach((own, account) => {
      for (let day = 1; day <= days; day += 1) {
        const place = courses[account]?.[day - 1];
        if (place) place[course] = own[day] ?? 0;
      }
    });
  }
  return courses;
}

/**
 * All accounts draw the same past week, so that what belongs together stays together. Each course first draws as many of
 * the past weeks as there are, some twice and some not at all, and then its own weeks from these: what an average week
 * costs is not known for certain either.
 */
function addEveryday(
  changes: readonly Float64Array[],
  { everyday, days, quietDays }: Situation,
  weeks: readonly (readonly number[])[],
  random: Random,
): void {
  const pools = new Map<readonly number[], readonly number[]>();
  weeks.forEach((like, ahead) => {
    const key = weeks.find((other) => other.length === like.length && other[0] === like[0]) ?? like;
    const pool = pools.get(key) ?? like.map(() => pick(like, random));
    pools.set(key, pool);
    const week = pool.length === 0 ? null : pick(pool, random);
    if (week === null) return;
    everyday.forEach((own, account) => {
      const into = changes[account];
      if (own === null || into === undefined) return;
      for (let weekday = 0; weekday < 7; weekday += 1) {
        const day = ahead * 7 + weekday + 1;
        if (day > days || day <= (quietDays[account] ?? 0)) continue;
        into[day] = (into[day] ?? 0) + (own[week * 7 + weekday] ?? 0);
      }
    });
  });
}

function addExpected(changes: readonly Float64Array[], situation: Situation, random: Random): void {
  for (const { account, day, amountsMinor, daysLate } of situation.changes) {
    const into = changes[account];
    const at = delayed(day, daysLate, random);
    if (into && at <= situation.days) into[at] = (into[at] ?? 0) + pick(amountsMinor, random);
  }
}

/** What depends on a balance is worked out when its day has come. */
function followDays(
  changes: readonly Float64Array[],
  { days, startMinor, cardPayments, transfers }: Situation,
  random: Random,
): Float64Array[] {
  const balances = startMinor.map((start) => new Float64Array(days + 1).fill(start));
  const payments = cardPayments.map((one) => ({ ...one, at: delayed(one.day, one.daysLate, random) }));
  const moves = transfers.map((one) => ({ ...one, at: delayed(one.day, one.daysLate, random) }));
  const change = (account: number, day: number, amountMinor: number) => {
    const own = balances[account];
    if (own) own[day] = (own[day] ?? 0) + amountMinor;
  };
  for (let day = 1; day <= days; day += 1) {
    balances.forEach((own, account) => {
      own[day] = (own[day - 1] ?? 0) + (changes[account]?.[day] ?? 0);
    });
    for (const { at, card, payer, closesOn, owedMinor, errorsMinor } of payments) {
      if (at !== day) continue;
      const owed = owedMinor ?? -(balances[card]?.[Math.min(closesOn, day)] ?? 0);
      const paid = Math.max(0, Math.round(owed + pick(errorsMinor, random)));
      change(payer, day, -paid);
      change(card, day, paid);
    }
    for (const { at, account, other, leftMinor, amountsMinor } of moves) {
      if (at !== day) continue;
      const wanted = leftMinor === null ? null : pick(leftMinor, random);
      const got = wanted === null ? pick(amountsMinor, random) : wanted - (balances[account]?.[day] ?? 0);
      change(account, day, got);
      change(other, day, -got);
    }
  }
  return balances;
}

function delayed(day: number, daysLate: readonly number[], random: Random): number {
  return Math.max(1, day + (daysLate.length === 0 ? 0 : pick(daysLate, random)));
}

type Random = () => number;

/** One of a list that is not empty. */
function pick(list: readonly number[], random: Random): number {
  return list.length === 1 ? (list[0] ?? 0) : (list[Math.floor(random() * list.length)] ?? 0);
}

/** Numbers from 0 up to 1, the same for the same text (FNV-1a, then mulberry32). */
function createRandom(text: string): Random {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
