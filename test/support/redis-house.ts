/** The app with a Redis of its own, and what went to Plaid. */

import { type ClockedHouse, openClockedHouse } from './later.ts';
import { type RunningRedis, startRedis } from './redis.ts';

export interface RedisHouse extends ClockedHouse {
  readonly redis: RunningRedis;
  /** How often Plaid was asked at this path since the last time. */
  callsTo(path: string): number;
}

export async function openRedisHouse(env: Readonly<Record<string, string>> = {}): Promise<RedisHouse> {
  const redis = await startRedis();
  const house = await openClockedHouse({ env: { REDIS_URL: redis.url, ...env } });
  const seen = new Map<string, number>();
  return {
    ...house,
    redis,
    callsTo(path) {
      const { length } = house.emulator.control.calls().filter((call) => call.path === path);
      const before = seen.get(path) ?? 0;
      seen.set(path, length);
      return length - before;
    },
    async close() {
      redis.thaw();
      await house.close();
      await redis.close();
    },
  };
}
