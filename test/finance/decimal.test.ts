import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalsOf, toMinorUnits } from '../../src/finance/currency.ts';
import { toDecimal } from '../../src/finance/money.ts';

describe('minor units as decimal text', () => {
  it.each([
    [-1240, 'USD', '-12.40'],
    [5, 'USD', '0.05'],
    [0, 'USD', '0.00'],
    [-0, 'USD', '0.00'],
    [500, 'JPY', '500'],
    [-1, 'JPY', '-1'],
    [1234567, 'KWD', '1234.567'],
    [1, 'DOGE', '0.00000001'],
    [Number.MAX_SAFE_INTEGER, 'USD', '90071992547409.91'],
  ])('writes %d of %s as %s', (amountMinor, currency, text) => {
    expect(toDecimal(amountMinor, currency)).toBe(text);
  });

  it('loses no digit, whatever the amount and the currency', () => {
    const currency = fc.constantFrom('USD', 'JPY', 'KWD', 'CLF', 'BTC');
    fc.assert(
      fc.property(fc.maxSafeInteger(), currency, (amountMinor, code) => {
        const [whole = '', fraction = ''] = toDecimal(amountMinor, code).split('.');
        expect(fraction).toHaveLength(decimalsOf(code));
        expect(BigInt(whole + fraction)).toBe(BigInt(amountMinor));
      }),
    );
  });

  it('is read back as the same amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (amountMinor) => {
        expect(toMinorUnits(Number(toDecimal(amountMinor, 'USD')), 'USD')).toBe(amountMinor);
      }),
    );
  });
});
