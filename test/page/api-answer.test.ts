/** How the API writes amounts. */

import { expect, it } from 'vitest';
import { createAmounts } from '../../src/page/api-answer.ts';

it.each([
  [-1240, 'USD', '-12.40'],
  [500, 'JPY', '500'],
  [0, 'KWD', '0.000'],
])('an amount of %d in %s is written in minor units and as a decimal', (amountMinor, currency, decimal) => {
  expect(createAmounts(false).of(amountMinor, currency)).toEqual({ amountMinor, currency, decimal });
});

it('an unknown amount is null, hidden or not', () => {
  expect(createAmounts(false).of(null, 'USD')).toBeNull();
  expect(createAmounts(true).of(null, 'USD')).toBeNull();
});

it('a hidden amount has its currency alone', () => {
  const amounts = createAmounts(true);
  expect(amounts.of(1240, 'USD')).toEqual({ amountMinor: null, currency: 'USD', decimal: null });
  expect([amounts.ratio(0.3), createAmounts(false).ratio(0.3)]).toEqual([null, 0.3]);
});
