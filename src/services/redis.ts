/** What instances share through Redis. */

import { createExpiryStore } from '../connections/expiry-store.ts';
import { deriveKey } from '../crypto/keys.ts';
import type { Log } from '../log.ts';
import { createCacheKeys } from '../redis/cache-keys.ts';
import { createCounts } from '../redis/counts.ts';
import { createSharedExpiryStore } from '../redis/expiry-store.ts';
import { createRedis } from '../redis/redis.ts';
import { createTransactionCache } from '../redis/transaction-cache.ts';
import { createLimitStore } from '../web/rate-limit.ts';
import type { SharedState } from './shared-state.ts';

interface SharedStateOptions {
  readonly redisUrl: string;
  /** At least one. */
  readonly encryptionKeys: readonly Buffer[];
  /** Of Plaid and the account there. */
  readonly accountName: string;
  readonly log: Log;
  /** How long Redis may take for an answer, in milliseconds. */
  readonly redisAnswersWithinMs?: number | undefined;
}

/** What is shared at this Redis; one that does not answer is gone without. */
export async function createSharedState(options: SharedStateOptions): Promise<SharedState> {
  const { redisUrl, encryptionKeys, accountName, log } = options;
  const redis = await createRedis({
    url: redisUrl,
    answerWithinMs: options.redisAnswersWithinMs,
    onChange: ({ isDown, code }) =>
      isDown ? log.warn({ code }, 'redis: going on without it') : log.info('redis: it answers again'),
  });
  const counts = createCounts({ redis, key: deriveKey(encryptionKeys[0] as Buffer, 'count') });
  return {
    expiryStore: createSharedExpiryStore({ redis, own: createExpiryStore(), accountName }),
    counts,
    limitStore: (what) => createLimitStore(counts, what),
    createTransactionCache: (hasWebhook) =>
      createTransactionCache({ redis, keys: createCacheKeys(encryptionKeys), hasWebhook }),
    tryRedis: redis.try,
    close: () => redis.close(),
  };
}
