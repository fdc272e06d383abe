import { describe, expect, it } from 'vitest';
import { byAccount, byPlan, bySameAmount } from '../../../../src/features/recurring/detect/plans.ts';
import { flow } from '../../../finance/samples.ts';

const row = (date: string, amountMinor: number, accountId = 'checking') =>
  flow({ date, amountMinor, accountId });
const amounts = (parts: ReturnType<typeof byPlan>) => parts.map((part) => part.map((own) => own.amountMinor));

describe('plans of one merchant', () => {
  it('are told apart by a clear difference in amount, however they alternate', () => {
    const rows = [
      row('2025-01-03', -999),
      row('2025-01-03', -1499),
      row('2025-02-03', -999),
      row('2025-02-03', -1520),
    ];
    expect(amounts(byPlan(rows))).toEqual([
      [-999, -999],
      [-1499, -1520],
    ]);
  });

  it.each([
    ['of 8 %', -1080, 1],
    ['of more', -1081, 2],
  ])('are one despite a difference %s', (_difference, amountMinor, count) => {
    const rows = [row('2025-01-03', -1000), row('2025-01-04', amountMinor), row('2025-02-03', -1000)];
    expect(byPlan(rows)).toHaveLength(count);
  });

  it('go on after one change of price and after the next', () => {
    const prices = [-999, -999, -1199, -1199, -1599, -1599];
    const rows = prices.map((price, index) => row(`2025-0${index + 1}-03`, price));
    expect(amounts(byPlan(rows))).toEqual([prices]);
  });

  it.each([
    ['on the next day due', '2025-03-04', -1199, 1],
    ['on the day of the last', '2025-02-02', -1199, 2],
    ['three fifths of the usual pause later', '2025-02-20', -1199, 2],
    ['a day after that', '2025-02-21', -1199, 1],
    ['a day before one and a half of the usual pause', '2025-03-18', -1199, 1],
    ['one and a half of the usual pause later', '2025-03-19', -1199, 2],
    ['at a price three fifths higher', '2025-03-04', -1600, 1],
    ['at a price of another order', '2025-03-04', -1601, 2],
  ])('that begin %s', (_when, date, amountMinor, count) => {
    const rows = [row('2025-01-03', -1000), row('2025-02-02', -1000), row(date, amountMinor)];
    expect(byPlan(rows)).toHaveLength(count);
  });

  it('go on at a new price that moves a little', () => {
    const prices = [-1000, -1000, -1600, -1700];
    const rows = prices.map((price, index) => row(`2025-0${index + 1}-03`, price));
    expect(amounts(byPlan(rows))).toEqual([prices]);
  });

  it('of a single payment are continued by nothing', () => {
    const rows = [row('2025-01-03', -1000), row('2025-02-02', -1200), row('2025-03-04', -1200)];
    expect(byPlan(rows)).toHaveLength(2);
  });

  it('can be of two accounts, or of one exact amount', () => {
    const rows = [row('2025-01-03', -999, 'a'), row('2025-01-09', -1001, 'b'), row('2025-02-03', -999, 'a')];
    expect(byAccount(rows).map((part) => part.length)).toEqual([2, 1]);
    expect(bySameAmount(rows).map((part) => part.length)).toEqual([2, 1]);
  });
});
