/** One transaction as CSV and JSON tell it. */

import type { Transaction } from '../../bank/model.ts';
import { categoryOf } from '../categories.ts';
import { toDecimal } from '../decimal.ts';
import { accountLabel } from '../transaction-row.ts';
import type { ExportBank } from './source.ts';

/** Its fields in the order of the CSV's columns. */
export interface TransactionRecord {
  readonly date: string;
  /** Exact, with a point; money in is positive. */
  readonly amount: `${number}`;
  readonly currency: string;
  readonly payee: string;
  readonly originalText: string;
  readonly category: string;
  readonly account: string;
  readonly bank: string;
  readonly isPending: boolean;
  readonly id: string;
}

/** Makes records of one bank's transactions. */
export function recordsOf({ name, accounts }: ExportBank): (row: Transaction) => TransactionRecord {
  const labels = new Map(accounts.map(({ account }) => [account.id, accountLabel(account)]));
  return (row) => ({
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
