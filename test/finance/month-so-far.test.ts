/** A sum beside that of the same days before. */

import { expect, it } from 'vitest';
import { createFormat } from '../../src/finance/format.ts';
import { comparison } from '../../src/finance/month-so-far.ts';

const words = (isHidden: boolean) => createFormat({ locale: 'en-US', isHidden, today: '2025-11-22' });
const DAYS = 'in the same days of October';

it.each([
  [92_00, 'The same as in the same days of October'],
  [92_01, '$0.01 more than in the same days of October: $92.00'],
  [80_00, '$12.00 less than in the same days of October: $92.00'],
])('of %i is told against 92.00 as: %s', (nowMinor, told) => {
  expect(comparison(nowMinor, { amountMinor: 92_00, currency: 'USD' }, DAYS, words(false))).toBe(told);
});

it('tells neither the sign nor the size while amounts are hidden', () => {
  const told = [1_00, 92_00, 95_00].map((nowMinor) =>
    comparison(nowMinor, { amountMinor: 92_00, currency: 'USD' }, DAYS, words(true)),
  );
  expect(new Set(told)).toEqual(new Set(['••••• in the same days of October']));
});
