/** The source of an export, whose rows come page by page; and one transaction as CSV and JSON write it. */

import { asTold } from '../../../finance/book/apply.ts';
import { categoryOf } from '../../../finance/categories.ts';
import { flowKind } from '../../../finance/flow.ts';
import type { Account, DayRange, Transaction } from '../../../finance/model.ts';
import { toDecimal } from '../../../finance/money.ts';
import { accountLabel } from '../../../finance/transaction-row.ts';

export interface ExportSource {
  readonly range: DayRange;
  readonly madeAt: Date;
  readonly banks: readonly ExportBank[];
  /** Names of banks that the reader has left out, since they could not be read. */
  readonly missingBanks: readonly string[];
  /** Whether a person's book changes what it shows, so that CSV and JSON write what was told beside it. */
  readonly hasBook: boolean;
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

/** What they write of it beside that where there is a book: what it counts as, and what it is without the book. */
export type ToldRecord = ReturnType<ReturnType<typeof toldRecordsOf>>;

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

/** Makes records of what the person's book may change, as it is with the book and without. */
export function toldRecordsOf({ accounts }: ExportBank) {
  const accountsById = new Map(accounts.map(({ account }) => [account.id, account]));
  return (row: Transaction) => {
    const told = asTold(row);
    const account = accountsById.get(row.accountId);
    return {
      countsAs: flowKind(row, account),
      told: {
        payee: told.name,
        category: categoryOf(told.category).label,
        countsAs: flowKind(told, account),
      },
    };
  };
}
