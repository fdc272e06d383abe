/** Amounts as people type them, and as pages write them. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../src/finance/locale.ts';
import { formatMoney } from '../../src/finance/money.ts';
import { parseTypedAmount, typedMinor } from '../../src/finance/typed-amount.ts';

/** Currencies that have a sign, a code, or letters in one locale or another, by their decimals. */
const DECIMALS: Readonly<Record<string, number>> = {
  ...{ USD: 2, EUR: 2, GBP: 2, CAD: 2, AUD: 2, INR: 2, CHF: 2, BRL: 2, MXN: 2, CNY: 2, SGD: 2, BBD: 2 },
  ...{ SEK: 2, NOK: 2, DKK: 2, PLN: 2, SCR: 2, JPY: 0, CLP: 0, ISK: 0, XAF: 0, XOF: 0, XPF: 0 },
  ...{ KWD: 3, BHD: 3, CLF: 4 },
};

describe('a typed amount', () => {
  it.each([
    ['12.40', '12.40'],
    ['$12.40', '12.40'],
    ['−12.4', '12.4'],
    ['12,40 €', '12.40'],
    ['1,234.50', '1234.50'],
    ['1.234,50', '1234.50'],
    ['1,234', '1234'],
    ['1.234', '1.234'],
    ['1.234.567', '1234567'],
    ['12,345', '12345'],
    ['1,234,567', '1234567'],
    ['12.345,50', '12345.50'],
    ['1.234.567,50', '1234567.50'],
    ['12.345.678', '12345678'],
    ['1005', '1005'],
    ['1 234,50', '1234.50'],
    ['1’234.50', '1234.50'],
    ['$1,23,456.00', '123456.00'],
    ['12,34,567', '1234567'],
    ['99,99,99,99,99,999.99', '9999999999999.99'],
    ['US$12.40', '12.40'],
    ['CA$1,234.50', '1234.50'],
    ['R$ 12,40', '12.40'],
    ['12,40 $ US', '12.40'],
    ['12,40 £GB', '12.40'],
    ['€ −12,40', '12.40'],
    ['12,40 kr', '12.40'],
    ['12,40 kr.', '12.40'],
    ['12,40 zł', '12.40'],
    ['CHF 1’234.50', '1234.50'],
    ['12.40 USD', '12.40'],
    ['$12.40 USD', '12.40'],
    // A page writes pesos and yen so where a point stands between thousands, and dinars with three decimals.
    ['$1.234', '1234'],
    ['1.234 ¥', '1234'],
    ['1.234,50 €', '1234.50'],
    ['0.500 €', '0.500'],
    ['KWD 1.234', '1.234'],
    ['1,234 KWD', '1.234'],
    ['0,500', '0.500'],
    ['007', '7'],
    ['0', '0'],
    ['0.05', '0.05'],
  ])('"%s" is "%s"', (text, decimal) => {
    expect(parseTypedAmount(text)).toBe(decimal);
  });

  it.each([
    ...['', 'abc', '12abc', 'a1,234', '1,234a', 'a1.234,50', '1.234,50a'],
    ...['a1.234.567', '1.234.567a', '1e5', '.', '1.2.3', '1234567890123456', 'Infinity'],
    ...['12 abc', '12 abc def', 'abc 12', 'gym $12.40', '$12.40 gym', '12 $ gym', 'KFC 12', '7 ELEVEN'],
    ...['1,2,3', '1,23,45', '123,45,678', '1,234,56', '0,12,345', '$', 'US$', 'kr', '1$2'],
  ])('"%s" is none', (text) => {
    expect(parseTypedAmount(text)).toBe('');
  });

  it('is read as what it is wherever a page writes it', () => {
    const currency = fc.constantFrom(...Object.keys(DECIMALS));
    const digitCount = fc.integer({ min: 0, max: 10 });
    const anyWhole = digitCount.chain((count) => fc.integer({ min: 0, max: 10 ** count }));
    const anyFraction = fc.stringMatching(/^\d{4}$/);
    fc.assert(
      fc.property(
        fc.constantFrom(...LOCALES),
        currency,
        anyWhole,
        anyFraction,
        fc.constantFrom(1, -1),
        (locale, code, whole, digits, sign) => {
          const fraction = digits.slice(0, DECIMALS[code]);
          const amountMinor = sign * Number(`${whole}${fraction}`);
          const text = formatMoney({ amountMinor, currency: code }, locale, 'exceptZero');
          const decimal = fraction === '' ? `${whole}` : `${whole}.${fraction}`;
          // Some browsers copy a space that keeps words together as one that does not.
          for (const copied of [text, text.replaceAll(/\s/g, ' ')]) {
            expect(parseTypedAmount(copied), `${locale}: ${copied}`).toBe(decimal);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('is the same when it is read again', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9.,' ]{0,14}$/), (text) => {
        const decimal = parseTypedAmount(text);
        expect(parseTypedAmount(decimal)).toBe(decimal);
      }),
    );
  });

  it('is in minor units of any currency, without a rounding error', () => {
    expect(['1.10', '8.2'].map((text) => typedMinor(text, 'USD'))).toEqual([110, 820]);
    expect(['500', '0.5'].map((text) => typedMinor(text, 'JPY'))).toEqual([500, 0.5]);
    expect(typedMinor('0.001', 'KWD')).toBe(1);
  });
});
