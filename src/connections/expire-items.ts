/** Removes the Items of a Plaid user that have expired, and leaves those whose expiry was extended meanwhile. */

import type { PlaidCallOptions, PlaidUsers } from '../plaid/gateway.ts';
import type { Result } from '../plaid/result.ts';

export interface Expiry {
  readonly users: PlaidUsers;
  readonly userId: string;
  /** The expiry of those Items whose own webhook address names none. */
  readonly expiresAt: Date;
  readonly now: Date;
  /** The expiry that a webhook address of ours names for this user; null for any other address. */
  readonly expiryNamedBy: (webhook: string) => Date | null;
  /** Told of the Items that were removed. */
  readonly onRemoved?: (itemIds: readonly string[]) => void;
  readonly callOptions?: PlaidCallOptions;
}

/**
 * Removes what has expired, and the Plaid user with the last Item. Gives the next expiry of those left, or null
 * when none is. Fails when Plaid does not confirm: then ask again, nothing is done twice.
 */
export async function removeExpiredItems(expiry: Expiry): Promise<Result<Date | null>> {
  const { users, userId, expiresAt, now, expiryNamedBy, onRemoved, callOptions } = expiry;
  // The Item's present webhook counts, so that a late retry to an older one removes nothing.
  const known = await users.userItems(userId, callOptions);
  if (!known.ok) return known;
  const items = known.value.map(({ itemId, webhook }) => ({
    itemId,
    endsAt: (webhook && expiryNamedBy(webhook)) || expiresAt,
  }));
  const expired = items.filter(({ endsAt }) => endsAt <= now).map(({ itemId }) => itemId);
  if (expired.length === items.length) {
    const removed = await users.removeUser(userId, callOptions);
    if (!removed.ok) return removed;
    onRemoved?.(expired);
    return { ok: true, value: null };
  }
  if (expired.length > 0) {
    const removed = await users.removeUserItems(userId, expired, callOptions);
    if (!removed.ok) return removed;
    onRemoved?.(expired);
  }
  const left = items.filter(({ endsAt }) => endsAt > now);
  return { ok: true, value: new Date(Math.min(...left.map(({ endsAt }) => endsAt.getTime()))) };
}
