/** One transaction as a row of a list. */

import type { CountsAs } from './book/lines.ts';
import { type BookLink, linksOfRow } from './book/links.ts';
import { categoryOf, detailedLabel } from './categories.ts';
import { toQuery } from './filter.ts';
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
  /** Where lines of the book about it begin; none where the row has no word. */
  readonly bookLinks: readonly BookLink[];
  /** Names the posted row that a pending one probably is. */
  readonly probablySameAs: string | null;
  /** What Plaid says, where the person's book says otherwise. */
  readonly told: ToldWords | null;
  /** What it counts as where the person's book says that, such as `Counted as a transfer`. */
  readonly countsAs: string | null;
}

/** A name and a category of Plaid's; null for the one that the book leaves as it is. */
interface ToldWords {
  readonly name: string | null;
  readonly category: string | null;
}

/** The words of a row. */
export function transactionRow(
  transaction: Transaction,
  account: Account | undefined,
  format: Format,
): TransactionRow {
  const { name, originalName, isPending, amountMinor, currency, probablySameAs: posted } = transaction;
  const { told } = transaction;
  const category = categoryOf(transaction.category);
  return {
    payee: name,
    original: originalName === name || originalName === '' ? null : originalName,
    merchantQuery: toQuery({ merchant: [payeeValue(transaction)] }),
    icon: category.icon,
    category: category.label,
    categoryQuery: toQuery({ category: [category.id] }),
    account: account ? accountLabel(account) : null,
    amount: format.flow(transaction),
    isIn: amountMinor > 0,
    isPending,
    bookLinks: linksOfRow([told?.name ?? name, originalName]),
    probablySameAs:
      posted === undefined
        ? null
        : `Probably the same as ${format.flow({ amountMinor: posted.amountMinor, currency })} on ${format.day(posted.date)}`,
    told: toldWords(transaction),
    countsAs: posted === undefined ? countedWords(transaction) : null,
  };
}

function toldWords({ told, name, category, detailedCategory }: Transaction): ToldWords | null {
  if (told === undefined) return null;
  const isRenamed = told.name !== name;
  const isRefiled = told.category !== category || told.detailedCategory !== detailedCategory;
  if (!isRenamed && !isRefiled) return null;
  // Within a category the detailed one tells more than its name again.
  const label =
    told.category === category ? detailedLabel(told.detailedCategory) : categoryOf(told.category).label;
  return { name: isRenamed ? told.name : null, category: isRefiled ? label : null };
}

const COUNTED_WORDS: Readonly<Record<CountsAs, string>> = {
  transfer: 'Counted as a transfer',
  income: 'Counted as income',
  spending: 'Counted as spending',
  nothing: 'Left out of totals',
};

function countedWords({ countsAs }: Transaction): string | null {
  return countsAs === undefined ? null : COUNTED_WORDS[countsAs];
}

function payeeValue({ name, merchantId }: Transaction): string {
  const areDigitsItsOwn = merchantId !== null && /\p{N}/u.test(name);
  return areDigitsItsOwn ? quotedName(name) : looseName(name);
}

/** `Everyday Checking ••0000`. */
export function accountLabel({ name, mask }: Pick<Account, 'name' | 'mask'>): string {
  return mask ? `${name} ••${mask}` : name;
}
