/** What instances share. One that runs alone has only what is its own. */

import type { Store } from 'express-rate-limit';
import type { Connection } from '../connections/connection.ts';
import { createEnds, type Ends } from '../connections/expiry-store.ts';
import type { Counts } from '../redis/counts.ts';
import type { Copies } from '../redis/transaction-cache.ts';

export interface Shared {
  readonly ends: Ends;
  /** Null where each instance counts for itself. */
  readonly counts: Counts | null;
  /** What counts the requests of one limit; undefined where each instance counts for itself. */
  limitStore(what: string): Store | undefined;
  /** `hasNews`: whether Plaid tells us of a bank's news. */
  createCopies(hasNews: (connection: Connection) => boolean): Copies;
  close(): void;
}

/** Nothing shared, and no copies. */
export function createUnshared(): Shared {
  return {
    ends: createEnds(),
    counts: null,
    limitStore: () => undefined,
    createCopies: () => NO_COPIES,
    close() {},
  };
}

const NO_COPIES: Copies = {
  find: async () => ({ copy: null, isKnown: true }),
  keep: async () => {},
  remove: async () => true,
};
