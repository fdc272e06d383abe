import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTypedAmount, typedMinor } from '../../src/finance/filter.ts';

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
    ['007', '7'],
    ['0', '0'],
    ['0.05', '0.05'],
    ['', ''],
    ['abc', ''],
    ['12abc', ''],
    ['a1,234', ''],
    ['1,234a', ''],
    ['a1.234,50', ''],
    ['1.234,50a', ''],
    ['a1.234.567', ''],
    ['1.234.567a', ''],
    ['1e5', ''],
    ['.', ''],
    ['1.2.3', ''],
    ['1234567890123', ''],
    ['Infinity', ''],
  ])('"%s" is "%s"', (text, decimal) => {
    expect(parseTypedAmount(text)).toBe(decimal);
  });

  it('read again is itself', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9.,' ]{0,14}$/), (text) => {
        const decimal = parseTypedAmount(text);
        expect(parseTypedAmount(decimal)).toBe(decimal);
      }),
    );
  });

  it('becomes the minor units of any currency, without float error', () => {
    expect(typedMinor('1.10', 'USD')).toBe(110);
    expect(typedMinor('8.2', 'USD')).toBe(820);
    expect(typedMinor('500', 'JPY')).toBe(500);
    expect(typedMinor('0.001', 'KWD')).toBe(1);
    expect(typedMinor('0.5', 'JPY')).toBe(0.5);
  });
});
