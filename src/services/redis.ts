/** What all instances share, where there is a Redis; else what this one has of its own. */

import type { Store } from 'express-rate-limit';
import type { Connection } from '../bank/connection.ts';
import { createLimitStore } from '../http/shared-limit.ts';
import type { Log } from '../log.ts';
import { type Copies, createCopies, NO_COPIES } from '../stores/copies.ts';
import { createCopyKeys, subkey } from '../stores/copy-keys.ts';
import { type Counts, createCounts } from '../stores/counts.ts';
import { createEnds, createSharedEnds, type Ends } from '../stores/ends.ts';
import { createRedis } from '../stores/redis.ts';

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

export interface SharedOptions {
  /** Null for none. */
  readonly redisUrl: string | null;
  readonly encryptionKeys: readonly Buffer[];
  readonly log: Log;
}

/** What is shared at this Redis; one that does not answer is gone without. */
export async function createShared({ redisUrl, encryptionKeys, log }: SharedOptions): Promise<Shared> {
  const [key] = encryptionKeys;
  if (redisUrl === null || !key) {
    return {
      ends: createEnds(),
      counts: null,
      limitStore: () => undefined,
      createCopies: () => NO_COPIES,
      close() {},
    };
  }
  const redis = await createRedis({
    url: redisUrl,
    onChange: ({ isDown, code }) =>
      isDown ? log.warn({ code }, 'redis: going on without it') : log.info('redis: it answers again'),
  });
  const counts = createCounts({ redis, key: subkey(key, 'count') });
  return {
    ends: createSharedEnds(redis, createEnds()),
    counts,
    limitStore: (what) => createLimitStore(counts, what),
    createCopies: (hasNews) => createCopies({ redis, keys: createCopyKeys(encryptionKeys), hasNews }),
    close: () => redis.close(),
  };
}
