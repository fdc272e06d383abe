import { expect, it } from 'vitest';
import { daysBetween } from '../../src/finance/days.ts';
import { periodOf } from '../../src/finance/period.ts';

const today = '2025-11-22';

it.each([
  ['30', 6, '2025-10-23', '2025-06-01'],
  ['90', 6, '2025-08-24', '2025-06-01'],
  ['180', 6, '2025-05-26', '2025-05-26'],
  ['365', 12, '2024-11-22', '2024-11-22'],
  ['730', 24, '2023-11-23', '2023-11-23'],
])('looks back %s days, over %i months of cash flow', (days, months, spendingFrom, askedFrom) => {
  const period = periodOf({ days }, today);
  expect(period.months).toBe(months);
  expect(period.spending).toEqual({ from: spendingFrom, to: today });
  expect(period.asked).toEqual({ from: askedFrom, to: today });
});

it.each(['', '31', '-1', 'abc', ['30', '90'], undefined])('takes thirty days for %j', (days) => {
  expect(periodOf({ days }, today).days).toBe(30);
});

it.each(['2024-02-29', '2025-01-01', '2025-03-31'])('never asks for more than Plaid has, on %s', (day) => {
  const { asked } = periodOf({ days: '730' }, day);
  expect(daysBetween(asked.from, asked.to)).toBeLessThanOrEqual(730);
});
