/** The balances of past days: of books that are invented forwards, day by day, only today's balance and the rows are told. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account, Transaction } from '../../src/finance/model.ts';
import {
  type AccountPast,
  beginOfHistory,
  pastBalances,
  postedDays,
} from '../../src/finance/past-balances.ts';
import { account, transaction } from './samples.ts';

const TODAY = '2025-11-10';
const FROM = '2025-11-01';

/** The days of November by their number: `past({ 3: -100 })` has one row of −1.00 on the 3rd. */
const row = (day: number, amountMinor: number, facts: Partial<Transaction> = {}) =>
  transaction({ date: `2025-11-${String(day).padStart(2, '0')}`, amountMinor, ...facts });

function pastOf(
  rows: readonly Transaction[],
  facts: Partial<Account> = {},
  readFrom?: ReadonlyMap<string, string>,
): AccountPast {
  const [past] = pastBalances({
    ...{
      accounts: [account({ balanceMinor: 1000, ...facts })],
      transactions: rows,
      from: FROM,
      today: TODAY,
    },
    ...(readFrom ? { readFrom } : {}),
  });
  if (past === undefined) throw new Error('an account has a past');
  return past;
}

const balancesOf = (past: AccountPast) => past.days.map(({ balanceMinor }) => balanceMinor);
const unknown = (count: number) => Array<null>(count).fill(null);

describe('the balance of a past day', () => {
  it('is today’s without what was posted since, at the end of the day', () => {
    const past = pastOf([row(1, -50), row(4, -200), row(4, 30), row(10, 500)]);
    expect(balancesOf(past)).toEqual([670, 670, 670, 500, 500, 500, 500, 500, 500, 1000]);
    expect(past.days.at(0)?.date).toBe(FROM);
    expect(past.days.at(-1)?.date).toBe(TODAY);
    expect(past).toMatchObject({ knownFrom: FROM, reason: null, isAbout: false });
  });

  it.each<[string, Transaction[], Partial<Account>, (number | null)[]]>([
    ['an overdraft', [row(1, -5), row(9, 1500)], {}, [...Array(8).fill(-500), 1000, 1000]],
    [
      'a card in credit',
      [row(1, -5), row(9, 1500)],
      { type: 'credit', balanceMinor: 400 },
      [...Array(8).fill(-1100), 400, 400],
    ],
    ['a pending row', [row(1, -5), row(9, -300, { isPending: true })], {}, Array(10).fill(1000)],
    [
      'a row that was taken back and posted again',
      [row(1, -5), row(5, -70), row(6, 70), row(9, -70)],
      {},
      [1070, 1070, 1070, 1070, 1000, 1070, 1070, 1070, 1000, 1000],
    ],
    ['a row of tomorrow', [row(1, -5), row(11, -300)], {}, [...Array(9).fill(1300), 1000]],
    [
      'a row before the first day',
      [transaction({ date: '2025-10-02', amountMinor: -7 })],
      {},
      Array(10).fill(1000),
    ],
    [
      'only what is available, and a pending row that is posted already',
      [row(1, -5), row(9, -300, { isPending: true, probablySameAs: row(9, -300) })],
      { balanceMinor: null, availableMinor: 700 },
      Array(10).fill(700),
    ],
    [
      'only what is available, without what is pending',
      [row(1, -5), row(6, -100), row(9, -300, { isPending: true })],
      { balanceMinor: null, availableMinor: 700 },
      [...Array(5).fill(1100), ...Array(5).fill(1000)],
    ],
  ])('is right with %s', (_what, rows, facts, expected) => {
    expect(balancesOf(pastOf(rows, facts))).toEqual(expected);
  });
});

describe('days that cannot be known', () => {
  const posted = [row(1, -5), row(6, -100)];

  it.each<[string, Transaction[], Partial<Account>, number, AccountPast['reason']]>([
    ['of an account without a balance', posted, { type: 'credit', balanceMinor: null }, 10, 'no-balance'],
    ['of an investment account', posted, { type: 'investment' }, 9, 'investment'],
    ['of an account without rows', [], {}, 9, 'no-transactions'],
    ['of an account with pending rows alone', [row(2, -5, { isPending: true })], {}, 9, 'no-transactions'],
    [
      'before a row in another currency',
      [...posted, row(8, -9, { currency: 'EUR' })],
      {},
      7,
      'other-currency',
    ],
    ['not after one on the first day', [...posted, row(1, -9, { currency: 'EUR' })], {}, 0, null],
    ['of which the last is to come', [...posted, row(11, -9, { currency: 'EUR' })], {}, 9, 'other-currency'],
    ['before the first row', [row(8, -5), row(9, -5), row(10, -5)], {}, 7, 'before-first'],
    ['of an account that was opened', [row(8, 900), row(9, 50), row(10, 50)], {}, 7, 'opened'],
  ])('%s', (_what, rows, facts, count, reason) => {
    const past = pastOf(rows, facts);
    expect(balancesOf(past).slice(0, count)).toEqual(unknown(count));
    expect(balancesOf(past).slice(count)).not.toContain(null);
    expect(past.reason).toBe(reason);
    expect(past.knownFrom).toBe(count === 10 ? null : past.days[count]?.date);
  });

  it('are none where the account was silent about as long at another time', () => {
    // Silent on the 2nd to the 7th, six days; five more than at any other time are no surprise.
    expect(pastOf([row(8, -5), row(10, -5)])).toMatchObject({ knownFrom: FROM, reason: null });
    expect(pastOf([row(8, -5), row(9, -5), row(10, -5)])).toMatchObject({ knownFrom: '2025-11-08' });
    // Silent until today counts as well.
    expect(pastOf([row(8, -5), row(9, -5)])).toMatchObject({ knownFrom: FROM });
    // The balance at the end of the 1st is the one before the first row of the 2nd.
    expect(pastOf([2, 3, 4, 5, 6, 7, 8, 9, 10].map((day) => row(day, -5)))).toMatchObject({
      knownFrom: FROM,
    });
  });

  it('are those of all accounts of a bank whose rows begin late', () => {
    const daily = [8, 9, 10].map((day) => row(day, -5, { accountId: String(day) }));
    expect(beginOfHistory(postedDays(daily), FROM, TODAY)).toBe('2025-11-08');
    expect(beginOfHistory(postedDays([row(2, -5, { isPending: true }), ...daily]), FROM, TODAY)).toBe(
      '2025-11-08',
    );
    expect(beginOfHistory(postedDays([row(2, -5), ...daily]), FROM, TODAY)).toBeNull();
    expect(beginOfHistory(new Set(), FROM, TODAY)).toBeNull();
    const readFrom = new Map([['checking', '2025-11-08']]);
    expect(pastOf([row(8, 900), row(9, 50), row(10, 50)], {}, readFrom)).toMatchObject({ reason: 'opened' });
  });

  it('are none of an account that is hardly used, where its bank is known to tell what was before', () => {
    const told = new Map([['checking', FROM]]);
    const seldom = [8, 9, 10].map((day) => row(day, -5));
    expect(pastOf(seldom, {}, told)).toMatchObject({ knownFrom: FROM, reason: null });
    expect(balancesOf(pastOf(seldom.slice(2), {}, told))).toEqual([...Array(9).fill(1005), 1000]);
    // One that is used day by day, and all at once, tells by itself that its history begins there.
    const [often] = pastBalances({
      accounts: [account({ balanceMinor: 1000 })],
      transactions: [7, 8, 9, 10].map((day) => row(day, -5)),
      ...{ from: '2025-10-01', today: TODAY, readFrom: new Map([['checking', '2025-10-01']]) },
    });
    expect(often).toMatchObject({ knownFrom: '2025-11-07', reason: 'before-first' });
  });

  it('are those before the day from which on a bank was read', () => {
    const readFrom = new Map([['checking', '2025-11-05']]);
    expect(pastOf(posted.slice(1), {}, readFrom)).toMatchObject({
      knownFrom: '2025-11-05',
      reason: 'not-read',
    });
    expect(balancesOf(pastOf(posted.slice(1), {}, readFrom)).slice(0, 5)).toEqual([...unknown(4), 1100]);
    expect(pastOf([row(4, 1), row(8, 1)], {}, new Map([['checking', '2025-10-05']]))).toMatchObject({
      reason: null,
    });
  });

  it('make a past that is only about right of a loan', () => {
    expect(pastOf(posted, { type: 'loan', balanceMinor: -5000 }).isAbout).toBe(true);
    expect(pastOf(posted, { balanceMinor: null, availableMinor: 5 }).isAbout).toBe(true);
    // Where nothing of the past is known, nothing of it is about right.
    expect(pastOf([], { type: 'loan', balanceMinor: -5000 }).isAbout).toBe(false);
    expect(pastOf(posted, { type: 'loan', balanceMinor: null }).isAbout).toBe(false);
    expect(pastOf([], { balanceMinor: null, availableMinor: 5 }).isAbout).toBe(false);
  });
});

describe('random books', () => {
  const DAYS = 60;
  const day = (index: number) => new Date(Date.UTC(2025, 8, 12 + index)).toISOString().slice(0, 10);
  const movements = fc.array(
    fc.record({
      on: fc.integer({ min: 0, max: DAYS - 1 }),
      amountMinor: fc.integer({ min: -900_000, max: 900_000 }),
      // Posted; taken back the day after; taken back and posted again; pending still.
      fate: fc.constantFrom('posted', 'back', 'again', 'pending'),
      accountId: fc.constantFrom('a', 'b', 'c'),
    }),
    { minLength: 40, maxLength: 90 },
  );
  const openings = fc.record({
    a: fc.integer({ min: -500_000, max: 500_000 }),
    b: fc.integer({ min: -500_000, max: 500_000 }),
    c: fc.integer({ min: -500_000, max: 500_000 }),
  });

  it('are known to the cent on each day that is said to be known', () => {
    let daysKnown = 0;
    let daysOfAll = 0;
    fc.assert(
      fc.property(openings, movements, fc.integer(), (opening, moved, order) => {
        const rows = moved.flatMap(({ on, amountMinor, fate, accountId }): Transaction[] => {
          const at = (later: number, sign: number) =>
            transaction({ accountId, date: day(on + later), amountMinor: sign * amountMinor });
          if (fate === 'pending') return [{ ...at(0, 1), isPending: true }];
          const again = [at(0, 1), at(1, -1), at(3, 1)];
          return again
            .slice(0, { posted: 1, back: 2, again: 3 }[fate])
            .filter(({ date }) => date < day(DAYS));
        });
        // The books, forwards: what each account holds at the end of each day.
        const truth = new Map(
          (['a', 'b', 'c'] as const).map((id) => {
            let held = opening[id];
            const held_ = Array.from({ length: DAYS }, (_, index) => {
              for (const one of rows) {
                if (one.accountId === id && one.date === day(index) && !one.isPending)
                  held += one.amountMinor;
              }
              return held;
            });
            return [id, held_] as const;
          }),
        );
        const shuffled = rows.toSorted(
          (x, y) => ((x.amountMinor ^ order) % 97) - ((y.amountMinor ^ order) % 97),
        );
        const pasts = pastBalances({
          accounts: [...truth].map(([id, held]) => account({ id, balanceMinor: held.at(-1) ?? 0 })),
          ...{ transactions: shuffled, from: day(0), today: day(DAYS - 1) },
        });
        for (const { account: own, days, knownFrom } of pasts) {
          const held = truth.get(own.id as 'a') ?? [];
          const wanted = days.map(({ date }, index) => (knownFrom && date >= knownFrom ? held[index] : null));
          expect(balancesOf({ days } as AccountPast)).toEqual(wanted);
          daysKnown += wanted.filter((one) => one !== null).length;
          daysOfAll += DAYS;
        }
      }),
    );
    // Else "nothing is known" would pass. Some accounts have no row at all, or few and late ones.
    expect(daysKnown / daysOfAll).toBeGreaterThan(0.7);
  });
});
