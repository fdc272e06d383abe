/** A Redis for a group of tests, and the app's connection to it; empty and new for each of them. */

import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { createRedis, type Redis } from '../../src/redis/redis.ts';
import { REDIS_ANSWERS_WITHIN_MS, type RunningRedis, startRedis } from '../support/redis.ts';

/** Both are there when a test begins. */
export function useRedis(): { readonly server: RunningRedis; readonly redis: Redis } {
  const used = {} as { server: RunningRedis; redis: Redis };
  beforeAll(async () => {
    used.server = await startRedis();
  });
  beforeEach(async () => {
    const { url } = used.server;
    used.redis = await createRedis({ url, answerWithinMs: REDIS_ANSWERS_WITHIN_MS, onChange: () => {} });
  });
  afterEach(async () => {
    used.redis.close();
    await used.server.send('FLUSHALL');
  });
  afterAll(() => used.server.close());
  return used;
}
