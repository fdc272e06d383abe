/** The transactions of all banks together, and whose are missing. */

import type { Account, Transaction } from '../bank/bank.ts';
import { type BanksByState, byState } from './gaps.ts';
import type { BankReading } from './reading.ts';

export interface KnownHistory extends BanksByState {
  readonly transactions: readonly Transaction[];
  readonly accounts: readonly Account[];
}

/** Resolves when every bank has answered or failed. */
export async function knownHistory(
  banks: readonly Pick<BankReading, 'name' | 'history'>[],
): Promise<KnownHistory> {
  const outcomes = await Promise.all(banks.map(({ history }) => history));
  const histories = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  const errors = outcomes.map((outcome) => (outcome.ok ? null : outcome.error));
  return {
    transactions: histories.flatMap(({ transactions }) => transactions),
    accounts: histories.flatMap(({ balances }) => balances.accounts),
    ...byState(banks.map(({ name }, index) => ({ name, error: errors[index] ?? null }))),
  };
}
