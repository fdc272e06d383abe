import { expect, it } from 'vitest';
import { createFormat } from '../../src/finance/format.ts';
import { accountUsage, usageOf } from '../../src/sections/usage.ts';
import { account } from '../finance/samples.ts';

const format = createFormat({ locale: 'en-US', isHidden: false, today: '2025-11-22' });
const limit = { limitMinor: 1000_00, currency: 'USD' };

it.each([
  [0, 0, false],
  [0.29, 29, false],
  [0.3, 30, true],
  [1.5, 100, true],
])('the usage %d of a limit is a bar of %d%%, and high: %s', (ratio, width, isHigh) => {
  expect(usageOf({ ratio, ...limit }, format)).toMatchObject({ width, isHigh });
});

it('the usage of a limit is told in words', () => {
  expect(usageOf({ ratio: 0.34, ...limit }, format)?.text).toBe('34% of $1,000.00 used');
});

it('the usage of a limit is null while amounts are hidden', () => {
  expect(usageOf({ ratio: 0.34, ...limit }, { ...format, isHidden: true })).toBeNull();
});

it('the usage of a card is of its own limit, and null where that cannot be told', () => {
  const card = account({ type: 'credit', balanceMinor: -340_00, limitMinor: 1_000_00 });
  expect(accountUsage(card, format)?.text).toBe('34% of $1,000.00 used');
  expect(accountUsage({ ...card, limitMinor: null }, format)).toBeNull();
  expect(accountUsage(card, { ...format, isHidden: true })).toBeNull();
});
