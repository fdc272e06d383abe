/** Limits on e-mails that anyone can have sent: for each mailbox, and for each network that asks. */

import type { Request, RequestHandler } from 'express';
import { type Options, rateLimit, type Store } from 'express-rate-limit';
import { keyedHash } from '../crypto/keys.ts';
import { networkOf } from './rate-limit.ts';

/** Whom a request asks to write to. */
export interface Recipient {
  /** In one spelling, whatever was typed. */
  readonly mailbox: string;
  /** The id of a browser that has signed in to this address before; null for any other. */
  readonly knownBrowser: string | null;
}

interface MailLimitOptions {
  /** Null where there is no address, so that nothing is sent. */
  readonly recipientOf: (req: Request) => Recipient | null;
  /** Mailboxes are counted by a hash under this key, so that the counts name nobody. */
  readonly key: Uint8Array;
  /** What counts for a limit, by its name; undefined where this instance counts alone. */
  readonly limitStore: (what: string) => Store | undefined;
  /** Answers those who are over a limit; nothing in it depends on whose address it is. */
  readonly onLimit: RequestHandler;
}

const WINDOW_MS = 15 * 60_000;
const PER_MAILBOX = 5;
const PER_NETWORK = 30;

/**
 * Both limits; the network's comes first, so that it shields the count of a mailbox. A browser that has signed in to the
 * address counts for itself in both: strangers who ask for an address must not keep its owner out.
 */
export function limitMail({ recipientOf, key, limitStore, onLimit }: MailLimitOptions): RequestHandler[] {
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
  const isKnown = (req: Request) => (recipientOf(req)?.knownBrowser ?? null) !== null;
  return [
    limit('network', {
      limit: PER_NETWORK,
      keyGenerator: (req) => `${isKnown(req) ? 'known ' : ''}${networkOf(req)}`,
    }),
    limit('address', {
      limit: PER_MAILBOX,
      skip: (req) => recipientOf(req) === null,
      keyGenerator: (req) => {
        const { mailbox = '', knownBrowser = null } = recipientOf(req) ?? {};
        return keyedHash(key, knownBrowser === null ? mailbox : `${mailbox} ${knownBrowser}`);
      },
    }),
  ];
}
