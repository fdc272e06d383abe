/** Public tokens: each is exchanged once, within 30 minutes, for the access token of its Item. */
import { randomUUID } from 'node:crypto';
import { forgetOldest } from './forget-oldest.ts';
import type { Item } from './item.ts';
import { PlaidFault } from './plaid-error.ts';

const LIFETIME_MS = 30 * 60_000;
const KEPT_TOKENS = 10_000;

export interface PublicTokens {
  issue(item: Item): string;
  /** The Item of the token. Throws INVALID_PUBLIC_TOKEN when it is unknown, used or too old. */
  redeem(publicToken: string): Item;
  clear(): void;
}

/** No tokens yet; `now` is the emulator's clock. */
export function createPublicTokens(now: () => Date): PublicTokens {
  const issued = new Map<string, { readonly item: Item; readonly expiresAt: number }>();

  return {
    issue(item) {
      for (const [token, { expiresAt }] of issued) {
        if (expiresAt < now().getTime()) issued.delete(token);
      }
      const publicToken = `public-sandbox-${randomUUID()}`;
      issued.set(publicToken, { item, expiresAt: now().getTime() + LIFETIME_MS });
      forgetOldest(issued, KEPT_TOKENS);
      return publicToken;
    },
    redeem(publicToken) {
      const found = issued.get(publicToken);
      issued.delete(publicToken);
      if (found === undefined || found.expiresAt < now().getTime())
        throw new PlaidFault('INVALID_PUBLIC_TOKEN');
      return found.item;
    },
    clear: () => issued.clear(),
  };
}
