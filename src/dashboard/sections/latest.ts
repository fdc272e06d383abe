/** The ten latest transactions of all banks together. */

import type { Format } from '../../present/format.ts';
import { transactionRow } from '../../present/transaction-row.ts';
import { newestFirst, withoutPendingTwins } from '../../present/transactions.ts';
import type { KnownHistory } from '../history.ts';

const HOW_MANY = 10;

/** The rows, and the banks whose transactions are missing. */
export function latestSection(
  { transactions, accounts, missingBanks }: KnownHistory,
  format: Format,
): object {
  const rows = newestFirst(withoutPendingTwins(transactions)).slice(0, HOW_MANY);
  const accountsById = new Map(accounts.map((account) => [account.id, account]));
  return {
    rows: rows.map((row) => ({
      ...transactionRow(row, accountsById.get(row.accountId), format),
      day: row.isPending ? null : format.dayHeading(row.date),
    })),
    missingBanks,
  };
}
