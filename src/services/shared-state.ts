/** What instances share through Redis; an instance without it has its own. */

import type { Store } from 'express-rate-limit';
import type { Connection } from '../connections/connection.ts';
import { createExpiryStore, type ExpiryStore } from '../connections/expiry-store.ts';
import type { Counts } from '../redis/counts.ts';
import type { TransactionCache } from '../redis/transaction-cache.ts';
import type { Try } from './backing.ts';

export interface SharedState {
  readonly expiryStore: ExpiryStore;
  /** Null where each instance counts for itself. */
  readonly counts: Counts | null;
  /** What counts the requests of one limit; undefined where each instance counts for itself. */
  limitStore(what: string): Store | undefined;
  /** `hasWebhook`: whether Plaid tells us of a bank's news. */
  createTransactionCache(hasWebhook: (connection: Connection) => boolean): TransactionCache;
  /** A real try of Redis; null without it. */
  readonly tryRedis: Try | null;
  close(): void;
}

const NO_CACHE: TransactionCache = {
  isOn: false,
  hashMerchant: (text) => text,
  find: async () => ({ entry: null, isKnown: true }),
  keep: async () => {},
  extend: async () => {},
  remove: async () => true,
};

/** Without Redis: nothing is shared, and nothing is cached. */
export function createUnsharedState(): SharedState {
  return {
    expiryStore: createExpiryStore(),
    counts: null,
    limitStore: () => undefined,
    createTransactionCache: () => NO_CACHE,
    tryRedis: null,
    close() {},
  };
}
