/**
 * A person's book laid upon the banks' own rows, written from what is promised of it and without the app's code: every
 * line is compared with every row.
 */

import type { BookLine, CountsAs, Match } from '../../src/finance/book/lines.ts';
import { nameOf } from './probable-pairs.ts';
import type { Books, RawAccount, RawRow } from './raw-books.ts';

/** What a book says of a row, beside what Plaid told. */
export interface OfBook {
  /** The row as Plaid told it. */
  readonly told: RawRow;
  /** What the person says that it counts as. */
  readonly counts?: CountsAs | undefined;
  /** A category in the person's own words: Plaid's still says what the row counts as. */
  readonly ownCategory?: string | undefined;
}

/** The same books with this book's words: the rows of which it says nothing are as they were. */
export function withBook(books: Books, lines: readonly BookLine[]): Books {
  const accounts = new Map(books.accounts.map((account) => [account.account_id, account]));
  const toRow = (row: RawRow) => rowWithBook(row, accounts.get(row.account_id), lines);
  const ownCategories = lines.flatMap((line) =>
    line.kind === 'file' && !isCode(line.category) ? [line.category] : [],
  );
  return { ...books, ownCategories, rows: books.rows.map(toRow), uncounted: books.uncounted.map(toRow) };
}

function rowWithBook(row: RawRow, account: RawAccount | undefined, lines: readonly BookLine[]): RawRow {
  const best = <Line extends { readonly match: Match }>(ofKind: readonly Line[]): Line | undefined =>
    ofKind
      .filter(({ match }) => isMatch(match, row, account))
      .sort((a, b) => mostParticularFirst(a.match, b.match))[0];
  const file = best(lines.filter((line) => line.kind === 'file'));
  const call = best(lines.filter((line) => line.kind === 'call'));
  const count = best(lines.filter((line) => line.kind === 'count'));
  const isName = (name: string) => lines.some((line) => line.kind === 'call' && folded(line.name) === name);
  // Merchants of one name are one, also with one that Plaid calls so.
  const name = folded(call?.name ?? nameOf(row));
  if (!file && !call && !count && !isName(name)) return row;
  const isPlaids = file !== undefined && isCode(file.category);
  return {
    ...row,
    ...(call ? { merchant_name: call.name } : {}),
    ...(isName(name) ? { merchant_entity_id: `called ${name}` } : {}),
    ...(file && isPlaids
      ? { personal_finance_category: { primary: primaryOf(file.category), detailed: file.category } }
      : {}),
    ofBook: {
      told: row,
      counts: count?.countsAs,
      ownCategory: isPlaids ? undefined : file?.category,
    },
  };
}

const isCode = (category: string) => /^[A-Z][A-Z0-9_]+$/.test(category);

/** Plaid's primary categories (plaid.com/documents/transactions-personal-finance-category-taxonomy.csv). */
const PRIMARY = [
  ...['INCOME', 'TRANSFER_IN', 'TRANSFER_OUT', 'LOAN_PAYMENTS', 'LOAN_DISBURSEMENTS', 'BANK_FEES'],
  ...['ENTERTAINMENT', 'FOOD_AND_DRINK', 'GENERAL_MERCHANDISE', 'HOME_IMPROVEMENT', 'MEDICAL'],
  ...['PERSONAL_CARE', 'GENERAL_SERVICES', 'GOVERNMENT_AND_NON_PROFIT', 'TRANSPORTATION', 'TRAVEL'],
  ...['RENT_AND_UTILITIES', 'OTHER'],
];

function primaryOf(category: string): string {
  return PRIMARY.find((id) => category === id || category.startsWith(`${id}_`)) ?? category;
}

/** Whether a row has the words, the direction and the account of a line. */
export function isMatch(
  { text, direction, account: name }: Match,
  row: RawRow,
  account: RawAccount | undefined,
): boolean {
  if (direction === 'in' && !(row.amount < 0)) return false;
  if (direction === 'out' && !(row.amount > 0)) return false;
  if (name !== null && folded(account?.name ?? '') !== folded(name)) return false;
  return hasWords(row, text);
}

/** Whether the words stand whole and one after the other in the merchant's name or in the bank's text. */
export function hasWords(row: RawRow, text: string): boolean {
  const sought = ` ${wordsOf(text).join(' ')} `;
  return textsOf(row.ofBook?.told ?? row).some((one) => one.includes(sought));
}

const known = new WeakMap<RawRow, readonly string[]>();

/** The merchant's name and the bank's text, in words. */
function textsOf(told: RawRow): readonly string[] {
  const before = known.get(told);
  if (before) return before;
  const bankText = [told.original_description, told.name].find((one) => one?.trim()) ?? '';
  const texts = [nameOf(told), bankText].map((one) => ` ${wordsOf(one).join(' ')} `);
  known.set(told, texts);
  return texts;
}

/** Letters and digits; all else parts words. */
export function wordsOf(text: string): string[] {
  return folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Without case and accents. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .trim();
}

/** More words go first, then what names an account, then what names a direction, then by the letters. */
function mostParticularFirst(a: Match, b: Match): number {
  return (
    wordsOf(b.text).length - wordsOf(a.text).length ||
    Number(b.account !== null) - Number(a.account !== null) ||
    Number(b.direction !== null) - Number(a.direction !== null) ||
    (lettersOf(a) < lettersOf(b) ? -1 : 1)
  );
}

function lettersOf({ text, direction, account }: Match): string {
  return [wordsOf(text).join(' '), direction ?? '', folded(account ?? '')].join('\n');
}
