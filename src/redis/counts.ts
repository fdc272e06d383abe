/** Counts that all instances share: how often someone did something within a window of time. */

import { keyedHash } from '../crypto/keys.ts';
import type { Redis } from './redis.ts';

interface Count {
  readonly total: number;
  readonly endsAt: Date;
}

/** None of it rejects. */
export interface Counts {
  /** One more; null where Redis does not count. */
  add(what: string, who: string, windowMs: number): Promise<Count | null>;
  /** As if it had never been counted. */
  clear(what: string, who: string): Promise<void>;
}

/** Counts in this Redis, under hashes by this key, so that the counts name nobody. */
export function createCounts({ redis, key }: { redis: Redis; key: Uint8Array }): Counts {
  const place = (what: string, who: string) => `ledgerless:count:${what}:${keyedHash(key, who)}`;
  return {
    async add(what, who, windowMs) {
      const name = place(what, who);
      const answer = await redis.ask((client) =>
        client.multi().incr(name).pExpire(name, windowMs, 'NX').pTTL(name).execTyped(),
      );
      if (!answer) return null;
      const [total, , msLeft] = answer;
      return { total, endsAt: new Date(Date.now() + msLeft) };
    },
    async clear(what, who) {
      await redis.ask((client) => client.del(place(what, who)));
    },
  };
}
