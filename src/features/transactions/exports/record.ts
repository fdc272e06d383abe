/** The source of an export, whose rows come page by page; and one transaction as CSV and JSON write it. */

import { categoryOf } from '../../../finance/categories.ts';
import type { Account, DayRange, Transaction } from '../../../finance/model.ts';
import { toDecimal } from '../../../finance/money.ts';
import { accountLabel } from '../../../finance/transaction-row.ts';

export interface ExportSource {
  readonly range: DayRange;
  readonly madeAt: Date;
  readonly banks: readonly ExportBank[];
  /** Names of banks that the reader has left out, since they could not be read. */
  readonly missingBanks: readonly string[];
}

export interface ExportBank {
  readonly name: string;
  /** Plaid's, such as `ins_109508`. */
  readonly institutionId: string | null;
  /** Either their rows are read or those of the bank, and once. */
  readonly accounts: readonly ExportAccount[];
  /** Of all its accounts, newest first; pending ones last. */
  rows(): AsyncIterable<readonly Transaction[]>;
}

export interface ExportAccount {
  readonly account: Account;
  /** What is posted on it in its own currency, newest first. */
  rows(): AsyncIterable<readonly Transaction[]>;
}

/** A file format: the text of a whole file in pieces. */
export type WriteExport = (source: ExportSource) => AsyncIterable<string>;

/** What CSV and JSON write of a transaction. */
export type TransactionRecord = ReturnType<ReturnType<typeof recordsOf>>;

/** Makes records of one bank's transactions: their fields in the order of the CSV's columns, amounts exact. */
export function recordsOf({ name, accounts }: ExportBank) {
  const labels = new Map(accounts.map(({ account }) => [account.id, accountLabel(account)]));
  return (row: Transaction) => ({
    date: row.date,
    amount: toDecimal(row.amountMinor, row.currency),
    currency: row.currency,
    payee: row.name,
    originalText: row.originalName,
    category: categoryOf(row.category).label,
    account: labels.get(row.accountId) ?? '',
    bank: name,
    isPending: row.isPending,
    id: row.id,
  });
}
