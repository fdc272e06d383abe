/** A bank whose every text can be told from anything else. */

import type { Connection } from '../../src/connections/connection.ts';
import type { Transaction } from '../../src/finance/model.ts';

/** Stands in each of its texts. */
export const CANARY = 'Zaunkoenig';
export const AT = new Date('2026-05-20T12:00:00Z');

export const connection: Connection = {
  accessToken: `access-sandbox-${CANARY}`,
  itemId: `item-${CANARY}`,
  userId: 'user',
  institutionId: 'ins_1',
  institutionName: CANARY,
  linkedAt: AT,
};

export function transaction(number: number): Transaction {
  return {
    id: `id-${number}-${CANARY}`,
    accountId: `account-${number % 2}-${CANARY}`,
    date: '2026-05-19',
    amountMinor: -7_431_000 - number,
    currency: 'USD',
    name: `${CANARY} ${number}`,
    originalName: `original ${CANARY}`,
    merchantId: CANARY,
    category: 'TRAVEL',
    detailedCategory: 'TRAVEL_FLIGHTS',
    isPending: false,
    pendingId: null,
  };
}

/** So many of its transactions, as a copy is made of them. */
export const source = (count: number) => ({
  from: '2026-01-01',
  at: AT,
  transactions: Array.from({ length: count }, (_, index) => transaction(index)),
});
