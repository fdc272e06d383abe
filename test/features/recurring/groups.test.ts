/** The groups of what recurs, and what each payment is in an average month. */

import { expect, it } from 'vitest';
import type { CadenceName } from '../../../src/features/recurring/detect/cadence.ts';
import type { Recurring } from '../../../src/features/recurring/detect/detect.ts';
import {
  groupRecurring,
  monthlyAmount,
  monthlyTotals,
  yearlyTotals,
} from '../../../src/features/recurring/groups.ts';
import { recurring } from './detect/sample.ts';

const services = (kind: string) => ({
  category: 'GENERAL_SERVICES',
  detailedCategory: `GENERAL_SERVICES_${kind}`,
});
const rise = { fromMinor: -15_99, toMinor: -17_99, since: '2025-09-07' };
const ended = { status: 'cancelled', nextDate: null } as const;

it.each<[string, string, Partial<Recurring>]>([
  ['films', 'Subscriptions', {}],
  ['films that became dearer', 'Subscriptions', { smallestMinor: -15_99, priceRise: rise }],
  ['online storage', 'Subscriptions', services('OTHER_GENERAL_SERVICES')],
  ['insurance', 'Bills', services('INSURANCE')],
  ['rent', 'Bills', { category: 'RENT_AND_UTILITIES' }],
  ['a mortgage', 'Bills', { category: 'LOAN_PAYMENTS' }],
  ['the fee of an account', 'Bills', { category: 'BANK_FEES' }],
  ['a health plan', 'Bills', { category: 'MEDICAL' }],
  ['taxes', 'Bills', { category: 'GOVERNMENT_AND_NON_PROFIT' }],
  ['an amount that varies', 'Other regular payments', { smallestMinor: -9_00 }],
  ['rent that varies', 'Bills', { category: 'RENT_AND_UTILITIES', smallestMinor: -9_00 }],
  ['wages', 'Income', { kind: 'income', category: 'INCOME', amountMinor: 100 }],
  ['rent that has ended', 'Seem to have ended', { category: 'RENT_AND_UTILITIES', ...ended }],
  ['wages that have ended', 'Seem to have ended', { kind: 'income', ...ended }],
])('%s: the group is %s', (_what, group, facts) => {
  expect(groupRecurring([recurring(facts)]).map(({ title }) => title)).toEqual([group]);
});

it('groups and members keep their order, and empty groups are left out', () => {
  const rent = recurring({ name: 'Rent', category: 'RENT_AND_UTILITIES' });
  const films = recurring({ name: 'Films' });
  const music = recurring({ name: 'Music' });
  const wages = recurring({ name: 'Wages', kind: 'income' });
  expect(groupRecurring([films, rent, music, wages]).map(({ members }) => members)).toEqual([
    [wages],
    [rent],
    [films, music],
  ]);
});

it.each<[CadenceName, number]>([
  ['weekly', -520_00],
  ['every two weeks', -260_00],
  ['twice a month', -240_00],
  ['monthly', -120_00],
  ['yearly', -10_00],
])('what comes %s is spread over the months of a year', (cadence, amountMinor) => {
  expect(monthlyAmount(recurring({ cadence, amountMinor: -120_00 }))).toEqual({
    amountMinor,
    currency: 'USD',
  });
});

it('a monthly amount is rounded to a minor unit, and is never minus zero', () => {
  expect(monthlyAmount(recurring({ cadence: 'yearly', amountMinor: -47_88 })).amountMinor).toBe(-3_99);
  expect(monthlyAmount(recurring({ cadence: 'yearly', amountMinor: -1 })).amountMinor).toBe(0);
});

it('monthly totals are the sums of what is shown, currency by currency', () => {
  const yearly = recurring({ cadence: 'yearly', amountMinor: -100 });
  const pay = recurring({ kind: 'income', amountMinor: 5000 });
  const abroad = recurring({ currency: 'JPY', amountMinor: -700 });
  expect(monthlyTotals([yearly, yearly, pay, abroad])).toEqual([
    { currency: 'USD', inMinor: 5000, outMinor: -16, netMinor: 4984, count: 3 },
    { currency: 'JPY', inMinor: 0, outMinor: -700, netMinor: -700, count: 1 },
  ]);
});

it('yearly totals are the latest amounts as often as they come, not twelve rounded months', () => {
  const yearly = recurring({ cadence: 'yearly', amountMinor: -100_00 });
  const weekly = recurring({ cadence: 'weekly', amountMinor: -1 });
  expect(yearlyTotals([yearly, weekly])).toMatchObject([{ currency: 'USD', outMinor: -100_52 }]);
});
