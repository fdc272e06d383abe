/** One bank's transactions: from the cache where it reaches back far enough, else from Plaid, which fills the cache. */

import type { Connection } from '../connections/connection.ts';
import type { Lane } from '../event-loop-queue.ts';
import { addDays, dayOf } from '../finance/days.ts';
import type { DayRange, Transaction } from '../finance/model.ts';
import { eachPurchaseOnce } from '../finance/pending-twins.ts';
import type { Gateway, History, PlaidCallOptions, Result } from '../plaid/gateway.ts';
import { attempt } from '../plaid/result.ts';
import type { CacheEntry } from '../redis/cache-entry.ts';
import type { TransactionCache } from '../redis/transaction-cache.ts';

export interface HistoryOptions {
  readonly gateway: Gateway;
  readonly transactionCache: TransactionCache;
  readonly connection: Connection;
  readonly range: DayRange;
  readonly callOptions: PlaidCallOptions;
  readonly lane: Lane;
  readonly now: Date;
}

/**
 * Right after linking, Plaid knows a bank's last 30 days first, and the rest minutes later: one minute as Plaid says,
 * sometimes more than two. Nothing in its answer tells, so this errs on the long side.
 */
const NEW_FOR_MS = 10 * 60 * 1000;
const FIRST_DAYS = 31;

/** Each purchase once. */
export function readHistory(question: HistoryOptions): Promise<Result<History>> {
  return attempt(question.callOptions, () => readFromCacheOrPlaid(question));
}

async function readFromCacheOrPlaid(question: HistoryOptions): Promise<Result<History>> {
  const { gateway, transactionCache, connection, range, callOptions } = question;
  const entry = callOptions.onlyFromBank ? null : (await transactionCache.find(connection)).entry;
  if (entry && entry.from <= range.from) return readCacheEntry(entry, question);
  const told = await gateway.history(connection.accessToken, range, callOptions);
  if (!told.ok) return told;
  // Here and nowhere later: cached rows lack what merchants are recognised by, and would pair differently.
  const transactions = await question.lane.scheduleNext(() => eachPurchaseOnce(told.value.transactions));
  const history = { ...told.value, transactions };
  if (isWorthKeeping(history, question)) {
    await transactionCache.keep(connection, { from: range.from, at: question.now, transactions });
  }
  return { ok: true, value: history };
}

/** Accounts are never cached: Plaid gives them free of charge. */
async function readCacheEntry(
  entry: CacheEntry,
  { gateway, connection, range, callOptions }: HistoryOptions,
): Promise<Result<History>> {
  const balances = await gateway.accounts(connection.accessToken, callOptions);
  if (!balances.ok) return balances;
  const transactions = entry.transactions(balances.value.accounts.map(({ id }) => id));
  return {
    ok: true,
    value: {
      transactions: transactions.filter(({ date }) => date >= range.from && date <= range.to),
      balances: balances.value,
      cachedAt: entry.madeAt,
    },
  };
}

/** An entry must hold all there is from a day on: its range ends today, and its history is complete. */
function isWorthKeeping(history: History, { connection, range, now }: HistoryOptions): boolean {
  const isGrowing = isNew(connection.linkedAt, now) && isRecentOnly(history.transactions, range, now);
  return range.to >= dayOf(now) && !isGrowing;
}

/** Whether a bank was linked so short a time ago that more of its history may be on the way. */
export function isNew(linkedAt: Date, now: Date): boolean {
  return now.getTime() - linkedAt.getTime() < NEW_FOR_MS;
}

/** Whether an answer goes no further back than those first days, although more was asked for. */
export function isRecentOnly(transactions: readonly Transaction[], { from }: DayRange, now: Date): boolean {
  const edge = addDays(dayOf(now), -FIRST_DAYS);
  return from < edge && transactions.every(({ date }) => date >= edge);
}
