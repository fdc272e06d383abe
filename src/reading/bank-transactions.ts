/** One bank's transactions: from the cache where it reaches back far enough, else from Plaid, which fills the cache. */

import type { Connection } from '../connections/connection.ts';
import type { Lane } from '../event-loop-queue.ts';
import { applyBook } from '../finance/book/apply.ts';
import type { Book } from '../finance/book/lines.ts';
import { addDays } from '../finance/days.ts';
import { type HashedTransaction, hashMerchants } from '../finance/merchant-keys.ts';
import type { Balances, Day, DayRange, Transaction } from '../finance/model.ts';
import { eachPurchaseOnce } from '../finance/pending-twins.ts';
import type { Gateway, History, PlaidCallOptions, Result } from '../plaid/gateway.ts';
import { LIMIT_MS } from '../plaid/limit-wait.ts';
import { attempt } from '../plaid/result.ts';
import type { CacheEntry } from '../redis/cache-entry.ts';
import type { TransactionCache } from '../redis/transaction-cache.ts';
import { type ListPage, readListPage } from './list-page.ts';

export interface HistoryOptions {
  readonly gateway: Gateway;
  readonly transactionCache: TransactionCache;
  readonly connection: Connection;
  readonly range: DayRange;
  readonly callOptions: PlaidCallOptions;
  readonly lane: Lane;
  readonly now: Date;
  /** The day that it is now where the reader is. */
  readonly today: Day;
  /** The person's own words: they are in what is read, and in no cache. */
  readonly book: Book;
  /** Of an unfiltered list only the page with this number is needed, from 1; all of the range when left out. */
  readonly listPage?: number | undefined;
}

/** A bank's transactions: all of the range, or one page of its list and the rows around it. */
export interface KnownTransactions extends History {
  readonly listPage?: ListPage;
}

/**
 * Right after linking, Plaid knows a bank's last 30 days first, and the rest minutes later: one minute as Plaid says,
 * sometimes more than two. Nothing in its answer tells, so this errs on the long side.
 */
const NEW_FOR_MS = 10 * 60 * 1000;
const FIRST_DAYS = 31;

/** Each purchase once, as the person's book has it. */
export function readHistory(question: HistoryOptions): Promise<Result<KnownTransactions>> {
  return attempt(question.callOptions, async () => withBook(await readFromCacheOrPlaid(question), question));
}

/** Between the bank's facts, which a cache may keep, and what they count as. */
async function withBook(
  known: Result<KnownTransactions>,
  { book, lane }: HistoryOptions,
): Promise<Result<KnownTransactions>> {
  if (!known.ok || book.length === 0) return known;
  const { transactions, balances } = known.value;
  const applied = await lane.scheduleNext(() => applyBook(book, transactions, balances.accounts));
  return { ok: true, value: { ...known.value, transactions: applied } };
}

async function readFromCacheOrPlaid(question: HistoryOptions): Promise<Result<KnownTransactions>> {
  const { gateway, transactionCache, connection, range, callOptions, listPage } = question;
  const entry = callOptions.onlyFromBank ? null : (await transactionCache.find(connection)).entry;
  const known = entry && (await readWithEntry(entry, question));
  if (known) return known;
  // What is kept is kept whole: with a cache the whole range is read once, and not again for the next page.
  const mayKeep = transactionCache.isOn && reachesToday(question);
  if (listPage !== undefined && !mayKeep) return readPageFromPlaid(listPage, question);
  const told = await gateway.history(connection.accessToken, range, callOptions);
  if (!told.ok) return told;
  if (!transactionCache.isOn) {
    return { ok: true, value: { ...told.value, transactions: await onceEach(told.value, question) } };
  }
  const transactions = await hashedOnceEach(told.value, question);
  const history = { ...told.value, transactions };
  if (isWorthKeeping(history, question)) {
    const accountIds = history.balances.accounts.map(({ id }) => id);
    await transactionCache.keep(connection, { from: range.from, at: question.now, transactions, accountIds });
  }
  return { ok: true, value: history };
}

type Told = Pick<History, 'transactions'>;

/** Each purchase once: here and nowhere later, since a cached row does not say which pending row it replaces. */
function onceEach({ transactions }: Told, { lane }: HistoryOptions): Promise<Transaction[]> {
  return lane.scheduleNext(() => eachPurchaseOnce(transactions));
}

/** With a cache, merchants are told by hashes in what Plaid has just told too: else one of both would be two. */
async function hashedOnceEach(told: Told, question: HistoryOptions): Promise<HashedTransaction[]> {
  const { transactionCache, lane } = question;
  const transactions = await onceEach(told, question);
  return lane.scheduleNext(() => hashMerchants(transactions, (text) => transactionCache.hashMerchant(text)));
}

/** Null where the entry is of no use: it is too young, or its accounts are not known, or not the Item's any more. */
async function readWithEntry(
  entry: CacheEntry,
  question: HistoryOptions,
): Promise<Result<KnownTransactions> | null> {
  const { connection, range, now, today } = question;
  if (entry.from <= range.from) return readCacheEntry(entry, question);
  // A purchase that was pending on one side of the entry's first day could be posted on the other.
  const isSettled = entry.from <= addDays(today, -FIRST_DAYS);
  const canExtend = isSettled && entry.from <= range.to && !isNew(connection.linkedAt, now);
  return canExtend ? readBeforeEntry(entry, question) : null;
}

/** Only what is older than the entry is read, and kept with it. */
async function readBeforeEntry(
  entry: CacheEntry,
  question: HistoryOptions,
): Promise<Result<KnownTransactions> | null> {
  const { gateway, transactionCache, connection, range, callOptions, lane } = question;
  const before = { from: range.from, to: addDays(entry.from, -1) };
  const older = await gateway.history(connection.accessToken, before, callOptions);
  if (!older.ok) return withoutOlder(entry, older, question);
  const { balances, cut } = older.value;
  const accountIds = balances.accounts.map(({ id }) => id);
  if (!entry.isOf(accountIds)) return null;
  const hashed = await hashedOnceEach(older.value, question);
  // Without the bank's own text, as in the rows of the entry: a search finds as much in both parts.
  const rows = await lane.scheduleNext(() => [
    ...entry.transactions(accountIds),
    ...hashed.map((row) => ({ ...row, originalName: row.name })),
  ]);
  const source = { from: range.from, at: entry.madeAt, transactions: rows, accountIds };
  if (!cut) await transactionCache.extend(connection, source, entry.version);
  const transactions = rows.filter(({ date }) => date <= range.to);
  return { ok: true, value: { transactions, balances, cachedAt: entry.madeAt, ...(cut ? { cut } : {}) } };
}

/** Where Plaid's limit is all that is in the way of what is older, the entry is shown, cut where it begins. */
async function withoutOlder(
  entry: CacheEntry,
  older: Result<never> & { ok: false },
  question: HistoryOptions,
): Promise<Result<KnownTransactions> | null> {
  if (older.error.kind !== 'limited') return older;
  const known = await readCacheEntry(entry, question);
  if (!known?.ok) return known;
  const againAt = new Date(question.now.getTime() + LIMIT_MS);
  return { ok: true, value: { ...known.value, cut: { from: entry.from, againAt } } };
}

async function readPageFromPlaid(
  listPage: number,
  question: HistoryOptions,
): Promise<Result<KnownTransactions>> {
  const { gateway, connection, range, callOptions } = question;
  const read = await readListPage(listPage, (offset, count, isNeeded) =>
    gateway.historyPart(
      connection.accessToken,
      { range, offset, count },
      isNeeded ? callOptions : { ...callOptions, longestWaitMs: 0 },
    ),
  );
  if (!read.ok) return read;
  const { page, accounts, itemError } = read.value;
  const transactions = await onceEach(read.value, question);
  const balances: Balances = { accounts, source: 'cached' };
  return { ok: true, value: { transactions, balances, itemError, ...(page ? { listPage: page } : {}) } };
}

/**
 * Accounts are never cached: Plaid gives them free of charge. Null where they cannot be had, or are others than they were:
 * transactions bring them along.
 */
async function readCacheEntry(
  entry: CacheEntry,
  { gateway, connection, range, callOptions }: HistoryOptions,
): Promise<Result<History> | null> {
  const balances = await gateway.accounts(connection.accessToken, { ...callOptions, longestWaitMs: 0 });
  if (!balances.ok) return null;
  const accountIds = balances.value.accounts.map(({ id }) => id);
  if (!entry.isOf(accountIds)) return null;
  const transactions = entry.transactions(accountIds);
  return {
    ok: true,
    value: {
      transactions: transactions.filter(({ date }) => date >= range.from && date <= range.to),
      balances: balances.value,
      cachedAt: entry.madeAt,
    },
  };
}

/** An entry must hold all there is from a day on: its range ends today, and its history is complete and not cut. */
function isWorthKeeping(history: History, question: HistoryOptions): boolean {
  const { connection, range, now, today } = question;
  const isGrowing = isNew(connection.linkedAt, now) && isRecentOnly(history.transactions, range, today);
  return reachesToday(question) && !isGrowing && !history.cut;
}

function reachesToday({ range, today }: HistoryOptions): boolean {
  return range.to >= today;
}

/** Whether a bank was linked so short a time ago that more of its history may be on the way. */
export function isNew(linkedAt: Date, now: Date): boolean {
  return now.getTime() - linkedAt.getTime() < NEW_FOR_MS;
}

/**
 * Whether an answer goes no further back than those first days, although more was asked for. A range that is over by then
 * says nothing: a bank may have no transactions in it.
 */
export function isRecentOnly(
  transactions: readonly Transaction[],
  { from, to }: DayRange,
  today: Day,
): boolean {
  const edge = addDays(today, -FIRST_DAYS);
  return from < edge && to >= edge && transactions.every(({ date }) => date >= edge);
}
