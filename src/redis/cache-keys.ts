/**
 * Names and keys of cached transactions. Decrypting takes the access token in the person's cookie, besides our keys.
 */

import { deriveKey, keyedHash } from '../crypto/keys.ts';

export interface CacheKeys {
  /** An Item's names in Redis, by each of the server's keys, today's first. Plaid's webhooks know the Item, too. */
  places(itemId: string): readonly [string, ...string[]];
  /** 32 bytes for whoever holds the access token, which is the person's cookie and, besides us, Plaid. */
  keyOf(accessToken: string): Buffer;
  /** The hash of what tells a merchant: the same in every entry, since a merchant of two banks is one. */
  hashMerchant(text: string): string;
}

/** Over the server's keys, of which the last ones are only there to find what they have named. */
export function createCacheKeys([current, ...older]: readonly Uint8Array[]): CacheKeys {
  if (!current) throw new Error('the cache needs at least one key');
  const salt = deriveKey(current, 'copy salt');
  const nameKey = deriveKey(current, 'copy name');
  const merchantKey = deriveKey(current, 'copy merchant');
  const olderNameKeys = older.map((key) => deriveKey(key, 'copy name'));
  const place = (key: Uint8Array, itemId: string) => `ledgerless:copy:${keyedHash(key, itemId)}`;
  return {
    places: (itemId) => [place(nameKey, itemId), ...olderNameKeys.map((key) => place(key, itemId))],
    keyOf: (accessToken) => deriveKey(accessToken, 'copy', salt),
    hashMerchant: (text) => keyedHash(merchantKey, text).slice(0, 16),
  };
}
