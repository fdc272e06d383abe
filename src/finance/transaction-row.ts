/** One transaction as a row of a list. */

import { categoryOf } from './categories.ts';
import type { Format } from './format.ts';
import type { Account, Transaction } from './model.ts';

interface TransactionRow {
  readonly payee: string;
  /** The bank's own text, where it says more than the payee. */
  readonly original: string | null;
  readonly icon: string;
  readonly category: string;
  readonly account: string | null;
  readonly amount: string;
  readonly isIn: boolean;
  readonly isPending: boolean;
  /** Names the posted row that a pending one probably is. */
  readonly probablySameAs: string | null;
}

/** A row as lists print it. */
export interface DatedRow extends TransactionRow {
  /** Null for a pending row, and where the list has a heading for each day. */
  readonly day: string | null;
}

/** The words of a row. */
export function transactionRow(
  transaction: Transaction,
  account: Account | undefined,
  format: Format,
): TransactionRow {
  const { name, originalName, isPending, amountMinor, currency, probablySameAs: posted } = transaction;
  const category = categoryOf(transaction.category);
  return {
    payee: name,
    original: originalName === name || originalName === '' ? null : originalName,
    icon: category.icon,
    category: category.label,
    account: account ? accountLabel(account) : null,
    amount: format.flow(transaction),
    isIn: amountMinor > 0,
    isPending,
    probablySameAs:
      posted === undefined
        ? null
        : `Probably the same as ${format.flow({ amountMinor: posted.amountMinor, currency })} on ${format.day(posted.date)}`,
  };
}

/** `Everyday Checking ••0000`. */
export function accountLabel({ name, mask }: Pick<Account, 'name' | 'mask'>): string {
  return mask ? `${name} ••${mask}` : name;
}
