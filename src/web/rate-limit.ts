/** Rate limits: counts shared by all instances where Redis is on, and limits on sign-in e-mails. */

import type { Request, RequestHandler } from 'express';
import { MemoryStore, type Options, rateLimit, type Store } from 'express-rate-limit';
import { keyedHash } from '../crypto/keys.ts';

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

export interface MailLimitOptions {
  /** The address a request asks for; null for none, which sends nothing. */
  readonly addressOf: (req: Request) => string | null;
  /** Addresses are counted by a hash under this key, so that the counts name nobody. */
  readonly key: Uint8Array;
  /** What counts for a limit, by its name; undefined where this instance counts alone. */
  readonly limitStore: (what: string) => Store | undefined;
  /** Answers those who are over a limit; nothing in it depends on whose address it is. */
  readonly onLimit: RequestHandler;
}

const WINDOW_MS = 15 * 60_000;
const PER_ADDRESS = 5;
const PER_NETWORK = 30;

/** Both limits; the network's comes first, so that it shields the count of an address. */
export function limitMail({ addressOf, key, limitStore, onLimit }: MailLimitOptions): RequestHandler[] {
  const common: Partial<Options> = {
    windowMs: WINDOW_MS,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: onLimit,
  };
  const storeFor = (what: string): Partial<Options> => {
    const store = limitStore(what);
    return store ? { store } : {};
  };
  return [
    rateLimit({ ...common, ...storeFor('mail-network'), limit: PER_NETWORK, identifier: 'network' }),
    rateLimit({
      ...common,
      ...storeFor('mail-address'),
      limit: PER_ADDRESS,
      identifier: 'address',
      skip: (req) => addressOf(req) === null,
      keyGenerator: (req) => keyedHash(key, addressOf(req) ?? ''),
    }),
  ];
}
