/** The transactions of all banks together, which banks are missing, and how old the oldest cache entry is. */

import type { Account, Transaction } from '../finance/model.ts';
import { type BanksByStatus, groupByStatus } from './missing-banks.ts';
import type { HistoryReading } from './reading.ts';

export interface KnownHistory extends BanksByStatus {
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
    ...groupByStatus(
      answers.map(({ name, outcome, isGrowing }) => ({
        name,
        isGrowing,
        error: outcome.ok ? null : outcome.error,
      })),
    ),
  };
}

/** The moment, as far as banks have answered; null where all of them were asked themselves. */
export function cacheAge(banks: readonly Pick<HistoryReading, 'history'>[]): () => Date | null {
  let oldest: Date | null = null;
  for (const { history } of banks) {
    history.then((known) => {
      const copiedAt = known.ok ? known.value.copiedAt : undefined;
      if (copiedAt && (oldest === null || copiedAt < oldest)) oldest = copiedAt;
    });
  }
  return () => oldest;
}
