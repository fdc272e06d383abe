/** Limits on e-mails that anyone can have sent: for each address, and for each network that asks. */

import type { Request, RequestHandler } from 'express';
import { type Options, rateLimit, type Store } from 'express-rate-limit';
import { keyedHash } from '../crypto/keys.ts';

interface MailLimitOptions {
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
  const limit = (identifier: string, own: Partial<Options>) => {
    const store = limitStore(`mail-${identifier}`);
    return rateLimit({
      windowMs: WINDOW_MS,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      handler: onLimit,
      identifier,
      ...(store && { store }),
      ...own,
    });
  };
  return [
    limit('network', { limit: PER_NETWORK }),
    limit('address', {
      limit: PER_ADDRESS,
      skip: (req) => addressOf(req) === null,
      keyGenerator: (req) => keyedHash(key, addressOf(req) ?? ''),
    }),
  ];
}
