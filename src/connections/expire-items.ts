/** Removes the Items of a Plaid user that have expired, and leaves those whose expiry was extended meanwhile. */

import type { PlaidCallOptions, PlaidUsers } from '../plaid/gateway.ts';
import type { Result } from '../plaid/result.ts';
import type { ClockCheck } from './clock-check.ts';

export interface Expiry {
  readonly users: PlaidUsers;
  readonly userId: string;
  /** The expiry of those Items whose own webhook address names none. */
  readonly expiresAt: Date;
  readonly now: Date;
  readonly clocksAgree: ClockCheck;
  /** The expiry that a webhook address of ours names for this user; null for any other address. */
  readonly expiryNamedBy: (webhook: string) => Date | null;
  /** Told of the Items that were removed. */
  readonly onRemoved?: (itemIds: readonly string[]) => void;
  readonly callOptions?: PlaidCallOptions;
}

/** The next expiry of the Items left, null when none is; or that nothing was removed, since Plaid's clock shows another time. */
export type ExpiryResult = { readonly next: Date | null } | 'clocks differ';

/**
 * Removes what has expired, and the Plaid user with the last Item. Fails when Plaid does not confirm: then ask again,
 * nothing is done twice.
 */
export async function removeExpiredItems(expiry: Expiry): Promise<Result<ExpiryResult>> {
  const { users, userId, expiresAt, now, clocksAgree, expiryNamedBy, onRemoved, callOptions } = expiry;
  // The Item's present webhook counts, so that a late retry to an older one removes nothing.
  const known = await users.userItemsAndTime(userId, callOptions);
  if (!known.ok) return known;
  if (!clocksAgree(now, known.value.plaidTime)) return { ok: true, value: 'clocks differ' };
  const items = known.value.items.map(({ itemId, webhook }) => ({
    itemId,
    endsAt: (webhook && expiryNamedBy(webhook)) || expiresAt,
  }));
  const expired = items.filter(({ endsAt }) => endsAt <= now).map(({ itemId }) => itemId);
  if (expired.length === items.length) {
    const removed = await users.removeUser(userId, callOptions);
    if (!removed.ok) return removed;
    onRemoved?.(expired);
    return { ok: true, value: { next: null } };
  }
  if (expired.length > 0) {
    const removed = await users.removeUserItems(userId, expired, callOptions);
    if (!removed.ok) return removed;
    onRemoved?.(expired);
  }
  const left = items.filter(({ endsAt }) => endsAt > now);
  const next = new Date(Math.min(...left.map(({ endsAt }) => endsAt.getTime())));
  return { ok: true, value: { next } };
}
