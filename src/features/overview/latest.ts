/** The ten latest transactions of all banks together. */

import type { Format } from '../../finance/format.ts';
import type { Account, Transaction } from '../../finance/model.ts';
import { type DatedRow, transactionRow } from '../../finance/transaction-row.ts';
import { newestFirst } from '../../finance/transactions.ts';

const HOW_MANY = 10;

export interface LatestModel {
  readonly rows: readonly DatedRow[];
}

/** The rows, each with its day unless it is pending. */
export function latestSection(
  transactions: readonly Transaction[],
  accounts: readonly Account[],
  format: Format,
): LatestModel {
  const accountsById = new Map(accounts.map((account) => [account.id, account]));
  return {
    rows: newestFirst(transactions)
      .slice(0, HOW_MANY)
      .map((row) => ({
        ...transactionRow(row, accountsById.get(row.accountId), format),
        day: row.isPending ? null : format.dayHeading(row.date),
      })),
  };
}
