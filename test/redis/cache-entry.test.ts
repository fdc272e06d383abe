import { expect, it } from 'vitest';
import type { Transaction } from '../../src/finance/model.ts';
import { fromMetadata, toMetadata } from '../../src/redis/cache-entry.ts';

const transaction: Transaction = {
  id: 'transaction-1',
  accountId: 'account-1',
  date: '2026-05-20',
  amountMinor: -1250,
  currency: 'USD',
  name: 'Corner Bakery',
  originalName: 'POS 4417 CORNER BAKERY JANE DOE',
  merchantId: 'entity-1',
  category: 'FOOD_AND_DRINK',
  detailedCategory: 'FOOD_AND_DRINK_COFFEE',
  isPending: false,
  pendingId: 'transaction-0',
};

it('lets through what is on the list, and nothing else', () => {
  const more = { ...transaction, location: { city: 'Springfield' }, accountOwner: 'Jane Doe' };
  expect(toMetadata(more, 'reference')).toEqual({
    id: 'transaction-1',
    date: '2026-05-20',
    amountMinor: -1250,
    currency: 'USD',
    category: ['FOOD_AND_DRINK', 'FOOD_AND_DRINK_COFFEE'],
    merchant: 'Corner Bakery',
    isPending: false,
    accountReference: 'reference',
  });
});

it('keeps which posted transaction a pending one probably is', () => {
  const probablySameAs = { id: 'transaction-2', date: '2026-05-21', amountMinor: -1250 };
  const pending: Transaction = { ...transaction, isPending: true, probablySameAs };
  expect(toMetadata(pending, 'reference')).toMatchObject({ probablySameAs });
  expect(fromMetadata(toMetadata(pending, 'reference'), 'account-1')).toMatchObject({ probablySameAs });
});

it('makes a transaction again that has everything but what was left out', () => {
  expect(fromMetadata(toMetadata(transaction, 'reference'), 'account-1')).toEqual({
    ...transaction,
    originalName: 'Corner Bakery',
    merchantId: null,
    pendingId: null,
  });
});
