import { expect, it } from 'vitest';
import type { Recurring } from '../../../src/features/recurring/detect/detect.ts';
import { groupRecurring } from '../../../src/features/recurring/groups.ts';
import { recurring } from './detect/sample.ts';

const services = (kind: string) => ({
  category: 'GENERAL_SERVICES',
  detailedCategory: `GENERAL_SERVICES_${kind}`,
});

it.each<[string, Partial<Recurring>, string]>([
  ['films', {}, 'Subscriptions'],
  ['films that became dearer', { smallestMinor: -15_99, priceRise: rise() }, 'Subscriptions'],
  ['online storage', services('OTHER_GENERAL_SERVICES'), 'Subscriptions'],
  ['insurance', services('INSURANCE'), 'Bills'],
  ['rent', { category: 'RENT_AND_UTILITIES' }, 'Bills'],
  ['a mortgage', { category: 'LOAN_PAYMENTS' }, 'Bills'],
  ['the fee of an account', { category: 'BANK_FEES' }, 'Bills'],
  ['a health plan', { category: 'MEDICAL' }, 'Bills'],
  ['taxes', { category: 'GOVERNMENT_AND_NON_PROFIT' }, 'Bills'],
  ['what varies', { smallestMinor: -9_00 }, 'Bills'],
  ['wages', { kind: 'income', category: 'INCOME', amountMinor: 100 }, 'Pay'],
  [
    'rent that has ended',
    { category: 'RENT_AND_UTILITIES', status: 'cancelled', nextDate: null },
    'Seems to have ended',
  ],
  ['wages that have ended', { kind: 'income', status: 'cancelled', nextDate: null }, 'Seems to have ended'],
])('%s', (_what, facts, group) => {
  expect(groupRecurring([recurring(facts)]).map(({ title }) => title)).toEqual([group]);
});

it('keeps groups and members in their order and leaves empty groups out', () => {
  const rent = recurring({ name: 'Rent', category: 'RENT_AND_UTILITIES' });
  const films = recurring({ name: 'Films' });
  const music = recurring({ name: 'Music' });
  expect(groupRecurring([rent, films, music]).map(({ members }) => members)).toEqual([
    [films, music],
    [rent],
  ]);
});

function rise() {
  return { fromMinor: -15_99, toMinor: -17_99, since: '2025-09-07' };
}
