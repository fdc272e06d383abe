/**
 * The one place that applies a person's book to their transactions: after what the bank tells, and before what it counts
 * as. The order of lines never matters. Where several of a kind match a transaction, the most particular decides: the
 * one of more words, then one for an account, then one for a direction, then the first by its key.
 */

import { isPlaidCategory, primaryOf } from '../categories.ts';
import type { Account, Transaction } from '../model.ts';
import type { Book, BookLine, Match } from './lines.ts';
import { keyOf } from './text.ts';
import { createFinder, fold, wordsOf } from './words.ts';

/** A book's rules, ready for any number of transactions. */
export interface Rules {
  /**
   * The transactions as the book has them. What no line matches is the same object, and without rules so is the array.
   * Applied again, to what it gave or to what another book gave, it gives the same: what was told is never lost.
   */
  apply(transactions: readonly Transaction[], accounts: readonly Account[]): readonly Transaction[];
}

type RuleLine = Extract<BookLine, { kind: 'file' | 'call' | 'count' | 'recurring' }>;

interface Rule {
  readonly line: RuleLine;
  readonly key: string;
  readonly words: readonly string[];
  readonly direction: Match['direction'];
  /** Folded; null for all. */
  readonly account: string | null;
  /** Of two that match, the one with the smaller place decides. */
  readonly place: number;
}

/** Of each kind, the rule that decides about a transaction. */
type Decided = { [K in RuleLine['kind']]?: Rule & { line: Extract<RuleLine, { kind: K }> } };

/** What a book does to transactions; worked out once for all banks of a page, which are read with one book. */
export function createRules(book: Book): Rules {
  const rules = known.get(book) ?? newRules(book);
  known.set(book, rules);
  return rules;
}

const known = new WeakMap<Book, Rules>();

function newRules(book: Book): Rules {
  const decide = createDecide(book);
  const ids = merchantIds(book);
  return {
    apply(transactions, accounts) {
      if (decide === null) return transactions;
      const decidedOf = decide(accounts);
      return transactions.map((row) => applyTo(row, decidedOf(row), ids));
    },
  };
}

/** About how many of these transactions each rule of a book decides, by its key. */
export function effects(
  book: Book,
  transactions: readonly Transaction[],
  accounts: readonly Account[],
): ReadonlyMap<string, number> {
  const decide = createDecide(book);
  const counts = new Map<string, number>();
  if (decide === null) return counts;
  for (const line of book) if (isRule(line)) counts.set(keyOf(line), 0);
  const decidedOf = decide(accounts);
  for (const row of transactions) {
    for (const { key } of Object.values(decidedOf(row) ?? {})) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** The person's own words for categories, each once. */
export function ownCategories(book: Book): string[] {
  const used = book.flatMap((line) =>
    line.kind === 'file' || line.kind === 'target' ? [line.category] : [],
  );
  return [...new Set(used)].filter((category) => !isPlaidCategory(category));
}

function isRule(line: BookLine): line is RuleLine {
  return 'match' in line || line.kind === 'recurring';
}

type Decide = (accounts: readonly Account[]) => (row: Transaction) => Decided | null;

/** Null where a book has no rules. */
function createDecide(book: Book): Decide | null {
  const rules = book
    .filter(isRule)
    .map(ruleOf)
    .sort(byPlace)
    .map((rule, place) => ({ ...rule, place }));
  if (rules.length === 0) return null;
  const find = createFinder(rules);
  return (accounts) => {
    const nameOf = new Map(accounts.map(({ id, name }) => [id, fold(name)]));
    return (row) => {
      const name = row.told?.name ?? row.name;
      const decided = better(null, find(name), row, nameOf);
      return row.originalName === name ? decided : better(decided, find(row.originalName), row, nameOf);
    };
  };
}

/** What is decided, where these rules have a say as well. */
function better(
  before: Decided | null,
  found: readonly Rule[],
  { accountId, amountMinor }: Transaction,
  nameOf: ReadonlyMap<string, string>,
): Decided | null {
  let decided: Partial<Record<RuleLine['kind'], Rule>> | null = before;
  for (const rule of found) {
    const { account, direction } = rule;
    if (direction !== null && (direction === 'in' ? amountMinor <= 0 : amountMinor >= 0)) continue;
    if (account !== null && nameOf.get(accountId) !== account) continue;
    decided ??= {};
    const other = decided[rule.line.kind];
    if (!other || rule.place < other.place) decided[rule.line.kind] = rule;
  }
  return decided as Decided | null;
}

function ruleOf(line: RuleLine): Omit<Rule, 'place'> {
  const { text, direction, account } =
    'match' in line ? line.match : { ...line, direction: null, account: null };
  const words = wordsOf(text);
  return { line, key: keyOf(line), words, direction, account: account === null ? null : fold(account) };
}

function byPlace(a: Omit<Rule, 'place'>, b: Omit<Rule, 'place'>): number {
  const isSet = (value: string | null) => Number(value !== null);
  return (
    b.words.length - a.words.length ||
    isSet(b.account) - isSet(a.account) ||
    isSet(b.direction) - isSet(a.direction) ||
    (a.key < b.key ? -1 : 1)
  );
}

type Facts = NonNullable<Transaction['told']>;

function applyTo(row: Transaction, decided: Decided | null, ids: ReadonlyMap<string, string>): Transaction {
  const told = row.told ?? row;
  const name = decided?.call?.line.name ?? told.name;
  const sharedId = ids.size === 0 ? undefined : ids.get(fold(name));
  if (decided === null && sharedId === undefined && isUntouched(row)) return row;
  const { told: _told, countsAs: _countsAs, recurs: _recurs, ...facts } = row;
  const { name: toldName, merchantId, category, detailedCategory } = told;
  const before: Facts = { name: toldName, merchantId, category, detailedCategory };
  const after: Facts = {
    ...(decided?.file ? categoriesOf(decided.file.line.category) : { category, detailedCategory }),
    merchantId: sharedId ?? merchantId,
    name,
  };
  const isOther = FACTS.some((fact) => after[fact] !== before[fact]);
  return {
    ...facts,
    ...after,
    ...(isOther ? { told: before } : {}),
    ...(decided?.count ? { countsAs: decided.count.line.as } : {}),
    ...(decided?.recurring ? { recurs: decided.recurring.line.is } : {}),
  };
}

const FACTS = ['name', 'merchantId', 'category', 'detailedCategory'] as const;

function isUntouched({ told, countsAs, recurs }: Transaction): boolean {
  return told === undefined && countsAs === undefined && recurs === undefined;
}

/** As Plaid would tell them: a primary category, or words of the person's own, stand in for a detailed one as well. */
function categoriesOf(category: string): Pick<Facts, 'category' | 'detailedCategory'> {
  const primary = isPlaidCategory(category) ? primaryOf(`${category}_`)?.id : undefined;
  return { category: primary ?? category, detailedCategory: category };
}

/**
 * A merchant id for each new name, by the folded name: merchants that are called the same are one, also one that Plaid
 * calls so by itself.
 */
function merchantIds(book: Book): ReadonlyMap<string, string> {
  const names = book.flatMap((line) => (line.kind === 'call' ? [fold(line.name)] : []));
  return new Map(names.map((name) => [name, `book ${name}`]));
}
