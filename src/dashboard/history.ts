/** The transactions of all banks together, and whose are missing. */

import type { Account, Transaction } from '../bank/bank.ts';
import type { BankReading } from './reading.ts';

export interface KnownHistory {
  readonly transactions: readonly Transaction[];
  readonly accounts: readonly Account[];
  /** Names of banks whose transactions are here. */
  readonly readBanks: readonly string[];
  /** Names of banks, newly linked, whose transactions Plaid is still fetching. */
  readonly preparingBanks: readonly string[];
  /** Names of banks whose transactions could not be read for any other reason. */
  readonly missingBanks: readonly string[];
}

/** Resolves when every bank has answered or failed. */
export async function knownHistory(
  banks: readonly Pick<BankReading, 'name' | 'history'>[],
): Promise<KnownHistory> {
  const read = await Promise.all(banks.map(async ({ name, history }) => ({ name, outcome: await history })));
  const histories = read.flatMap(({ outcome }) => (outcome.ok ? [outcome.value] : []));
  const namesOf = (state: BankState) =>
    read.filter(({ outcome }) => stateOf(outcome) === state).map(({ name }) => name);
  return {
    transactions: histories.flatMap(({ transactions }) => transactions),
    accounts: histories.flatMap(({ balances }) => balances.accounts),
    readBanks: namesOf('read'),
    preparingBanks: namesOf('preparing'),
    missingBanks: namesOf('missing'),
  };
}

type BankState = 'read' | 'preparing' | 'missing';

function stateOf(outcome: Awaited<BankReading['history']>): BankState {
  if (outcome.ok) return 'read';
  return outcome.error.kind === 'not-ready' ? 'preparing' : 'missing';
}
