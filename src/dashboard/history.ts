/** The transactions of all banks together, and whose are missing. */

import type { Account, Transaction } from '../bank/model.ts';
import { type BanksByState, byState } from './gaps.ts';
import type { HistoryReading } from './reading.ts';

export interface KnownHistory extends BanksByState {
  readonly transactions: readonly Transaction[];
  readonly accounts: readonly Account[];
}

/** Resolves when every bank has answered or failed. */
export async function knownHistory(
  banks: readonly Pick<HistoryReading, 'name' | 'history' | 'isGrowing'>[],
): Promise<KnownHistory> {
  const answers = await Promise.all(
    banks.map(async ({ name, history, isGrowing }) => ({
      name,
      outcome: await history,
      isGrowing: await isGrowing,
    })),
  );
  const histories = answers.flatMap(({ outcome }) => (outcome.ok ? [outcome.value] : []));
  return {
    transactions: histories.flatMap(({ transactions }) => transactions),
    accounts: histories.flatMap(({ balances }) => balances.accounts),
    ...byState(
      answers.map(({ name, outcome, isGrowing }) => ({
        name,
        isGrowing,
        error: outcome.ok ? null : outcome.error,
      })),
    ),
  };
}
