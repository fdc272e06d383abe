import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupBy, groupByCurrency } from '../../src/finance/group-by.ts';
import { totalsOf } from '../../src/finance/totals.ts';

describe('totals', () => {
  it('are of money in and money out, of each currency by itself', () => {
    const amounts = [
      { amountMinor: -500, currency: 'EUR' },
      { amountMinor: 1000, currency: 'USD' },
      { amountMinor: -250, currency: 'USD' },
    ];
    expect(totalsOf(amounts)).toEqual([
      { currency: 'USD', inMinor: 1000, outMinor: -250, netMinor: 750, count: 2 },
      { currency: 'EUR', inMinor: 0, outMinor: -500, netMinor: -500, count: 1 },
    ]);
  });

  it('are none for no rows', () => {
    expect(totalsOf([])).toEqual([]);
  });

  it('agree with sums made one currency at a time', () => {
    const amount = fc.record({
      amountMinor: fc.integer({ min: -1e9, max: 1e9 }),
      currency: fc.constantFrom('USD', 'EUR', 'JPY', 'DOGE'),
    });
    fc.assert(
      fc.property(fc.array(amount), (amounts) => {
        const sum = (values: bigint[]) => Number(values.reduce((a, b) => a + b, 0n));
        const expected = [...new Set(amounts.map(({ currency }) => currency))].map((currency) => {
          const own = amounts.filter((money) => money.currency === currency);
          const values = own.map(({ amountMinor }) => BigInt(amountMinor));
          return {
            currency,
            inMinor: sum(values.filter((value) => value > 0n)),
            outMinor: sum(values.filter((value) => value < 0n)),
            netMinor: sum(values),
            count: own.length,
          };
        });
        expect(new Set(totalsOf(amounts))).toEqual(new Set(expected));
      }),
    );
  });
});

describe('groups', () => {
  it('keep the order of keys and of rows', () => {
    expect([...groupBy([3, 1, 4, 6], (n) => n % 2)]).toEqual([
      [1, [3, 1]],
      [0, [4, 6]],
    ]);
  });

  it('of currencies have the most used one first, then go by code', () => {
    const rows = ['JPY', 'EUR', 'USD', 'USD'].map((currency) => ({ currency }));
    const groups = groupByCurrency(rows).map((group) => `${group.rows.length} ${group.currency}`);
    expect(groups).toEqual(['2 USD', '1 EUR', '1 JPY']);
  });
});
