import { expect, it } from 'vitest';
import { formatShortMoney } from '../../src/finance/short-money.ts';

it.each([
  ['en-US', 'USD', 250_000, '$2.5K'],
  ['en-US', 'USD', -30_000, '−$300'],
  ['en-US', 'USD', 0, '$0'],
  ['de-DE', 'EUR', 250_000, '2500 €'],
  ['en-US', 'JPY', 1_250_000, '¥1.25M'],
  ['en-US', 'DOGE', 250_000_000_000, '2.5K DOGE'],
])('is short in %s, %s', (locale, currency, amountMinor, text) => {
  const short = formatShortMoney({ amountMinor, currency }, locale);
  expect(short.replaceAll(/[\u00a0\u202f]/g, ' ')).toBe(text);
});
