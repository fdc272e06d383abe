/** Balances of banks, for tests of what is made from them. */

import type { Account } from '../../src/finance/model.ts';
import type { BankBalances } from '../../src/reading/balances.ts';

export function live(name: string, accounts: Account[]): BankBalances {
  return { id: name, name, balances: { accounts, source: 'live' }, asOf: null, error: null, wasAsked: true };
}

export function copy(name: string, accounts: Account[], asOf: Date | null): BankBalances {
  return { id: name, name, balances: { accounts, source: 'cached' }, asOf, error: null, wasAsked: true };
}
