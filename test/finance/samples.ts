/** Accounts, transactions and flows for tests: give only the facts that the test is about. */

import { type Flow, type FlowKind, flowKind } from '../../src/finance/flow.ts';
import type { Account, Transaction } from '../../src/finance/model.ts';

let nextId = 1;

export function transaction(facts: Partial<Transaction> = {}): Transaction {
  const category = facts.category ?? 'FOOD_AND_DRINK';
  return {
    id: `transaction-${nextId++}`,
    accountId: 'checking',
    date: '2025-11-03',
    amountMinor: -1240,
    currency: 'USD',
    name: 'Blue Heron Coffee',
    originalName: 'SQ *BLUE HERON COFFEE 0423',
    merchantId: null,
    category,
    detailedCategory: category,
    isPending: false,
    pendingId: null,
    ...facts,
  };
}

export function account(facts: Partial<Account> = {}): Account {
  return {
    id: 'checking',
    name: 'Everyday',
    officialName: null,
    mask: '1234',
    type: 'depository',
    subtype: 'checking',
    currency: 'USD',
    balanceMinor: 100_00,
    availableMinor: null,
    limitMinor: null,
    ...facts,
  };
}

/** A flow of the kind its facts make it, on a checking account. */
export function flow(facts: Partial<Transaction> & { kind?: FlowKind } = {}): Flow {
  const row = transaction(facts);
  return { ...row, kind: facts.kind ?? flowKind(row, account()) };
}
