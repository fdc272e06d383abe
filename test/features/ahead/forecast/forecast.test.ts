/** The forecast against sums by hand. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceOn, booksAsOf } from '../../../../src/features/ahead/forecast/books.ts';
import {
  type BalanceAhead,
  type Forecast,
  forecast,
} from '../../../../src/features/ahead/forecast/forecast.ts';
import { addDays } from '../../../../src/finance/days.ts';
import type { Transaction } from '../../../../src/finance/model.ts';
import { transaction } from '../../../finance/samples.ts';
import { booksWith, CARD, CHECKING, everyday, monthly, SAVINGS, TODAY } from './sample.ts';

const RENT = { name: 'Landlord', category: 'RENT_AND_UTILITIES', amountMinor: -800_00 };
const PAY = { name: 'Employer', category: 'INCOME', amountMinor: 1_500_00 };

function accountIn({ currencies }: Forecast, id: string): BalanceAhead {
  const found = currencies.flatMap(({ accounts }) => accounts).find(({ account }) => account.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
}
const on = ({ days }: BalanceAhead, date: string) => {
  const day = days.find((one) => one.date === date);
  if (!day) throw new Error(`no ${date}`);
  return day;
};
describe('with only what is certain', () => {
  it('both edges of the band and the line are the sum by hand, on every day', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            dayOfMonth: fc.integer({ min: 1, max: 28 }),
            amountMinor: fc.integer({ min: 1, max: 300_000 }),
            isIn: fc.boolean(),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        (streams) => {
          const rows = streams.flatMap(({ dayOfMonth, amountMinor, isIn }, index) =>
            monthly(14, dayOfMonth, {
              name: `Payee ${'abcdef'[index]}`,
              category: isIn ? 'INCOME' : 'RENT_AND_UTILITIES',
              amountMinor: isIn ? amountMinor : -amountMinor,
            }),
          );
          const ahead = accountIn(forecast(booksWith([CHECKING], rows)), 'checking');
          let balance = 3_000_00;
          for (const { date, sureMinor, likely } of ahead.days) {
            for (const { dayOfMonth, amountMinor, isIn } of streams) {
              if (Number(date.slice(8)) === dayOfMonth) balance += isIn ? amountMinor : -amountMinor;
            }
            expect([date, sureMinor]).toEqual([date, balance]);
            expect([likely?.lowMinor, likely?.middleMinor, likely?.highMinor]).toEqual([
              balance,
              balance,
              balance,
            ]);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('what is pending is posted tomorrow, once', () => {
    const pending = transaction({ date: TODAY, amountMinor: -70_00, isPending: true, name: 'Shop' });
    const ahead = accountIn(forecast(booksWith([CHECKING], [...monthly(14, 20, RENT), pending])), 'checking');
    expect(on(ahead, addDays(TODAY, 1)).sureMinor).toBe(2_930_00);
    expect(on(ahead, '2025-11-19').likely).toMatchObject({ lowMinor: 2_930_00, highMinor: 2_930_00 });
  });

  it('a bill that is pending on its day does not come twice', () => {
    const rent = monthly(14, 5, RENT).map((row, index) => (index === 13 ? { ...row, isPending: true } : row));
    const ahead = accountIn(forecast(booksWith([CHECKING], rent)), 'checking');
    expect(on(ahead, '2025-12-04').sureMinor).toBe(2_200_00);
    expect(on(ahead, '2025-12-05').sureMinor).toBe(1_400_00);
  });
});

describe('a card', () => {
  /** Bought for 10.00 on the 1st to 20th of each month; what was owed at its end is paid on the 10th of the next. */
  const bought = Array.from({ length: 13 }, (_, month) =>
    Array.from({ length: 20 }, (_day, index) => {
      const date = `${addDays('2024-11-15', month * 30.4).slice(0, 7)}-${String(index + 1).padStart(2, '0')}`;
      return transaction({
        accountId: 'card',
        date,
        amountMinor: -1000,
        name: `Shop ${'abcdefg'[index % 7]}`,
      });
    }),
  )
    .flat()
    .filter(({ date }) => date <= TODAY);
  const payments = monthly(11, 10, {}).flatMap(({ date }) => [
    transaction({
      date,
      amountMinor: -200_00,
      category: 'LOAN_PAYMENTS',
      detailedCategory: 'LOAN_PAYMENTS_CREDIT_CARD_PAYMENT',
      name: 'Fern Card Autopay',
    }),
    transaction({
      accountId: 'card',
      date,
      amountMinor: 200_00,
      category: 'LOAN_PAYMENTS',
      detailedCategory: 'LOAN_PAYMENTS_CREDIT_CARD_PAYMENT',
      name: 'Payment received',
    }),
  ]);
  const card = { ...CARD, balanceMinor: -250_00 };

  it('is paid what was owed on its closing day, from the account that paid before, and not twice', () => {
    const found = forecast(booksWith([CHECKING, card], [...bought, ...payments]));
    expect(found.plans.expected).toEqual([]);
    expect(found.plans.cards.map(({ payerId, dues }) => [payerId, dues[0]])).toEqual([
      [
        'checking',
        {
          ...{ day: '2025-11-10', period: '2025-11', owedMinor: 200_00 },
          closesOn: expect.stringMatching(/^2025-10-(2|3)/),
        },
      ],
    ]);
    const ahead = accountIn(found, 'checking');
    expect(on(ahead, '2025-11-09').sureMinor).toBe(3_000_00);
    // October's twenty purchases; five of November are not due yet.
    expect(on(ahead, '2025-11-10').sureMinor).toBe(2_800_00);
    expect(on(ahead, '2026-01-30').sureMinor).toBe(2_800_00);
    const december = on(ahead, '2025-12-10').likely;
    expect(december?.middleMinor).toBeGreaterThan(2_800_00 - 300_00);
    expect(december?.middleMinor).toBeLessThan(2_800_00 - 100_00);
  });
});

it('moves to savings what a month leaves over, and leaves all together as it was', () => {
  const sweep = (legs: readonly Transaction[]) =>
    legs.flatMap((row, index) => [
      { ...row, amountMinor: -100_00 - index * 10_00 },
      transaction({
        date: row.date,
        accountId: 'savings',
        category: 'TRANSFER_IN',
        amountMinor: 100_00 + index * 10_00,
      }),
    ]);
  const pay = monthly(13, 2, PAY);
  const rows = [...pay, ...sweep(monthly(12, 28, { category: 'TRANSFER_OUT', name: 'To savings' }))];
  const { currencies, plans } = forecast(booksWith([CHECKING, SAVINGS], rows));
  expect(plans.sweeps).toHaveLength(1);
  const [together] = currencies;
  // The last was 210.00; each of the twelve may come again.
  const saved = together?.accounts.find(({ account }) => account.id === 'savings')?.days ?? [];
  const before = saved.find(({ date }) => date === '2025-11-27')?.likely;
  expect([before?.lowMinor, before?.highMinor]).toEqual([9_000_00, 9_000_00]);
  const after = saved.find(({ date }) => date === '2025-11-28')?.likely;
  expect(after?.lowMinor).toBeGreaterThanOrEqual(9_100_00);
  expect(after?.highMinor).toBeLessThanOrEqual(9_210_00);
  expect(saved.at(-1)?.likely?.middleMinor).toBeGreaterThan(9_400_00);
  for (const day of together?.days ?? []) expect(day.likely?.lowMinor).toBe(day.sureMinor);
});

describe('everyday spending', () => {
  const rows = [...monthly(14, 20, RENT), ...everyday(2, {})];

  it('lowers what is likely by what a year of it cost, and what is certain not at all', () => {
    const ahead = accountIn(forecast(booksWith([CHECKING], rows)), 'checking');
    const last = ahead.days.at(-1);
    expect(last?.sureMinor).toBe(3_000_00 - 3 * 800_00);
    // 45 purchases of 13.00 on average.
    const middle = 3_000_00 - 3 * 800_00 - 45 * 13_00;
    expect(Math.abs((last?.likely?.middleMinor ?? 0) - middle)).toBeLessThan(60_00);
    expect(last?.likely?.lowMinor).toBeLessThan(last?.likely?.highMinor ?? 0);
  });

  // So long what was paid with them is pending too: one day at least, and five at most.
  it.each([
    [[], 0],
    [[0], 1],
    [[1], 1],
    [[3, 1], 3],
    [[9], 5],
  ])('begins after the days that what is pending has waited: %j', (waits, quiet) => {
    const pending = waits.map((days) =>
      transaction({ date: addDays(TODAY, -days), amountMinor: -5_00, isPending: true }),
    );
    const daily = everyday(1, {});
    const ahead = accountIn(forecast(booksWith([CHECKING], [...daily, ...pending])), 'checking');
    const spread = ahead.days.map(({ likely }) => (likely ? likely.highMinor - likely.lowMinor : -1));
    expect(spread.findIndex((width) => width > 0)).toBe(quiet);
  });

  it('of an account stays as it is while something is pending on another', () => {
    const pending = transaction({ accountId: 'savings', date: TODAY, amountMinor: -5_00, isPending: true });
    const rows = [...everyday(1, {}), ...everyday(1, { accountId: 'savings' }), pending];
    const found = forecast(booksWith([CHECKING, SAVINGS], rows));
    const widthOnFirst = (id: string) => {
      const likely = accountIn(found, id).days[0]?.likely;
      return likely && likely.highMinor - likely.lowMinor;
    };
    expect(widthOnFirst('checking')).toBeGreaterThan(0);
    expect(widthOnFirst('savings')).toBe(0);
  });

  it('is drawn for no account with less than half a year of history', () => {
    const young = rows.filter(({ date }) => date > addDays(TODAY, -180));
    const ahead = accountIn(forecast(booksWith([CHECKING], young)), 'checking');
    expect(ahead.days.every(({ likely }) => likely === null)).toBe(true);
    expect(ahead.days.at(-1)?.sureMinor).toBeLessThan(3_000_00);
  });
});

describe('a forecast', () => {
  it('of all accounts together counts one without history with what is certain of it', () => {
    const bill = monthly(3, 12, { ...RENT, accountId: 'savings', name: 'Storage', amountMinor: -70_00 });
    const found = forecast(booksWith([CHECKING, SAVINGS], [...monthly(14, 20, RENT), ...bill]));
    const [together] = found.currencies;
    expect(together?.startMinor).toBe(12_000_00);
    const young = accountIn(found, 'savings');
    expect(young.days.every(({ likely }) => likely === null)).toBe(true);
    for (const date of ['2025-11-19', '2025-11-20', '2026-01-31']) {
      const sum = on(accountIn(found, 'checking'), date).sureMinor + on(young, date).sureMinor;
      expect(on(together as BalanceAhead, date)).toEqual({
        ...{ date, sureMinor: sum },
        likely: { lowMinor: sum, middleMinor: sum, highMinor: sum },
      });
    }
  });

  it('expects no refund, however regular: it is among what happens', () => {
    const refunds = monthly(14, 20, { name: 'Shop', category: 'GENERAL_MERCHANDISE', amountMinor: 20_00 });
    const { plans } = forecast(booksWith([CHECKING], refunds));
    expect([plans.expected, plans.everyday.length]).toEqual([[], 14]);
  });

  it('of two currencies adds neither to the other', () => {
    const euro = { ...SAVINGS, id: 'euro', currency: 'EUR', balanceMinor: 700_00 };
    const { currencies } = forecast(booksWith([CHECKING, euro], monthly(14, 20, RENT)));
    expect(currencies.map(({ currency, startMinor }) => [currency, startMinor])).toEqual([
      ['EUR', 700_00],
      ['USD', 3_000_00],
    ]);
  });

  it.each([
    ['pending', [transaction({ date: TODAY, amountMinor: -150_000, currency: 'JPY', isPending: true })]],
    ['that recurs', monthly(14, 20, { ...RENT, name: 'Music', amountMinor: -1500, currency: 'JPY' })],
  ])('takes nothing off for a row in another currency %s', (_what, foreign) => {
    const ahead = forecast(booksWith([CHECKING], [...monthly(14, 1, PAY), ...foreign]));
    expect(ahead.plans.expected.map(({ recurring }) => recurring.name)).toEqual(['Employer']);
    const { days } = accountIn(ahead, 'checking');
    // Pay of 1,500.00 comes on the first of December.
    expect(days.filter(({ date }) => date < '2025-12-01').map(({ sureMinor }) => sureMinor)).toEqual(
      Array.from({ length: 25 }, () => 3_000_00),
    );
  });

  it('of an earlier day knows no balance before a row in another currency', () => {
    const foreign = transaction({ date: '2025-06-01', amountMinor: -1500, currency: 'JPY' });
    const before = booksAsOf(booksWith([CHECKING], [...monthly(14, 20, RENT), foreign]), '2025-09-05');
    expect([balanceOn(before, 'checking', '2025-05-31'), before.pasts.get('checking')?.knownFrom]).toEqual([
      null,
      '2025-06-01',
    ]);
  });
});
