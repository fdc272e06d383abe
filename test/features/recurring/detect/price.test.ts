import { describe, expect, it } from 'vitest';
import { priceRise } from '../../../../src/features/recurring/detect/price.ts';
import { flow } from '../../../finance/samples.ts';

const rowsOf = (amounts: number[]) =>
  amounts.map((amountMinor, index) => flow({ amountMinor, date: `2025-0${index + 1}-05` }));

describe('a price rise', () => {
  it('is told with both prices and its first day', () => {
    expect(priceRise(rowsOf([-999, -999, -999, -1199, -1199]))).toEqual({
      fromMinor: -999,
      toMinor: -1199,
      since: '2025-04-05',
    });
  });

  it.each([
    ['the latest of two', [-999, -999, -999, -1199, -1199, -1199, -1399, -1399], -1199],
    ['one after two of the old price', [-999, -999, -1199, -1199], -999],
  ])('is %s', (_name, amounts, fromMinor) => {
    expect(priceRise(rowsOf(amounts))).toMatchObject({ fromMinor, toMinor: amounts.at(-1) });
  });

  it('is seen in its first month', () => {
    expect(priceRise(rowsOf([-999, -999, -999, -1199]))?.since).toBe('2025-04-05');
  });

  it.each([
    ['a price that stays', [-999, -999, -999]],
    ['a price that falls', [-999, -999, -999, -799]],
    ['a bill that varies', [-999, -1020, -980, -1100, -1150]],
    ['a bill that is twice the same', [-999, -1020, -980, -1100, -1100, -1150]],
    ['a rise after one odd month', [-999, -999, -999, -999, -999, -999, -500, -999]],
    ['one row', [-999]],
  ])('is not %s', (_name, amounts) => {
    expect(priceRise(rowsOf(amounts))).toBeNull();
  });
});
