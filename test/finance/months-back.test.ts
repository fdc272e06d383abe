import { expect, it } from 'vitest';
import { addDays } from '../../src/finance/days.ts';
import { monthsBack } from '../../src/finance/period.ts';

it.each([
  ['3', '2025-09-01'],
  ['6', '2025-06-01'],
  ['12', '2024-12-01'],
  ['24', '2023-12-01'],
])('%s months begin on %s', (months, from) => {
  expect(monthsBack({ months }, '2025-11-03')).toEqual({
    today: '2025-11-03',
    months: Number(months),
    range: { from, to: '2025-11-03' },
  });
});

it.each([undefined, '', '5', '-1', '012', '12e0', '999999', ['24'], { 24: 'x' }])(
  'anything else, such as %j, is a year',
  (months) => {
    expect(monthsBack({ months }, '2025-11-03').months).toBe(12);
  },
);

it('never asks for more than the 730 days that Plaid has', () => {
  for (const today of ['2025-12-31', '2024-12-31', '2028-12-31', '2028-02-29', '2025-01-01']) {
    const { from } = monthsBack({ months: '24' }, today).range;
    expect(from >= addDays(today, -730)).toBe(true);
  }
});
