import { describe, expect, it } from 'vitest';
import { priceRise } from '../../../../src/features/recurring/detect/detect.ts';
import { byAccount, byPlan, bySameAmount } from '../../../../src/features/recurring/detect/plans.ts';
import { flow } from '../../../finance/samples.ts';

const row = (date: string, amountMinor: number, accountId = 'checking') =>
  flow({ date, amountMinor, accountId });
const inMonths = (amounts: readonly number[]) =>
  amounts.map((amountMinor, index) => row(`2025-0${index + 1}-05`, amountMinor));
const amounts = (parts: ReturnType<typeof byPlan>) => parts.map((part) => part.map((own) => own.amountMinor));

describe('plans of one merchant', () => {
  it('are told apart by a clear difference in amount, however they alternate', () => {
    const [first, second] = ['2025-01-03', '2025-02-03'] as const;
    const rows = [row(first, -999), row(first, -1499), row(second, -999), row(second, -1520)];
    expect(amounts(byPlan(rows))).toEqual([
      [-999, -999],
      [-1499, -1520],
    ]);
  });

  it.each([
    ['of 8 %', -1080, 1],
    ['of more', -1081, 2],
  ])('are one up to a difference of 8 %: here %s', (_difference, amountMinor, count) => {
    const rows = [row('2025-01-03', -1000), row('2025-01-04', amountMinor), row('2025-02-03', -1000)];
    expect(byPlan(rows)).toHaveLength(count);
  });

  it.each([
    ['after one change of price and after the next', [-999, -999, -1199, -1199, -1599, -1599]],
    ['at a new price that varies a little', [-1000, -1000, -1600, -1700]],
  ])('go on %s', (_, prices) => {
    expect(amounts(byPlan(inMonths(prices)))).toEqual([prices]);
  });

  it.each([
    ['on the next day due', '2025-03-04', -1199, 1],
    ['on the day of the last', '2025-02-02', -1199, 2],
    ['three fifths of the usual gap later', '2025-02-20', -1199, 2],
    ['a day after that', '2025-02-21', -1199, 1],
    ['a day before one and a half of the usual gap', '2025-03-18', -1199, 1],
    ['one and a half of the usual gap later', '2025-03-19', -1199, 2],
    ['at a price three fifths higher', '2025-03-04', -1600, 1],
    ['at a price higher than that', '2025-03-04', -1601, 2],
  ])('that go on or begin anew %s', (_when, date, amountMinor, count) => {
    const rows = [row('2025-01-03', -1000), row('2025-02-02', -1000), row(date, amountMinor)];
    expect(byPlan(rows)).toHaveLength(count);
  });

  it('of a single payment do not go on at another price', () => {
    const rows = [row('2025-01-03', -1000), row('2025-02-02', -1200), row('2025-03-04', -1200)];
    expect(byPlan(rows)).toHaveLength(2);
  });

  it('can be of two accounts, or of one exact amount', () => {
    const rows = [row('2025-01-03', -999, 'a'), row('2025-01-09', -1001, 'b'), row('2025-02-03', -999, 'a')];
    expect(byAccount(rows).map((part) => part.length)).toEqual([2, 1]);
    expect(bySameAmount(rows).map((part) => part.length)).toEqual([2, 1]);
  });
});

describe('a price rise', () => {
  it('is told with both prices and its first day', () => {
    const rise = { fromMinor: -999, toMinor: -1199, since: '2025-04-05' };
    expect(priceRise(inMonths([-999, -999, -999, -1199, -1199]), 'monthly')).toEqual(rise);
  });

  it.each([
    ['the latest of two', [-999, -999, -999, -1199, -1199, -1199, -1399, -1399], -1199],
    ['one after two of the old price', [-999, -999, -1199, -1199], -999],
  ])('is %s', (_name, amounts, fromMinor) => {
    expect(priceRise(inMonths(amounts), 'monthly')).toMatchObject({ fromMinor, toMinor: amounts.at(-1) });
  });

  it('is seen in its first month', () => {
    expect(priceRise(inMonths([-999, -999, -999, -1199]), 'monthly')?.since).toBe('2025-04-05');
  });

  it.each([
    ['a price that stays', [-999, -999, -999]],
    ['a price that falls', [-999, -999, -999, -799]],
    ['a bill that varies', [-999, -1020, -980, -1100, -1150]],
    ['a bill that is twice the same', [-999, -1020, -980, -1100, -1100, -1150]],
    ['a rise after one odd month', [-999, -999, -999, -999, -999, -999, -500, -999]],
    ['one row', [-999]],
  ])('is not %s', (_name, amounts) => {
    expect(priceRise(inMonths(amounts), 'monthly')).toBeNull();
  });

  it('of what comes once a year is seen between two', () => {
    const years = [row('2025-04-05', -139_00, 'a'), row('2026-04-05', -149_00, 'a')];
    const rise = { fromMinor: -139_00, toMinor: -149_00, since: '2026-04-05' };
    expect(priceRise(years, 'yearly')).toEqual(rise);
    expect(priceRise(years.slice(0, 1), 'yearly')).toBeNull();
    expect(priceRise(years, 'monthly')).toBeNull();
  });
});
