/** One transaction as a row of a list. */

import { categoryOf } from './categories.ts';
import { parseFilter, toQuery } from './filter.ts';
import type { Format } from './format.ts';
import { looseName, quotedName } from './merchant-names.ts';
import type { Account, Transaction } from './model.ts';

/** A row as lists print it. */
export interface TransactionRow {
  readonly payee: string;
  /** The bank's own text, where it says more than the payee. */
  readonly original: string | null;
  /** Of the address of all that has this payee: with its digits where Plaid knows it, which leaves store numbers out. */
  readonly merchantQuery: string;
  readonly icon: string;
  readonly category: string;
  /** Of the address of all in this category. */
  readonly categoryQuery: string;
  readonly account: string | null;
  readonly amount: string;
  readonly isIn: boolean;
  readonly isPending: boolean;
  /** Names the posted row that a pending one probably is. */
  readonly probablySameAs: string | null;
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
    merchantQuery: toQuery({ ...parseFilter({}), merchant: [payeeValue(transaction)] }),
    icon: category.icon,
    category: category.label,
    categoryQuery: toQuery({ ...parseFilter({}), category: [category.id] }),
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

function payeeValue({ name, merchantId }: Transaction): string {
  const areDigitsItsOwn = merchantId !== null && /\p{N}/u.test(name);
  return areDigitsItsOwn ? quotedName(name) : looseName(name);
}

/** `Everyday Checking ••0000`. */
export function accountLabel({ name, mask }: Pick<Account, 'name' | 'mask'>): string {
  return mask ? `${name} ••${mask}` : name;
}
