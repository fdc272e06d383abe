import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { totalsOf } from '../../src/finance/totals.ts';

describe('totals', () => {
  it('adds money in and money out, and never two currencies', () => {
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

  it('is empty for nothing', () => {
    expect(totalsOf([])).toEqual([]);
  });

  it('agrees with sums made one currency at a time', () => {
    const amount = fc.record({
      amountMinor: fc.integer({ min: -1e9, max: 1e9 }),
      currency: fc.constantFrom('USD', 'EUR', 'JPY', 'DOGE'),
    });
    fc.assert(
      fc.property(fc.array(amount), (amounts) => {
        const totals = totalsOf(amounts);
        for (const currency of new Set(amounts.map((money) => money.currency))) {
          const own = amounts
            .filter((money) => money.currency === currency)
            .map((m) => BigInt(m.amountMinor));
          const sum = (values: bigint[]) => Number(values.reduce((a, b) => a + b, 0n));
          expect(totals.find((total) => total.currency === currency)).toEqual({
            currency,
            inMinor: sum(own.filter((value) => value > 0n)),
            outMinor: sum(own.filter((value) => value < 0n)),
            netMinor: sum(own),
            count: own.length,
          });
        }
        expect(totals).toHaveLength(new Set(amounts.map((money) => money.currency)).size);
      }),
    );
  });
});
