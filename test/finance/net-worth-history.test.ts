/** What accounts came to together on past days, against plain sums over the accounts' own days. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/finance/model.ts';
import { netWorthHistory, type WorthDay } from '../../src/finance/net-worth-history.ts';
import type { AccountPast, UnknownReason } from '../../src/finance/past-balances.ts';
import type { SlowTransfer } from '../../src/finance/slow-transfers.ts';
import { extremesOf } from '../../src/finance/worth-extremes.ts';
import { account } from './samples.ts';

const day = (index: number) => new Date(Date.UTC(2025, 9, 31 + index)).toISOString().slice(0, 10);

/** The past of an account from its balances; null is a day that is not known. The first day is 31 October. */
function past(
  id: string,
  balances: readonly (number | null)[],
  facts: Partial<Account> = {},
  reason: UnknownReason = 'before-first',
): AccountPast {
  const first = balances.findIndex((balance) => balance !== null);
  return {
    account: account({ id, balanceMinor: balances.at(-1) ?? null, ...facts }),
    days: balances.map((balanceMinor, index) => ({ date: day(index), balanceMinor })),
    knownFrom: first < 0 ? null : day(first),
    reason: first === 0 ? null : reason,
    isAbout: false,
  };
}

const only = (pasts: readonly AccountPast[], transfers: readonly SlowTransfer[] = []) => {
  const [history] = netWorthHistory(pasts, transfers);
  if (!history) throw new Error('there is a history');
  return history;
};
const netOf = (pasts: readonly AccountPast[], transfers: readonly SlowTransfer[] = []) =>
  only(pasts, transfers).days.map(({ netMinor }) => netMinor);
const idsOf = (pasts: readonly AccountPast[]) => pasts.map((one) => one.account.id);

describe('a day', () => {
  it('has what is held and what is owed by the sign of each account, and the kinds of accounts apart', () => {
    const history = only([
      past('checking', [100, -20, 50]),
      past('savings', [500, 500, 500]),
      past('card', [-30, -40, 10], { type: 'credit' }),
      past('loan', [-900, -900, -880], { type: 'loan' }),
    ]);
    expect(history.days).toEqual([
      { date: '2025-10-31', netMinor: -330, assetsMinor: 600, debtsMinor: -930 },
      { date: '2025-11-01', netMinor: -460, assetsMinor: 500, debtsMinor: -960 },
      { date: '2025-11-02', netMinor: -320, assetsMinor: 560, debtsMinor: -880 },
    ]);
    expect(history.parts).toEqual([
      { id: 'cash', title: 'Cash', heldMinor: [600, 500, 550], owedMinor: [0, -20, 0] },
      { id: 'credit-cards', title: 'Credit cards', heldMinor: [0, 0, 10], owedMinor: [-30, -40, 0] },
      { id: 'loans', title: 'Loans', heldMinor: [0, 0, 0], owedMinor: [-900, -900, -880] },
    ]);
  });

  it('adds no two currencies, that of most accounts first', () => {
    const histories = netWorthHistory(
      [past('a', [1, 1]), past('b', [5, 5], { currency: 'EUR' }), past('c', [7, 8], { currency: 'EUR' })],
      [],
    );
    expect(histories.map(({ currency, days }) => [currency, days.at(-1)?.netMinor])).toEqual([
      ['EUR', 13],
      ['USD', 1],
    ]);
  });
});

describe('a total', () => {
  it.each<[string, AccountPast[], string[], (number | null)[]]>([
    [
      'leaves a small account out whose history begins late',
      [past('a', [10, 11, 12, 13, 14, 900]), past('late', [null, null, null, null, 5, 5])],
      ['late'],
      [10, 11, 12, 13, 14, 900],
    ],
    [
      'begins late where most begins late',
      [past('a', [10, 10, 10, 10, 10, 10]), past('late', [null, null, null, null, 500, 505])],
      [],
      [510, 515],
    ],
    [
      'gives up a day rather than an account',
      [past('a', [90, 90, 90, 90, 90, 90]), past('late', [null, 30, 30, 30, 30, 30])],
      [],
      [120, 120, 120, 120, 120],
    ],
    [
      'counts an account that was opened as nothing before',
      [past('a', [90, 90, 50]), past('new', [null, null, 40], {}, 'opened')],
      [],
      [90, 90, 90],
    ],
    [
      'is without what is known of today alone',
      [
        past('a', [1, 2, 3]),
        past('i', [null, null, 9e9], { type: 'investment' }, 'investment'),
        past('n', [null, null, 9e9], {}, 'no-transactions'),
      ],
      ['i', 'n'],
      [1, 2, 3],
    ],
    [
      'is none without any past',
      [past('i', [null, null, 7], { type: 'investment' }, 'investment')],
      ['i'],
      [],
    ],
    ['is of all where all hold nothing', [past('a', [5, 0]), past('b', [-5, 0])], [], [0, 0]],
  ])('%s', (_what, pasts, leftOut, expected) => {
    expect(idsOf(only(pasts).leftOut)).toEqual(leftOut);
    expect(netOf(pasts)).toEqual(expected);
  });

  it('is the plain sum of the same accounts on each of its days, and never jumps for want of one', () => {
    const balances = fc.integer({ min: -1_000_000, max: 1_000_000 });
    const random = fc.array(
      fc.record({
        values: fc.array(balances, { minLength: 20, maxLength: 20 }),
        unknown: fc.integer({ min: 0, max: 19 }),
      }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(random, (drawn) => {
        const pasts = drawn.map(({ values, unknown }, index) =>
          past(
            `a${index}`,
            values.map((value, place) => (place < unknown ? null : value)),
          ),
        );
        const { counted, leftOut, days } = only(pasts);
        expect([...counted, ...leftOut]).toHaveLength(pasts.length);
        expect(days.length).toBeGreaterThan(0);
        for (const { date, netMinor, assetsMinor, debtsMinor } of days) {
          const own = counted.map((one) => one.days.find((each) => each.date === date)?.balanceMinor ?? null);
          expect(own).not.toContain(null);
          const sum = (list: readonly (number | null)[]) =>
            list.reduce<number>((all, one) => all + (one ?? 0), 0);
          expect(netMinor).toBe(sum(own));
          expect(assetsMinor).toBe(sum(own.filter((one) => (one ?? 0) > 0)));
          expect(debtsMinor).toBe(sum(own.filter((one) => (one ?? 0) < 0)));
        }
        const size = (list: readonly AccountPast[]) =>
          list.reduce((all, one) => all + Math.abs(one.days.at(-1)?.balanceMinor ?? 0), 0);
        expect(size(counted)).toBeGreaterThanOrEqual(size(leftOut));
      }),
    );
  });
});

describe('money on its way', () => {
  const transfer = { fromId: 'a', toId: 'b', amountMinor: 50, currency: 'USD' };

  it('is counted where it left until it arrives', () => {
    const pasts = [past('a', [100, 50, 50, 50, 50]), past('b', [0, 0, 0, 50, 50])];
    const slow = { ...transfer, leftOn: day(1), arrivedOn: day(3) };
    expect(netOf(pasts)).toEqual([100, 50, 50, 100, 100]);
    expect(netOf(pasts, [slow])).toEqual([100, 100, 100, 100, 100]);
    expect(only(pasts, [slow]).bridged).toEqual([slow]);
  });

  it('is counted once where it arrives before it leaves', () => {
    const pasts = [past('a', [100, 100, 100, 50]), past('b', [0, 50, 50, 50])];
    expect(netOf(pasts, [{ ...transfer, leftOn: day(3), arrivedOn: day(1) }])).toEqual([100, 100, 100, 100]);
  });

  it('is counted where it left, or has not left yet, to the last day while one side is pending', () => {
    const left = [past('a', [100, 100, 50, 50]), past('b', [0, 0, 0, 0])];
    expect(netOf(left, [{ ...transfer, leftOn: day(2), arrivedOn: null }])).toEqual([100, 100, 100, 100]);
    const came = [past('a', [100, 100, 100, 100]), past('b', [0, 0, 50, 50])];
    expect(netOf(came, [{ ...transfer, leftOn: null, arrivedOn: day(2) }])).toEqual([100, 100, 100, 100]);
  });

  it('may be what came in the first five days, or left in the last five, with no other side', () => {
    const leg = (index: number, amountMinor: number, accountId = 'a') => {
      return { accountId, amountMinor, currency: 'USD', date: day(index) };
    };
    const balances = Array.from({ length: 21 }, (_, index) => index);
    const pasts = [past('a', balances), past('b', balances), past('c', [...Array(20).fill(null), 1])];
    const unsure = (own: readonly AccountPast[], ...legs: ReturnType<typeof leg>[]) =>
      netWorthHistory(own, [], legs)[0]?.unsure.map(({ date }) => date);
    // Day 0 is the one before those that are shown, and day 20 is today.
    const came = [0, 1, 5, 6, 16, 20].map((index) => leg(index, 50));
    expect(unsure(pasts, ...came)).toEqual([day(1), day(5)]);
    const gone = [1, 5, 15, 16, 20].map((index) => leg(index, -50));
    expect(unsure(pasts, ...gone)).toEqual([day(16), day(20)]);
    // It has no account to come from, or is on one that does not count.
    expect(unsure([past('a', balances)], leg(1, 50))).toEqual([]);
    expect(unsure(pasts, leg(1, 50, 'c'), { ...leg(1, 50), currency: 'EUR' })).toEqual([]);
  });

  it('is bridged between counted accounts only, and within the days', () => {
    const pasts = [past('a', [900, 850, 850]), past('b', [null, null, 50])];
    expect(only(pasts, [{ ...transfer, leftOn: day(1), arrivedOn: day(2) }]).bridged).toEqual([]);
    const both = [past('a', [900, 850, 850]), past('b', [1, 1, 51])];
    expect(only(both, [{ ...transfer, leftOn: '2025-10-20', arrivedOn: '2025-10-22' }]).bridged).toEqual([]);
  });

  it('is in no total of another currency, though both accounts are', () => {
    const pasts = [past('a', [100, 50, 50]), past('b', [0, 0, 50])];
    const yen = { ...transfer, currency: 'JPY', leftOn: day(1), arrivedOn: day(2) };
    expect(netOf(pasts, [yen])).toEqual([100, 50, 100]);
  });
});

describe('the months', () => {
  const long = past(
    'a',
    Array.from({ length: 40 }, (_, index) => index * 10),
  );

  it('are all but that of the first day, each with its end, or now, and its change', () => {
    expect(
      only([long]).months.map(({ month, end, changeMinor }) => [
        month,
        end?.date,
        end?.netMinor,
        changeMinor,
      ]),
    ).toEqual([
      ['2025-11', '2025-11-30', 300, 300],
      ['2025-12', '2025-12-09', 390, 90],
    ]);
  });

  it('are empty where they are not known, and the first known one has no change', () => {
    const late = past(
      'b',
      Array.from({ length: 40 }, (_, index) => (index < 20 ? null : 7)),
    );
    expect(only([late]).months).toEqual([
      {
        month: '2025-11',
        end: { date: '2025-11-30', netMinor: 7, assetsMinor: 7, debtsMinor: 0 },
        partsMinor: [7],
        changeMinor: null,
      },
      {
        month: '2025-12',
        end: { date: '2025-12-09', netMinor: 7, assetsMinor: 7, debtsMinor: 0 },
        partsMinor: [7],
        changeMinor: 0,
      },
    ]);
    const later = past(
      'c',
      Array.from({ length: 40 }, (_, index) => (index < 35 ? null : 7)),
    );
    expect(only([later]).months[0]).toEqual({
      month: '2025-11',
      end: null,
      partsMinor: [],
      changeMinor: null,
    });
  });
});

describe('the extremes', () => {
  const days = (...net: number[]): WorthDay[] =>
    net.map((netMinor, index) => ({ date: day(index), netMinor, assetsMinor: netMinor, debtsMinor: 0 }));

  it('are of all days but the first, which they are compared with', () => {
    expect(extremesOf(days(900, 100, 400, 250, 250))).toEqual({
      changeMinor: -650,
      highest: days(900, 100, 400)[2],
      lowest: days(900, 100)[1],
      best: { ...days(900, 100, 400)[2], changeMinor: 300 },
      worst: { ...days(900, 100)[1], changeMinor: -800 },
    });
  });

  it('have no best or worst day on which money may have been on its way', () => {
    const net = days(900, 100, 400, 250, 260);
    const unsure = (...indexes: number[]) =>
      extremesOf(
        net,
        indexes.map((index) => ({ accountId: 'a', amountMinor: 1, currency: 'USD', date: day(index) })),
      );
    expect(unsure(1, 2)).toMatchObject({
      best: { date: day(4), changeMinor: 10 },
      worst: { date: day(3), changeMinor: -150 },
      changeMinor: -640,
    });
    expect(unsure(1, 2, 3, 4)).toMatchObject({ best: null, worst: null });
  });

  it('are none of a single day, and no best day where it never rose', () => {
    expect(extremesOf(days(5))).toBeNull();
    expect(extremesOf(days(5, 5))).toMatchObject({ changeMinor: 0, best: null, worst: null });
  });
});
