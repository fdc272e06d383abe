/**
 * The addresses at which Plaid tells us of what a user linked. The path says who, and until when, to us alone: so
 * the end of a connection is known after any restart, on any instance, and nothing is kept for it here.
 */

import type { Sealer } from '../crypto/sealer.ts';

/** A Plaid user, and when their connections expire. */
export interface UserTerm {
  readonly userId: string;
  readonly expiresAt: Date;
}

export interface WebhookAddresses {
  /** An address on this origin; null where Plaid could not reach it. */
  addressFor(origin: string, term: UserTerm): string | null;
  /** What the last part of a path says, or null for what we never sealed. */
  open(sealed: string): UserTerm | null;
  /** The expiry in an address for this user; null when it is not one of ours, or somebody else's. */
  expiryNamedBy(address: string, userId: string): Date | null;
  /** Whether Plaid can reach us at all. */
  readonly areReachable: boolean;
}

/** To which the sealed part is added. */
export const WEBHOOK_PATH = '/plaid/webhook';
const BINDING = { purpose: 'webhook', name: 'user' } as const;

export function createWebhookAddresses({
  sealer,
  areReachable,
}: {
  sealer: Sealer;
  areReachable: boolean;
}): WebhookAddresses {
  function open(sealed: string): UserTerm | null {
    const opened = sealer.open(sealed, BINDING);
    return opened && { userId: opened.content.toString(), expiresAt: opened.expiresAt };
  }

  return {
    areReachable,
    open,
    addressFor(origin, { userId, expiresAt }) {
      if (!areReachable) return null;
      return `${origin}${WEBHOOK_PATH}/${sealer.seal(Buffer.from(userId), expiresAt, BINDING)}`;
    },
    expiryNamedBy(address, userId) {
      const term = open(address.slice(address.lastIndexOf('/') + 1));
      return term?.userId === userId ? term.expiresAt : null;
    },
  };
}
