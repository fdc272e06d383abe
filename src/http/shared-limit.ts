/** Counts of requests for express-rate-limit: shared by all instances where they can be, else this one's own. */

import { MemoryStore, type Options, type Store } from 'express-rate-limit';

/** A count that all instances share. */
export interface SharedCounts {
  /** One more; null where it cannot be counted together just now. */
  add(what: string, who: string, windowMs: number): Promise<{ total: number; endsAt: Date } | null>;
  clear(what: string, who: string): Promise<void>;
}

/** The store of one limit; `what` is its name among the others. */
export function createLimitStore(counts: SharedCounts, what: string): Store {
  const own = new MemoryStore();
  let windowMs = 0;
  return {
    // Tells express-rate-limit that two limits on one route are not one that counts twice.
    prefix: what,
    init(options: Options) {
      windowMs = options.windowMs;
      own.init(options);
    },
    async increment(who) {
      const count = await counts.add(what, who, windowMs);
      return count ? { totalHits: count.total, resetTime: count.endsAt } : own.increment(who);
    },
    decrement: (who) => own.decrement(who),
    async resetKey(who) {
      await Promise.all([counts.clear(what, who), own.resetKey(who)]);
    },
    shutdown: () => own.shutdown(),
  };
}
