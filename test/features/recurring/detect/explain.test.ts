import { describe, expect, it } from 'vitest';
import type { Flow } from '../../../../src/finance/flow.ts';
import { daysOf, found, monthly, rowsOn, same } from './rows.ts';

const plansOf = (rows: readonly Flow[]) => found(rows).map(({ cadence, count }) => [cadence, count]);

describe('several plans at one merchant', () => {
  it('are told apart on one day', () => {
    const rows = [...monthly('Music', 3, same(-1699, 5)), ...monthly('Music', 3, same(-599, 5))];
    expect(found(rows).map((stream) => [stream.cadence, stream.amountMinor])).toEqual([
      ['monthly', -1699],
      ['monthly', -599],
    ]);
  });

  it('are told apart, half a month from each other, from one of twice a month', () => {
    const rows = [...monthly('Music', 3, same(-1699, 6)), ...monthly('Music', 18, same(-599, 6))];
    expect(found(rows).map((stream) => [stream.cadence, stream.amountMinor])).toEqual([
      ['monthly', -1699],
      ['monthly', -599],
    ]);
  });

  it('have a rise in price each for itself', () => {
    const rows = [
      ...monthly('Music', 3, [...same(-999, 6), -1199, -1199]),
      ...monthly('Music', 20, same(-1999, 8)),
    ];
    expect(found(rows).map((stream) => [stream.amountMinor, stream.priceRise?.fromMinor])).toEqual([
      [-1199, -999],
      [-1999, undefined],
    ]);
  });

  it('are told apart by the accounts of two people', () => {
    const rows = [
      ...monthly('Phone', 3, same(-2500, 5), { accountId: 'hers' }),
      ...monthly('Phone', 19, same(-2500, 5), { accountId: 'his' }),
    ];
    expect(found(rows).map((stream) => [stream.cadence, stream.accountId])).toEqual([
      ['monthly', 'hers'],
      ['monthly', 'his'],
    ]);
  });
});

describe('one plan', () => {
  it('is followed to a new card', () => {
    const rows = monthly('Films', 7, same(-999, 6)).map((row, index) => ({
      ...row,
      accountId: index < 3 ? 'old' : 'new',
    }));
    expect(found(rows)).toMatchObject([{ accountId: 'new', count: 6, status: 'active' }]);
  });

  it('is followed to a new card, though both were charged on one day', () => {
    const rows = monthly('Films', 7, same(-999, 10));
    const moved = [
      ...rows.slice(0, 5).map((row) => ({ ...row, accountId: 'old' })),
      ...rows.slice(4).map((row) => ({ ...row, accountId: 'new' })),
    ];
    expect(plansOf(moved)).toEqual([['monthly', 11]]);
  });

  it('is followed to another card and back, at another price', () => {
    const rows = monthly('Films', 7, [...same(-999, 6), ...same(-1199, 3)]);
    const moved = rows.map((row, index) => ({
      ...row,
      accountId: [3, 4, 5].includes(index) ? 'other' : 'own',
    }));
    expect(plansOf(moved)).toEqual([['monthly', 9]]);
  });

  it('may be pay of twice a month whose halves differ a little', () => {
    const rows = [...monthly('Pay', 1, same(2000_00, 5)), ...monthly('Pay', 16, same(1960_00, 5))];
    expect(plansOf(rows.map((row) => ({ ...row, kind: 'income' as const })))).toEqual([
      ['twice a month', 10],
    ]);
  });

  it.each<[string, number[], [string, number][]]>([
    [
      'all but a fifth',
      [700_00, ...same(1000_00, 3), 600_00],
      [
        ['monthly', 5],
        ['monthly', 3],
      ],
    ],
    ['less', [700_00, 800_00, ...same(1000_00, 3), 600_00], [['twice a month', 12]]],
  ])('is seen as two only if they explain %s', (_part, amounts, plans) => {
    const rows = [
      ...monthly('Pay', 3, same(2000_00, amounts.length), { category: 'INCOME' }),
      ...monthly('Pay', 18, amounts, { category: 'INCOME' }),
    ];
    expect(plansOf(rows)).toEqual(plans);
  });
});

describe('amounts that differ', () => {
  const monthlyGaps = [31, 28, 31, 30];
  it.each<[string, number[], number[], Partial<Flow>, [string, number][]]>([
    ['weekly by half', [7, 7, 7, 7], [-1000, -1500], {}, [['weekly', 5]]],
    ['weekly by more', [7, 7, 7, 7], [-1000, -1501], {}, []],
    ['in four months by half', monthlyGaps.slice(1), [-1000, -1500], {}, [['monthly', 4]]],
    ['in four months by more', monthlyGaps.slice(1), [-1000, -1501], {}, []],
    ['in five months to the fourfold', monthlyGaps, [-1000, -4000], {}, [['monthly', 5]]],
    ['in five months by more', monthlyGaps, [-1000, -4001], {}, []],
    ['in three weeks by half', [7, 7], [-1000, -1500, -1000], {}, [['weekly', 3]]],
    ['in three of four weeks by a quarter', [7, 14], [-1000, -1250, -1000], {}, [['weekly', 3]]],
    ['in three of four weeks by more', [7, 14], [-1000, -1251, -1000], {}, []],
    ['in two years by a quarter', [365], [-1000, -1250], {}, [['yearly', 2]]],
    ['in two years by more', [365], [-1000, -1251], {}, []],
    ['in weekly pay to the fourfold', [7, 7, 7, 7], [1000, 4000], { kind: 'income' }, [['weekly', 5]]],
    ['in weekly pay by more', [7, 7, 7, 7], [1000, 4001], { kind: 'income' }, []],
  ])('%s', (_name, gaps, amounts, facts, plans) => {
    expect(plansOf(rowsOn(daysOf(gaps), facts, amounts))).toEqual(plans);
  });
});
