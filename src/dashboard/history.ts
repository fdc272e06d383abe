/** The transactions of all banks together, and whose are missing. */

import type { Account, Transaction } from '../bank/bank.ts';
import type { BankReading } from './reading.ts';

export interface KnownHistory {
  readonly transactions: readonly Transaction[];
  readonly accounts: readonly Account[];
  /** Names of banks whose transactions could not be read. */
  readonly missingBanks: readonly string[];
}

/** Resolves when every bank has answered or failed. */
export async function knownHistory(
  banks: readonly Pick<BankReading, 'name' | 'history'>[],
): Promise<KnownHistory> {
  const outcomes = await Promise.all(banks.map(({ history }) => history));
  const histories = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  return {
    transactions: histories.flatMap(({ transactions }) => transactions),
    accounts: histories.flatMap(({ balances }) => balances.accounts),
    missingBanks: banks.filter((_, index) => !outcomes[index]?.ok).map(({ name }) => name),
  };
}
