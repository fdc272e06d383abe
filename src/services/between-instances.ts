/** What instances share through Redis; an instance without it has its own. */

import type { Store } from 'express-rate-limit';
import type { Connection } from '../connections/connection.ts';
import { createExpiryStore, type ExpiryStore } from '../connections/expiry-store.ts';
import type { Counts } from '../redis/counts.ts';
import type { TransactionCache } from '../redis/transaction-cache.ts';

export interface Shared {
  readonly expiryStore: ExpiryStore;
  /** Null where each instance counts for itself. */
  readonly counts: Counts | null;
  /** What counts the requests of one limit; undefined where each instance counts for itself. */
  limitStore(what: string): Store | undefined;
  /** `hasNews`: whether Plaid tells us of a bank's news. */
  createTransactionCache(hasNews: (connection: Connection) => boolean): TransactionCache;
  close(): void;
}

/** Nothing shared, and no copies. */
export function createUnshared(): Shared {
  return {
    expiryStore: createExpiryStore(),
    counts: null,
    limitStore: () => undefined,
    createTransactionCache: () => NO_COPIES,
    close() {},
  };
}

const NO_COPIES: TransactionCache = {
  find: async () => ({ copy: null, isKnown: true }),
  keep: async () => {},
  remove: async () => true,
};
