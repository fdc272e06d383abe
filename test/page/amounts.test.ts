import { expect, it } from 'vitest';
import { createAmounts } from '../../src/page/api-amounts.ts';

it.each([
  [-1240, 'USD', '-12.40'],
  [500, 'JPY', '500'],
  [0, 'KWD', '0.000'],
])('tells %d of %s in both forms', (amountMinor, currency, decimal) => {
  expect(createAmounts(false).of(amountMinor, currency)).toEqual({ amountMinor, currency, decimal });
});

it('is null for what is not known, hidden or not', () => {
  expect(createAmounts(false).of(null, 'USD')).toBeNull();
  expect(createAmounts(true).of(null, 'USD')).toBeNull();
});

it('keeps the currency only while amounts are hidden', () => {
  const amounts = createAmounts(true);
  expect(amounts.of(1240, 'USD')).toEqual({ amountMinor: null, currency: 'USD', decimal: null });
  expect([amounts.ratio(0.3), createAmounts(false).ratio(0.3)]).toEqual([null, 0.3]);
});
