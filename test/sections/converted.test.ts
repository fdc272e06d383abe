/** What is said of a sum at the person's own rates. */

import { expect, it } from 'vitest';
import type { RateLine } from '../../src/finance/book/lines.ts';
import { createFormat } from '../../src/finance/format.ts';
import { convertedFacts, createAmounts } from '../../src/page/api-answer.ts';
import { convertedLine } from '../../src/sections/converted.ts';

const rate = (from: string, of: string): RateLine => ({ kind: 'rate', from, rate: of, to: 'USD' });
const sums = ['USD', 'EUR', 'JPY', 'KWD'].map((currency) => ({ amountMinor: 100, currency }));
const format = (isHidden: boolean) => createFormat({ locale: 'en-US', isHidden, today: '2025-11-22' });

it('names the rates, and the currencies without one', () => {
  expect(convertedLine(sums, [rate('EUR', '1.10')], format(false))).toEqual({
    ...{ words: 'converted at your rate', amount: '$2.10', rates: ['1 EUR = 1.10 USD'] },
    leftOut: 'Without Japanese Yen and Kuwaiti Dinar: your book has no rate to US Dollar for them.',
  });
  expect(convertedLine(sums, [rate('EUR', '1.1'), rate('JPY', '0.01')], format(false))).toMatchObject({
    ...{ words: 'converted at your rates', amount: '$3.10', rates: ['1 EUR = 1.1 USD', '1 JPY = 0.01 USD'] },
    leftOut: 'Without Kuwaiti Dinar: your book has no rate to US Dollar for it.',
  });
  const every = [rate('EUR', '1'), rate('JPY', '0.01'), rate('KWD', '3')];
  expect(convertedLine(sums, every, format(false))).toMatchObject({ amount: '$3.30', leftOut: null });
});

it('is nothing without a rate, and hidden while amounts are', () => {
  expect(convertedLine(sums, [], format(false))).toBeNull();
  expect(convertedLine(sums, [rate('EUR', '1.1')], format(true))?.amount).toBe('•••••');
});

it('is in the API with its rates as they are written, and no property without one', () => {
  expect(convertedFacts(sums, [], createAmounts(false))).toEqual({});
  expect(convertedFacts(sums, [rate('EUR', '1.10')], createAmounts(false))).toEqual({
    converted: {
      ...{ currency: 'USD', sum: { amountMinor: 210, currency: 'USD', decimal: '2.10' } },
      ...{ rates: [{ from: 'EUR', rate: '1.10', to: 'USD' }], leftOut: ['JPY', 'KWD'] },
    },
  });
  expect(convertedFacts(sums, [rate('EUR', '1.10')], createAmounts(true)).converted?.sum).toEqual({
    ...{ amountMinor: null, currency: 'USD', decimal: null },
  });
});
