import { expect, it } from 'vitest';
import { groupRecurring } from '../../../src/present/recurring/groups.ts';
import type { Recurring } from '../../../src/present/recurring.ts';
import { recurring } from './sample.ts';

const services = (kind: string) => ({
  category: 'GENERAL_SERVICES',
  detailedCategory: `GENERAL_SERVICES_${kind}`,
});

it.each<[string, Partial<Recurring>, string]>([
  ['films', {}, 'subscriptions'],
  ['films that became dearer', { smallestMinor: -15_99, priceRise: rise() }, 'subscriptions'],
  ['online storage', services('OTHER_GENERAL_SERVICES'), 'subscriptions'],
  ['insurance', services('INSURANCE'), 'bills'],
  ['rent', { category: 'RENT_AND_UTILITIES' }, 'bills'],
  ['a mortgage', { category: 'LOAN_PAYMENTS' }, 'bills'],
  ['what varies', { smallestMinor: -9_00 }, 'bills'],
  ['wages', { kind: 'income', category: 'INCOME', amountMinor: 100 }, 'pay'],
  ['rent that has ended', { category: 'RENT_AND_UTILITIES', status: 'cancelled', nextDate: null }, 'ended'],
  ['wages that have ended', { kind: 'income', status: 'cancelled', nextDate: null }, 'ended'],
])('%s', (_what, facts, group) => {
  expect(groupRecurring([recurring(facts)]).map(({ id }) => id)).toEqual([group]);
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
