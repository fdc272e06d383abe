/** How near a forecast came, counted by hand. */

import { describe, expect, it } from 'vitest';
import { backTest, booksBefore, HIDDEN_DAYS } from '../../../../src/features/ahead/forecast/back-test.ts';
import type { BalanceAhead, Forecast, Likely } from '../../../../src/features/ahead/forecast/forecast.ts';
import { plansOf } from '../../../../src/features/ahead/forecast/plans.ts';
import { addDays } from '../../../../src/finance/days.ts';
import type { Account } from '../../../../src/finance/model.ts';
import { booksWith, CHECKING, monthly, SAVINGS, TODAY } from './sample.ts';

const RENT = monthly(14, 20, { name: 'Landlord', category: 'RENT_AND_UTILITIES', amountMinor: -800_00 });
const books = booksWith(
  [CHECKING, SAVINGS],
  [...RENT, ...monthly(14, 3, { accountId: 'savings', amountMinor: -1 })],
);
const FIRST = addDays(TODAY, 1 - HIDDEN_DAYS);

/** Ninety days from the first that is hidden, with what was likely on each. */
function ahead(likelyOn: (index: number) => Likely | null): BalanceAhead {
  const days = Array.from({ length: 90 }, (_, index) => ({
    ...{ date: addDays(FIRST, index), sureMinor: 0, likely: likelyOn(index) },
  }));
  return { startMinor: 0, days };
}
const around = (middleMinor: number, width: number) => ({
  ...{ lowMinor: middleMinor - width, middleMinor, highMinor: middleMinor + width },
});
function foretold(own: readonly (readonly [Account, BalanceAhead])[], together: BalanceAhead): Forecast {
  const accounts = own.map(([account, balance]) => ({ account, ...balance }));
  return { plans: plansOf(books), currencies: [{ currency: 'USD', accounts, ...together }] };
}

/** 3,000.00 today, and 800.00 more before each rent. */
const trueOf = (date: string) =>
  3_000_00 + RENT.filter((row) => row.date > date).reduce((sum) => sum + 800_00, 0);

describe('the days that were hidden', () => {
  // So many units above the truth.
  const missed = (by: (index: number) => number, width: number) =>
    ahead((index) => around(trueOf(addDays(FIRST, index)) + by(index), width));
  const testedWith = (by: (index: number) => number, width: number) => {
    const found = backTest(
      books,
      foretold(
        [[CHECKING, missed(by, width)]],
        ahead(() => null),
      ),
    );
    return found?.accounts.get('checking');
  };

  it('are the last sixty, each with what the balance truly was', () => {
    const tested = testedWith(() => 0, 0);
    expect(tested?.days).toHaveLength(60);
    expect([tested?.days[0]?.date, tested?.days.at(-1)?.date]).toEqual([FIRST, TODAY]);
    expect(tested?.days.map(({ trueMinor }) => trueMinor)).toEqual(
      Array.from({ length: 60 }, (_, index) => trueOf(addDays(FIRST, index))),
    );
    // The 20th of September and of October are the 14th and the 44th.
    expect([12, 13, 42, 43].map((index) => tested?.days[index]?.trueMinor)).toEqual([
      ...[4_600_00, 3_800_00, 3_800_00, 3_000_00],
    ]);
    expect([tested?.insideCount, tested?.nearMinor, tested?.nearCount]).toEqual([60, 0, 60]);
  });

  it.each<[string, (index: number) => number, number, [inside: number, near: number, count: number]]>([
    ['at the edge of the band are inside', () => 500, 500, [60, 500, 60]],
    ['below its lower edge are outside', () => 501, 500, [0, 510, 60]],
    ['above its upper edge are outside', () => -501, 500, [0, 510, 60]],
    // 51 of 60 are 85 %: the 51st nearest is 50 off.
    ['count by the 51st nearest', (index) => index, 30, [31, 50, 51]],
    ['count by the 51st nearest, whichever come first', (index) => index - 59, 30, [31, 50, 51]],
    [
      'have a distance that is rounded up to two digits',
      (index) => (index < 51 ? 12_345 : 99_999),
      0,
      [0, 13_000, 51],
    ],
    ['have one that is rounded already', (index) => (index < 51 ? 1_200 : 99_999), 0, [0, 1_200, 51]],
    ['have one of a few units', (index) => (index < 51 ? 7 : 99_999), 0, [0, 7, 51]],
  ])('%s', (_which, by, width, expected) => {
    const tested = testedWith(by, width);
    expect([tested?.insideCount, tested?.nearMinor, tested?.nearCount]).toEqual(expected);
  });

  it('are not tested where one of them was not likely, or its balance is not known', () => {
    expect(
      backTest(
        books,
        foretold(
          [[CHECKING, ahead(() => null)]],
          ahead(() => null),
        ),
      ),
    ).toBeNull();
    const gap = ahead((index) => (index === 59 ? null : around(0, 1)));
    expect(backTest(books, foretold([[CHECKING, gap]], gap))).toBeNull();
    const unknown = { ...CHECKING, id: 'other' };
    expect(backTest(books, foretold([[unknown, ahead(() => around(0, 1))]], gap))).toBeNull();
  });
});

describe('a currency', () => {
  const likely = ahead(() => around(0, 1));

  it('is tested against the sum of its accounts', () => {
    const found = backTest(
      books,
      foretold(
        [
          [CHECKING, likely],
          [SAVINGS, likely],
        ],
        likely,
      ),
    );
    expect([...(found?.accounts.keys() ?? [])]).toEqual(['checking', 'savings']);
    expect([...(found?.currencies.keys() ?? [])]).toEqual(['USD']);
    expect(found?.currencies.get('USD')?.days.at(-1)?.trueMinor).toBe(3_000_00 + 9_000_00);
  });

  it('is not tested where an account’s balance is not known', () => {
    const unknown = { ...SAVINGS, id: 'other' };
    for (const accounts of [
      [CHECKING, unknown],
      [unknown, CHECKING],
    ]) {
      const found = backTest(
        books,
        foretold(
          accounts.map((one) => [one, likely] as const),
          likely,
        ),
      );
      expect([...(found?.accounts.keys() ?? [])]).toEqual(['checking']);
      expect(found?.currencies.size).toBe(0);
    }
  });
});

it('begins with the books of sixty days ago', () => {
  expect(booksBefore(books).today).toBe('2025-09-06');
  expect(booksBefore(books).flows.every(({ date }) => date <= '2025-09-06')).toBe(true);
});
