/** The calls of one page view: every bank is asked at once, each answer is held once, and calls are counted. */

import type { Connection } from '../connections/connection.ts';
import { type Lane, openLane } from '../event-loop-queue.ts';
import type { Balances } from '../finance/model.ts';
import type { ItemStatus, PlaidCallOptions, Result } from '../plaid/gateway.ts';
import {
  type HistoryOptions,
  isNew,
  isRecentOnly,
  type KnownTransactions,
  readHistory,
} from './bank-transactions.ts';

/** A linked bank of this browser. */
export interface LinkedBank {
  /** Its name in addresses, such as /banks/k3v7qa/disconnect. */
  readonly id: string;
  readonly connection: Connection;
  readonly expiresAt: Date;
  /** Forgotten when the browser is closed, even before it expires. */
  readonly isSessionOnly: boolean;
}

/** What one bank was asked about its transactions. */
export interface HistoryReading {
  readonly id: string;
  readonly name: string;
  /** Linked minutes ago, so that Plaid may still be fetching what it knows. */
  readonly isNew: boolean;
  readonly history: Promise<Result<KnownTransactions>>;
  /** Where the work of this page takes its turns. */
  readonly lane: Lane;
  /** Whether only the last days of its history are there, and more is about to come. */
  readonly isGrowing: Promise<boolean>;
}

/** What one bank was asked for the overview. */
export interface BankReading extends HistoryReading {
  /** Null when the bank was not asked for its balances of this moment. */
  readonly live: Promise<Result<Balances>> | null;
  /** As Plaid last saw them. */
  readonly cached: Promise<Result<Balances>>;
  readonly item: Promise<Result<ItemStatus>>;
}

export interface ReadingOptions extends Omit<HistoryOptions, 'connection' | 'lane'> {
  readonly linkedBanks: readonly LinkedBank[];
}

interface OverviewOptions extends ReadingOptions {
  /** Whether this bank is asked for its balances of this moment. */
  readonly isLive: (bank: LinkedBank) => boolean;
}

/** Asks every bank everything a dashboard needs. Nothing waits for anything, or rejects. */
export function startReading(options: OverviewOptions): BankReading[] {
  const { gateway, linkedBanks, callOptions, isLive } = options;
  return linkedBanks.map((linkedBank) => {
    const { accessToken } = linkedBank.connection;
    let tellOfLimit = () => {};
    const isLimited = new Promise<void>((resolve) => {
      tellOfLimit = resolve;
    });
    const reading = askHistory(linkedBank, {
      ...options,
      callOptions: { ...callOptions, onLimit: tellOfLimit },
    });
    return {
      ...reading,
      live: isLive(linkedBank) ? gateway.liveBalances(accessToken, callOptions) : null,
      // They come with the transactions; where those wait for Plaid's limit, they are asked for alone.
      cached: Promise.race([
        reading.history.then(balancesOf),
        isLimited.then(async () => {
          const alone = await gateway.accounts(accessToken, callOptions);
          return alone.ok ? alone : reading.history.then(balancesOf);
        }),
      ]),
      item: gateway.item(accessToken, callOptions),
    };
  });
}

function balancesOf(known: Result<KnownTransactions>): Result<Balances> {
  return known.ok ? { ok: true, value: known.value.balances } : known;
}

/** Asks every bank for its transactions and for nothing else: each call counts, and some are paid for. */
export function startHistories(options: ReadingOptions): HistoryReading[] {
  return options.linkedBanks.map((linkedBank) => askHistory(linkedBank, options));
}

function askHistory({ id, connection }: LinkedBank, options: ReadingOptions): HistoryReading {
  const { range, now, today } = options;
  const { lane = openLane() } = options.callOptions;
  const history = readHistory({ ...options, lane, connection });
  const isNewBank = isNew(connection.linkedAt, now);
  return {
    id,
    name: connection.institutionName,
    isNew: isNewBank,
    history,
    lane,
    isGrowing: history.then((known) => {
      if (!isNewBank || !known.ok || known.value.cut || known.value.listPage) return false;
      return isRecentOnly(known.value.transactions, range, today);
    }),
  };
}

/** The same options with a counter, and how many calls have gone out so far. */
export function countCalls(callOptions: PlaidCallOptions): {
  counted: PlaidCallOptions;
  callCount: () => number;
} {
  let calls = 0;
  const onCall = () => {
    calls += 1;
    callOptions.onCall?.();
  };
  return { counted: { ...callOptions, onCall }, callCount: () => calls };
}
