import { describe, expect, it } from 'vitest';
import { addDays } from '../../../../src/finance/days.ts';
import type { Flow } from '../../../../src/finance/flow.ts';
import { flow } from '../../../finance/samples.ts';
import { daysOf, found, monthly, rowsOn, same, TODAY, YEAR } from './rows.ts';

/** How many rows each plan has, and how often it comes: such as `5 monthly`. */
const plansOf = (rows: readonly Flow[]) => found(rows).map(({ cadence, count }) => `${count} ${cadence}`);

describe('several plans at one merchant', () => {
  it.each([
    ['on one day', 3, 5],
    ['half a month from each other, and are not one of twice a month', 18, 6],
  ])('are told apart %s', (_, day, count) => {
    const rows = [...monthly('Music', 3, same(-1699, count)), ...monthly('Music', day, same(-599, count))];
    const plans = found(rows).map(({ cadence, amountMinor }) => `${cadence} ${amountMinor}`);
    expect(plans).toEqual(['monthly -1699', 'monthly -599']);
  });

  it('have a rise in price each for itself', () => {
    const rises = [...same(-999, 6), -1199, -1199];
    const rows = [...monthly('Music', 3, rises), ...monthly('Music', 20, same(-1999, 8))];
    expect(found(rows)).toMatchObject([
      { amountMinor: -1199, priceRise: { fromMinor: -999 } },
      { amountMinor: -1999, priceRise: null },
    ]);
  });

  it('are told apart by the accounts of two people', () => {
    const rows = [
      ...monthly('Phone', 3, same(-2500, 5), { accountId: 'hers' }),
      ...monthly('Phone', 19, same(-2500, 5), { accountId: 'his' }),
    ];
    const plans = found(rows).map(({ cadence, accountIds }) => `${cadence} ${accountIds.join()}`);
    expect(plans).toEqual(['monthly hers', 'monthly his']);
  });
});

describe('one plan', () => {
  it('is followed to a new card', () => {
    const rows = monthly('Films', 7, same(-999, 6));
    const moved = rows.map((row, index) => ({ ...row, accountId: index < 3 ? 'old' : 'new' }));
    expect(found(moved)).toMatchObject([{ accountIds: ['new', 'old'], count: 6, status: 'active' }]);
  });

  it('is followed to a new card, though both were charged on one day', () => {
    const rows = monthly('Films', 7, same(-999, 10));
    const moved = [
      ...rows.slice(0, 5).map((row) => ({ ...row, accountId: 'old' })),
      ...rows.slice(4).map((row) => ({ ...row, accountId: 'new' })),
    ];
    expect(plansOf(moved)).toEqual(['11 monthly']);
  });

  it('is followed to another card and back, at another price', () => {
    const rows = monthly('Films', 7, [...same(-999, 6), ...same(-1199, 3)]);
    const isMoved = (index: number) => index >= 3 && index <= 5;
    const moved = rows.map((row, index) => ({ ...row, accountId: isMoved(index) ? 'other' : 'own' }));
    expect(plansOf(moved)).toEqual(['9 monthly']);
  });

  it('may be pay of twice a month whose halves differ a little', () => {
    const kind = 'income';
    const first = monthly('Pay', 1, same(2000_00, 5), { kind });
    const second = monthly('Pay', 16, same(1960_00, 5), { kind });
    expect(plansOf([...first, ...second])).toEqual(['10 twice a month']);
  });

  it.each<[string, number[], string[]]>([
    ['all but a fifth', [700_00, ...same(1000_00, 3), 600_00], ['5 monthly', '3 monthly']],
    ['less', [700_00, 800_00, ...same(1000_00, 3), 600_00], ['12 twice a month']],
  ])('is seen as two if these explain all but a fifth of the rows: here %s', (_part, amounts, plans) => {
    const rows = [
      ...monthly('Pay', 3, same(2000_00, amounts.length), { category: 'INCOME' }),
      ...monthly('Pay', 18, amounts, { category: 'INCOME' }),
    ];
    expect(plansOf(rows)).toEqual(plans);
  });
});

describe('amounts that differ', () => {
  const monthlyGaps = [31, 28, 31, 30];
  it.each<[string, number[], number[], Partial<Flow>, string[]]>([
    ['weekly by half', [7, 7, 7, 7], [-1000, -1500], {}, ['5 weekly']],
    ['weekly by more', [7, 7, 7, 7], [-1000, -1501], {}, []],
    ['in four months by half', monthlyGaps.slice(1), [-1000, -1500], {}, ['4 monthly']],
    ['in four months by more', monthlyGaps.slice(1), [-1000, -1501], {}, []],
    ['in five months up to four times as much', monthlyGaps, [-1000, -4000], {}, ['5 monthly']],
    ['in five months by more', monthlyGaps, [-1000, -4001], {}, []],
    ['in three weeks by half', [7, 7], [-1000, -1500, -1000], {}, ['3 weekly']],
    ['in three of four weeks by a quarter', [7, 14], [-1000, -1250, -1000], {}, ['3 weekly']],
    ['in three of four weeks by more', [7, 14], [-1000, -1251, -1000], {}, []],
    ['in two years by a quarter', [365], [-1000, -1250], {}, ['2 yearly']],
    ['in two years by more', [365], [-1000, -1251], {}, []],
    ['in weekly pay up to four times as much', [7, 7, 7, 7], [1000, 4000], { kind: 'income' }, ['5 weekly']],
    ['in weekly pay by more', [7, 7, 7, 7], [1000, 4001], { kind: 'income' }, []],
  ])('%s', (_name, gaps, amounts, facts, plans) => {
    expect(plansOf(rowsOn(daysOf(gaps), facts, amounts))).toEqual(plans);
  });
});

/** Purchases of as many amounts, three on a day, from the first of these days to the last. */
function purchases(count: number, days: readonly string[]): Flow[] {
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const span = (Date.parse(last) - Date.parse(first)) / 86_400_000;
  return Array.from({ length: count }, (_, index) =>
    flow({
      name: 'Shop',
      originalName: 'Shop',
      date: addDays(first, Math.floor((Math.floor(index / 3) * 3 * span) / count)),
      amountMinor: -2000 - index * 7,
    }),
  );
}

describe('a subscription among many purchases at the same shop', () => {
  it('is found', () => {
    const others = [1, 5, 6, 11, 19, 20, 28, 37, 41, 53, 66, 71, 72, 88, 99, 120, 141].map((age) =>
      flow({ name: 'Shop', originalName: 'Shop', date: addDays(TODAY, -age), amountMinor: -1000 - age * 37 }),
    );
    const rows = [...others, ...monthly('Shop', 12, same(-1499, 6))];
    expect(found(rows)).toMatchObject([{ cadence: 'monthly', amountMinor: -1499, count: 6 }]);
  });

  it.each<[string, number[], string[]]>([
    ['four times', [31, 28, 31], []],
    ['five times', [31, 28, 31, 30], ['5 monthly']],
    ['five times, and missed once', [31, 28, 61, 31], ['5 monthly']],
    ['for more than a year, and missed twice', [...YEAR.slice(0, 11), 62, 59, 30], []],
    ['nine times, of them once at an odd time', [31, 28, 31, 12, 30, 31, 30, 31], []],
  ])('where it came %s', (_history, gaps, plans) => {
    const days = daysOf(gaps);
    expect(plansOf([...rowsOn(days, {}, [-999]), ...purchases(30, days)])).toEqual(plans);
  });

  it.each<[string, number, string[]]>([
    ['up to two a day', 239, ['5 monthly']],
    ['more', 240, []],
  ])('among %s', (_purchases, count, plans) => {
    const days = daysOf([30, 30, 32, 30]);
    expect(plansOf([...rowsOn(days, {}, [-999]), ...purchases(count, days)])).toEqual(plans);
  });
});

describe('a subscription of four payments', () => {
  it.each<[string, number, string[]]>([
    ['one other purchase', 1, ['4 monthly']],
    ['two other purchases', 2, []],
  ])('beside %s', (_purchases, count, plans) => {
    const days = daysOf([31, 28, 31]);
    expect(plansOf([...rowsOn(days, {}, [-99]), ...purchases(count, days)])).toEqual(plans);
  });
});
