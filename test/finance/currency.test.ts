import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currencyName, decimalsOf, isOfficialCurrency, toMinorUnits } from '../../src/finance/currency.ts';

describe('the decimals of a currency', () => {
  it.each([
    ['USD', 2],
    ['EUR', 2],
    ['JPY', 0],
    ['KRW', 0],
    ['ISK', 0],
    ['KWD', 3],
    ['TND', 3],
    ['CLF', 4],
    ['DOGE', 8],
    ['', 8],
  ])('%s has %d', (code, decimals) => {
    expect(decimalsOf(code)).toBe(decimals);
  });
});

it('a currency is official where its code is one of ISO 4217', () => {
  expect(['USD', 'BTC', 'usd'].map(isOfficialCurrency)).toEqual([true, false, false]);
});

it('an official currency has a name, and any other has its code for one', () => {
  const names = ['USD', 'KWD', 'DOGE', 'QQQ', ''].map(currencyName);
  expect(names).toEqual(['US Dollar', 'Kuwaiti Dinar', 'DOGE', 'QQQ', '']);
});

describe('an amount in minor units', () => {
  it.each([
    [12.4, 'USD', 1240],
    [-12.4, 'USD', -1240],
    [19.99, 'USD', 1999],
    [1.005, 'USD', 101],
    [-1.005, 'USD', -101],
    [0.1 + 0.2, 'USD', 30],
    [8.345, 'USD', 835],
    [1500, 'JPY', 1500],
    [1500.5, 'JPY', 1501],
    [1.2345, 'KWD', 1235],
    [1e-8, 'BTC', 1],
    [1e-9, 'BTC', 0],
  ])('of %d %s is %d', (amount, code, minor) => {
    expect(toMinorUnits(amount, code)).toBe(minor);
  });

  it('is never minus zero', () => {
    expect(toMinorUnits(-0, 'USD')).toBe(0);
    expect(toMinorUnits(-0.001, 'USD')).toBe(0);
  });

  it.each([
    [Number.NaN, 'USD'],
    [Number.POSITIVE_INFINITY, 'USD'],
    [Number.NEGATIVE_INFINITY, 'USD'],
    [1e300, 'USD'],
    [1e21, 'XXXX'],
  ])('of %d %s does not exist', (amount, code) => {
    expect(() => toMinorUnits(amount, code)).toThrow(RangeError);
  });

  it('is exact for every amount of whole cents', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e13, max: 1e13 }), (cents) => {
        expect(toMinorUnits(cents / 100, 'USD')).toBe(cents === 0 ? 0 : cents);
      }),
    );
  });

  it('has the same size for money in and for money out', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e9, noNaN: true }), (amount) => {
        const minor = toMinorUnits(amount, 'USD');
        expect(toMinorUnits(-amount, 'USD')).toBe(minor === 0 ? 0 : -minor);
      }),
    );
  });
});
