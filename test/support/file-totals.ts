/** The rows of the four files, with the book's words and what was told beside them, compared with the raw books. */

import { expect } from 'vitest';
import type { Client } from './client.ts';
import { nameOf } from './probable-pairs.ts';
import { type Books, categoryOf, currencyOf, exact, kindOf, movement, type RawRow } from './raw-books.ts';
import { formulasIn, readCells } from './spreadsheet.ts';

interface File {
  readonly client: Client;
  readonly books: Books;
  /** Of the address. */
  readonly query: string;
  /** Whether the person has a book. */
  readonly hasBook: boolean;
  readonly isWanted: (row: RawRow) => boolean;
}

/** Categories that are called something else than their code says. */
const LABELS: Readonly<Record<string, string>> = {
  LOAN_DISBURSEMENTS: 'Borrowed money',
  GENERAL_MERCHANDISE: 'Shopping',
  HOME_IMPROVEMENT: 'Home',
  MEDICAL: 'Health',
  GENERAL_SERVICES: 'Services',
  GOVERNMENT_AND_NON_PROFIT: 'Taxes and giving',
  TRANSPORTATION: 'Transport',
};

/** A category as it is written for people: their own words as they are. */
function wordsOfCategory(category: string): string {
  if (!/^[A-Z_]+$/.test(category)) return category;
  const words = category.toLowerCase().replaceAll('_', ' ');
  return LABELS[category] ?? words.replace(/^./, (first) => first.toUpperCase());
}

/** What one row is to be in CSV and JSON. */
function factsOf(row: RawRow, { books, hasBook }: File) {
  const { told = row } = row.ofBook ?? {};
  const facts = [
    ...[row.transaction_id, row.date, currencyOf(row), `${movement(row)}`, row.pending],
    ...[nameOf(row), wordsOfCategory(categoryOf(row))],
  ];
  if (!hasBook) return facts.join(' | ');
  const kinds = [row, told].map((one) => kindOf(one, books.accounts));
  return [...facts, kinds[0], nameOf(told), wordsOfCategory(categoryOf(told)), kinds[1]].join(' | ');
}

const expectedFacts = (file: File) =>
  file.books.rows
    .filter(file.isWanted)
    .map((row) => factsOf(row, file))
    .sort();

/** An apostrophe stands before what a spreadsheet would run. */
const shown = (cell: string) => cell.replaceAll(/(^|[,;|])(\s*)'(?=[=+\-@])/g, '$1$2');

/** The CSV: no row too many or too few, each cell as it is to be, and none that a spreadsheet would run. */
export async function checkCsv(file: File): Promise<void> {
  const { text } = await file.client.get(`/transactions.csv${file.query}`);
  expect(formulasIn(text)).toEqual([]);
  const [headings = [], ...rows] = readCells(text);
  expect(headings.slice(10)).toEqual(
    file.hasBook ? ['counts_as', 'told_payee', 'told_category', 'told_counts_as'] : [],
  );
  const facts = rows.map((cells) => {
    const [date = '', amount, currency = '', payee = '', , category = '', , , pending, id, ...told] = cells;
    const value = exact(Number(amount), currency);
    const first = [id, date, currency, `${value}`, pending === 'yes', shown(payee), shown(category)];
    return [...first, ...told.map(shown)].join(' | ');
  });
  expect(facts.sort()).toEqual(expectedFacts(file));
}

/** The JSON: the same rows, each with what it counts as and with what was told. */
export async function checkJson(file: File): Promise<void> {
  const { text } = await file.client.get(`/transactions.json${file.query}`);
  const { transactions } = JSON.parse(text) as { transactions: Record<string, never>[] };
  const facts = transactions.map((row) => {
    const { id, date, currency, amount, isPending, payee, category, countsAs, told } = row;
    const first = [
      id,
      date,
      currency,
      `${exact(Number(amount), String(currency))}`,
      isPending,
      payee,
      category,
    ];
    if (!file.hasBook) expect(row).not.toHaveProperty('told');
    const { payee: toldPayee, category: toldCategory, countsAs: toldCountsAs } = (told ?? {}) as never;
    return [...first, ...(told ? [countsAs, toldPayee, toldCategory, toldCountsAs] : [])].join(' | ');
  });
  expect(facts.sort()).toEqual(expectedFacts(file));
}

/** What is posted on an account in its own currency, which is all that OFX and QIF have. */
function postedOf({ books, isWanted }: File): RawRow[] {
  const currencies = new Map(books.accounts.map((one) => [one.account_id, currencyOf(one.balances)]));
  return books.rows.filter(
    (row) => isWanted(row) && !row.pending && currencies.get(row.account_id) === currencyOf(row),
  );
}

const NAMED = [
  [/&lt;/g, '<'],
  [/&gt;/g, '>'],
  [/&amp;/g, '&'],
] as const;
const read = (text: string) => NAMED.reduce((so, [name, sign]) => so.replaceAll(name, sign), text);
const cut = (text: string) => [...text].slice(0, 32).join('').trimEnd();

/** The OFX: the book's names, at most as long as they may be. */
export async function checkOfx(file: File): Promise<void> {
  const { text } = await file.client.get(`/transactions.ofx${file.query}`);
  const facts = text
    .split('<STMTTRN>')
    .slice(1)
    .map((record) => {
      const field = (name: string) => read(new RegExp(`<${name}>([^<\\n]*)`).exec(record)?.[1] ?? '');
      return `${field('FITID')} | ${Number(field('TRNAMT'))} | ${field('NAME')}`;
    });
  const expected = postedOf(file).map(
    (row) => `${row.transaction_id} | ${amountOf(row)} | ${cut(nameOf(row))}`,
  );
  expect(facts.sort()).toEqual(expected.sort());
}

/** The QIF: the book's names and categories. */
export async function checkQif(file: File): Promise<void> {
  const { text } = await file.client.get(`/transactions.qif${file.query}`);
  const records = text.split('^\n').filter((record) => /(^|\n)D\d\d\/\d\d\/\d{4}\n/.test(record));
  const facts = records.map((record) => {
    const field = (sign: string) => new RegExp(`(?:^|\\n)${sign}([^\\n]*)`).exec(record)?.[1] ?? '';
    return `${Number(field('T'))} | ${field('P')} | ${field('L')}`;
  });
  const expected = postedOf(file).map(
    (row) =>
      `${amountOf(row)} | ${nameOf(row)} | ${wordsOfCategory(categoryOf(row)).replaceAll(/[:/|[\]^]/g, ' ')}`,
  );
  expect(facts.sort()).toEqual(expected.sort());
}

/** In units, as a file has it. */
function amountOf(row: RawRow): number {
  return Number(movement(row)) / 1e8;
}
