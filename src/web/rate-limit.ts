/** Rate limits of requests, counted by this process or, with Redis, by all instances together. */

import { isIP } from 'node:net';
import type { Request, RequestHandler } from 'express';
import {
  rateLimit as expressRateLimit,
  ipKeyGenerator,
  MemoryStore,
  type Options,
  type Store,
} from 'express-rate-limit';
import { HttpError } from './errors.ts';

/** One IPv6 customer of a provider has a /48 at most (RFC 6177), and all of its addresses count as one. */
const IPV6_PREFIX = 48;
/** Some proxies add the port: `192.0.2.7:50123`, `[2001:db8::7]:50123`. */
const WITH_PORT = /^\[([^\]]+)\](?::\d+)?$|^([\d.]+):\d+$/;

/** The address in what a proxy has written, without a port; null where there is none. */
export function plainAddress(text: string): string | null {
  const [, inBrackets, beforePort] = WITH_PORT.exec(text) ?? [];
  const address = inBrackets ?? beforePort ?? text;
  return isIP(address) ? address : null;
}

/** The network that a request counts for: an IPv4 address, or an IPv6 network. What is no address counts for who sent it to us. */
export function networkOf({ ip = '', socket }: Request): string {
  return ipKeyGenerator(plainAddress(ip) ?? socket.remoteAddress ?? '', IPV6_PREFIX);
}

/** A count that all instances share. */
interface SharedCounts {
  /** One more; null where it cannot be counted together just now. */
  add(what: string, who: string, windowMs: number): Promise<{ total: number; endsAt: Date } | null>;
  clear(what: string, who: string): Promise<void>;
}

const MINUTE_MS = 60_000;

/**
 * At most so many requests a minute from one address, or from whatever `keyOf` says; 0 lets everything through. Without a
 * store it counts alone.
 */
export function rateLimit(
  requestsPerMinute: number,
  store?: Store,
  keyOf: (req: Request) => string = networkOf,
): RequestHandler {
  if (requestsPerMinute === 0) return (_req, _res, next) => next();
  return expressRateLimit({
    windowMs: MINUTE_MS,
    limit: requestsPerMinute,
    ...(store && { store }),
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: keyOf,
    handler: (_req, _res, next) => next(new HttpError(429)),
  });
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
