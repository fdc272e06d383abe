/** The latest transactions of all banks together. */

import type { Format } from '../../finance/format.ts';
import type { Account, Transaction } from '../../finance/model.ts';
import { transactionRow } from '../../finance/transaction-row.ts';
import { newestFirst } from '../../finance/transactions.ts';

const HOW_MANY = 5;

export interface LatestModel {
  readonly rows: readonly {
    readonly payee: string;
    readonly icon: string;
    /** Its day unless it is pending, account, category, and what the person's book counts it as, each for itself. */
    readonly about: readonly string[];
    readonly isPending: boolean;
    readonly amount: string;
    readonly isIn: boolean;
  }[];
}

/** The rows in short: each is whole on the page of all transactions. */
export function latestSection(
  transactions: readonly Transaction[],
  accounts: readonly Account[],
  format: Format,
): LatestModel {
  const accountsById = new Map(accounts.map((account) => [account.id, account]));
  return {
    rows: newestFirst(transactions)
      .slice(0, HOW_MANY)
      .map((row) => {
        const { payee, icon, isPending, amount, isIn, ...words } = transactionRow(
          row,
          accountsById.get(row.accountId),
          format,
        );
        const { probablySameAs, account, category, countsAs } = words;
        const day = isPending ? null : format.dayHeading(row.date);
        const about = [probablySameAs, day, account, category, countsAs].filter((part) => part !== null);
        return { payee, icon, about, isPending, amount, isIn };
      }),
  };
}
