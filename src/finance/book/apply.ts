/**
 * The one place that applies a person's book to their transactions: after what the bank tells, and before what it counts
 * as. The order of lines never matters. Where several of a kind match a transaction, the most particular decides: the
 * one of more words, then one for an account, then one for a direction, then the first by its key.
 */

import { isPlaidCategory, plaidPrimary } from '../categories.ts';
import type { Account, Transaction } from '../model.ts';
import { accountLabel } from '../transaction-row.ts';
import {
  type Book,
  type BookLine,
  isOfKind,
  isRule,
  linesOf,
  type Match,
  matchOf,
  type RuleLine,
} from './lines.ts';
import { keyOf } from './text.ts';
import { createFinder, fold, wordsOf } from './words.ts';

interface Rule {
  readonly line: RuleLine;
  readonly words: readonly string[];
  readonly direction: Match['direction'];
  /** Folded; null for all. */
  readonly account: string | null;
  /** How particular it is. */
  readonly rank: number;
  key: string | null;
}

/** Of each kind, the rule that decides about a transaction. */
type Decided = Partial<Record<RuleLine['kind'], Rule>>;

/**
 * The transactions as the book has them. What no line matches is the same object, and without rules so is the array.
 * Applied again, to what it gave or to what another book gave, it gives the same: what was told is never lost.
 */
export function applyBook(
  book: Book,
  transactions: readonly Transaction[],
  accounts: readonly Account[],
): readonly Transaction[] {
  const { decide, ids } = rulesOf(book);
  if (decide === null) return transactions;
  const decidedOf = decide(accounts);
  return transactions.map((row) => applyTo(row, decidedOf(row), ids));
}

/** How many of these transactions each rule of a book decides, by its key. */
export function effects(
  book: Book,
  transactions: readonly Transaction[],
  accounts: readonly Account[],
): ReadonlyMap<string, number> {
  const { decide } = rulesOf(book);
  const counts = new Map<string, number>();
  if (decide === null) return counts;
  for (const line of book) if (isRule(line)) counts.set(keyOf(line), 0);
  const decidedOf = decide(accounts);
  for (const row of transactions) {
    for (const rule of Object.values(decidedOf(row) ?? {})) {
      const key = keyOfRule(rule);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

/** The person's own words for categories, each once. */
export function ownCategories(book: Book): string[] {
  const used = [...linesOf(book, 'file'), ...linesOf(book, 'target')].map(({ category }) => category);
  return [...new Set(used)].filter((category) => !isPlaidCategory(category));
}

type Decide = (accounts: readonly Account[]) => (row: Transaction) => Decided | null;

const known = new WeakMap<
  Book,
  { readonly decide: Decide | null; readonly ids: ReadonlyMap<string, string> }
>();

/** Worked out once for all banks of a page, which are read with one book. */
function rulesOf(book: Book) {
  const rules = known.get(book) ?? { decide: createDecide(book), ids: merchantIds(book) };
  known.set(book, rules);
  return rules;
}

/** Null where a book has no rules. */
function createDecide(book: Book): Decide | null {
  const rules = book.filter(isRule).map(ruleOf);
  if (rules.length === 0) return null;
  const find = createFinder(rules);
  return (accounts) => {
    const namesOf = new Map(accounts.map((account) => [account.id, accountNames(account)]));
    return (row) => {
      const name = row.told?.name ?? row.name;
      const decided = better(null, find(name), row, namesOf);
      return row.originalName === name ? decided : better(decided, find(row.originalName), row, namesOf);
    };
  };
}

/** What an account is called in a line, folded: by its name, or as pages write it, with the end of its number. */
function accountNames(account: Account): string[] {
  return [fold(account.name), fold(accountLabel(account))];
}

/** The account that a line is for, as the line has it, where none of these is called so; null otherwise. */
export function unknownAccount(line: BookLine, accounts: readonly Account[]): string | null {
  const name = isRule(line) ? matchOf(line).account : null;
  const isKnown = name === null || accounts.some((one) => accountNames(one).includes(fold(name)));
  return isKnown ? null : name;
}

/** What is decided, where these rules have a say as well. */
function better(
  before: Decided | null,
  found: readonly Rule[],
  { accountId, amountMinor }: Transaction,
  namesOf: ReadonlyMap<string, readonly string[]>,
): Decided | null {
  let decided = before;
  for (const rule of found) {
    const { account, direction } = rule;
    if (direction !== null && (direction === 'in' ? amountMinor <= 0 : amountMinor >= 0)) continue;
    if (account !== null && !namesOf.get(accountId)?.includes(account)) continue;
    decided ??= {};
    const other = decided[rule.line.kind];
    if (!other || isMoreParticular(rule, other)) decided[rule.line.kind] = rule;
  }
  return decided;
}

function isMoreParticular(a: Rule, b: Rule): boolean {
  return a.rank > b.rank || (a.rank === b.rank && keyOfRule(a) < keyOfRule(b));
}

/** Made when it is first asked for: most rules share no transaction with another of their rank. */
function keyOfRule(rule: Rule): string {
  rule.key ??= keyOf(rule.line);
  return rule.key;
}

function lineOf<K extends RuleLine['kind']>(decided: Decided | null, kind: K) {
  const line = decided?.[kind]?.line;
  return line && isOfKind(line, kind) ? line : null;
}

function ruleOf(line: RuleLine): Rule {
  const { text, direction, account } = matchOf(line);
  const words = wordsOf(text);
  // By its words first, then by an account, then by a direction.
  const rank = words.length * 4 + (account === null ? 0 : 2) + (direction === null ? 0 : 1);
  const folded = account === null ? null : fold(account);
  return { line, words, direction, account: folded, rank, key: null };
}

function applyTo(row: Transaction, decided: Decided | null, ids: ReadonlyMap<string, string>): Transaction {
  const told = row.told ?? row;
  const name = lineOf(decided, 'call')?.name ?? told.name;
  const sharedId = ids.size === 0 ? undefined : ids.get(fold(name));
  if (decided === null && sharedId === undefined && isUntouched(row)) return row;
  const file = lineOf(decided, 'file');
  const count = lineOf(decided, 'count');
  const recurring = lineOf(decided, 'recurring');
  // Set one by one: an object more for each fact is slow with tens of thousands of rows.
  const changed: { -readonly [Fact in keyof Transaction]: Transaction[Fact] } = withoutBook(row);
  changed.name = name;
  changed.merchantId = sharedId ?? told.merchantId;
  changed.category = file ? primaryOf(file.category) : told.category;
  changed.detailedCategory = file ? file.category : told.detailedCategory;
  if (!isAsTold(changed, told)) {
    const { merchantId, category, detailedCategory } = told;
    changed.told = { name: told.name, merchantId, category, detailedCategory };
  }
  if (count) changed.countsAs = count.countsAs;
  if (recurring) changed.recurs = recurring.status;
  return changed;
}

function withoutBook(row: Transaction): Transaction {
  if (isUntouched(row)) return { ...row };
  const { told, countsAs, recurs, ...facts } = row;
  return facts;
}

function isUntouched({ told, countsAs, recurs }: Transaction): boolean {
  return told === undefined && countsAs === undefined && recurs === undefined;
}

function isAsTold(row: Transaction, told: NonNullable<Transaction['told']>): boolean {
  return (
    row.name === told.name &&
    row.merchantId === told.merchantId &&
    row.category === told.category &&
    row.detailedCategory === told.detailedCategory
  );
}

/** As Plaid would tell it; a primary category, or words of the person's own, stand for themselves. */
function primaryOf(category: string): string {
  return plaidPrimary(category)?.id ?? category;
}

/**
 * A merchant id for each new name, by the folded name: merchants that are called the same are one, also one that Plaid
 * calls so by itself.
 */
function merchantIds(book: Book): ReadonlyMap<string, string> {
  const names = linesOf(book, 'call').map(({ name }) => fold(name));
  return new Map(names.map((name) => [name, `book ${name}`]));
}

/** Whether the book says anything of a transaction that the bank and Plaid do not. */
export function isChangedByBook({ told, countsAs }: Transaction): boolean {
  return told !== undefined || countsAs !== undefined;
}

/** A transaction as it would be without the book: what was told is its name and category, and it counts as these say. */
export function asTold(row: Transaction): Transaction {
  const { told, countsAs: _, ...rest } = row;
  return { ...rest, ...told };
}
