/** How good the forecast would have been: the last 60 days are hidden, foretold from what was before, and compared. */

import { addDays } from '../../../finance/days.ts';
import type { Day } from '../../../finance/model.ts';
import { type Books, balanceOn, booksAsOf } from './books.ts';
import { type BalanceAhead, forecast, type Likely } from './forecast.ts';

export const HIDDEN_DAYS = 60;

export interface TestedDay extends Likely {
  readonly date: Day;
  /** What the balance truly was. */
  readonly trueMinor: number;
}

export interface Tested {
  readonly days: readonly TestedDay[];
  /** On how many of them the balance was within the likely bounds. */
  readonly insideCount: number;
  /** On `nearCount` of them the middle of what was likely was no farther off than this. */
  readonly nearMinor: number;
  readonly nearCount: number;
}

export interface BackTest {
  /** By account id. */
  readonly accounts: ReadonlyMap<string, Tested>;
  /** By currency: all its cash accounts that were known on all these days. */
  readonly currencies: ReadonlyMap<string, Tested>;
}

/** The share of days that the distance told of is to hold for. */
const NEAR_SHARE = 0.85;

/** The books as they were before the days that are hidden. */
export function booksBefore(books: Books): Books {
  return booksAsOf(books, addDays(books.today, -HIDDEN_DAYS));
}

/** Compares what was foretold from the books before; null where there is too little history of every account. */
export function backTest(books: Books, foretold = forecast(booksBefore(books))): BackTest | null {
  const accounts = new Map<string, Tested>();
  const currencies = new Map<string, Tested>();
  for (const { currency, accounts: own, ...together } of foretold.currencies) {
    const ids = own.map(({ account }) => account.id);
    own.forEach((one, index) => {
      const tested = testedOf(one, (day) => balanceOn(books, ids[index] ?? '', day));
      if (tested) accounts.set(one.account.id, tested);
    });
    const tested = testedOf(together, (day) => sumOf(ids.map((id) => balanceOn(books, id, day))));
    if (tested) currencies.set(currency, tested);
  }
  return accounts.size === 0 ? null : { accounts, currencies };
}

/** Null where nothing was likely by then, or not all days are known. */
function testedOf({ days }: BalanceAhead, balanceOf: (day: Day) => number | null): Tested | null {
  const tested = days.slice(0, HIDDEN_DAYS).flatMap(({ date, likely }) => {
    const trueMinor = balanceOf(date);
    return likely === null || trueMinor === null ? [] : [{ date, trueMinor, ...likely }];
  });
  if (tested.length < HIDDEN_DAYS) return null;
  const misses = tested.map(({ trueMinor, middleMinor }) => Math.abs(trueMinor - middleMinor));
  const nearMinor = roundedUp(misses.toSorted((a, b) => a - b)[Math.ceil(NEAR_SHARE * HIDDEN_DAYS) - 1] ?? 0);
  return {
    days: tested,
    insideCount: tested.filter(
      ({ trueMinor, lowMinor, highMinor }) => trueMinor >= lowMinor && trueMinor <= highMinor,
    ).length,
    nearMinor,
    nearCount: misses.filter((miss) => miss <= nearMinor).length,
  };
}

/** To two digits: the distance is an estimate. */
function roundedUp(amountMinor: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, amountMinor))) - 1);
  return Math.ceil(amountMinor / step) * step;
}

function sumOf(amounts: readonly (number | null)[]): number | null {
  return amounts.reduce<number | null>(
    (sum, amount) => (sum === null || amount === null ? null : sum + amount),
    0,
  );
}
