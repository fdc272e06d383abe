import { expect, it } from 'vitest';
import type { CadenceName } from '../../../src/features/recurring/detect/cadence.ts';
import { monthlyAmount, monthlyTotals } from '../../../src/features/recurring/groups.ts';
import { recurring } from './detect/sample.ts';

it.each<[CadenceName, number]>([
  ['weekly', -520_00],
  ['fortnightly', -260_00],
  ['twice a month', -240_00],
  ['monthly', -120_00],
  ['yearly', -10_00],
])('what comes %s is spread over the months of a year', (cadence, amountMinor) => {
  expect(monthlyAmount(recurring({ cadence, amountMinor: -120_00 }))).toEqual({
    amountMinor,
    currency: 'USD',
  });
});

it('rounds to a minor unit, and never to minus zero', () => {
  expect(monthlyAmount(recurring({ cadence: 'yearly', amountMinor: -47_88 })).amountMinor).toBe(-3_99);
  expect(monthlyAmount(recurring({ cadence: 'yearly', amountMinor: -1 })).amountMinor).toBe(0);
});

it('sums what is shown, currency by currency', () => {
  const yearly = recurring({ cadence: 'yearly', amountMinor: -100 });
  const pay = recurring({ kind: 'income', amountMinor: 5000 });
  const abroad = recurring({ currency: 'JPY', amountMinor: -700 });
  expect(monthlyTotals([yearly, yearly, pay, abroad])).toEqual([
    { currency: 'USD', inMinor: 5000, outMinor: -16, netMinor: 4984, count: 3 },
    { currency: 'JPY', inMinor: 0, outMinor: -700, netMinor: -700, count: 1 },
  ]);
});
