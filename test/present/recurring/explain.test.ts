import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/present/days.ts';
import { flow } from '../samples.ts';
import { found, monthly, same, TODAY } from './rows.ts';

describe('the rows of one merchant', () => {
  it('tells two plans at one merchant apart, on one day', () => {
    const rows = [...monthly('Music', 3, same(-1699, 5)), ...monthly('Music', 3, same(-599, 5))];
    expect(found(rows).map((stream) => [stream.cadence, stream.amountMinor])).toEqual([
      ['monthly', -1699],
      ['monthly', -599],
    ]);
  });

  it('tells two plans half a month apart from one of twice a month', () => {
    const rows = [...monthly('Music', 3, same(-1699, 6)), ...monthly('Music', 18, same(-599, 6))];
    expect(found(rows).map((stream) => [stream.cadence, stream.amountMinor])).toEqual([
      ['monthly', -1699],
      ['monthly', -599],
    ]);
  });

  it('sees a rise in the price of one of two plans', () => {
    const rows = [
      ...monthly('Music', 3, [...same(-999, 6), -1199, -1199]),
      ...monthly('Music', 20, same(-1999, 8)),
    ];
    expect(found(rows).map((stream) => [stream.amountMinor, stream.priceRise?.fromMinor])).toEqual([
      [-1199, -999],
      [-1999, undefined],
    ]);
  });

  it('tells one plan of two people apart by their accounts', () => {
    const rows = [
      ...monthly('Phone', 3, same(-2500, 5), { accountId: 'hers' }),
      ...monthly('Phone', 19, same(-2500, 5), { accountId: 'his' }),
    ];
    expect(found(rows).map((stream) => [stream.cadence, stream.accountId])).toEqual([
      ['monthly', 'hers'],
      ['monthly', 'his'],
    ]);
  });

  it('keeps pay of twice a month whole, when its halves differ a little', () => {
    const rows = [...monthly('Pay', 1, same(2000_00, 5)), ...monthly('Pay', 16, same(1960_00, 5))];
    const pay = rows.map((row) => ({ ...row, kind: 'income' as const }));
    expect(found(pay)).toMatchObject([{ cadence: 'twice a month', count: 10 }]);
  });

  it('finds a subscription among many purchases at the same shop', () => {
    const purchases = [1, 5, 6, 11, 19, 20, 28, 37, 41, 53, 66, 71, 72, 88, 99, 120, 141].map((age) =>
      flow({ name: 'Shop', originalName: 'Shop', date: addDays(TODAY, -age), amountMinor: -1000 - age * 37 }),
    );
    const rows = [...purchases, ...monthly('Shop', 12, same(-1499, 6))];
    expect(found(rows)).toMatchObject([{ cadence: 'monthly', amountMinor: -1499, count: 6 }]);
  });
});
