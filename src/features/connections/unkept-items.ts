/** Items that a visit to Plaid has brought and that nobody is to keep: they are ended there, sooner or later. */

import type { Request } from 'express';
import { type Connection, packConnection } from '../../connections/connection.ts';
import type { Services } from '../../services.ts';
import { VaultFullError } from '../../web/vault.ts';

/** Never valid, whatever a clock says: good for ending the Item, and for nothing else. */
const LONG_OVER = new Date(0);

/**
 * Whether Plaid has ended the Item. Where it has not confirmed that, the browser gets the key in a cookie that is over, so
 * that its next requests try again: the server itself remembers no key.
 */
export async function endItem(
  { gateway }: Services,
  req: Request,
  { accessToken, itemId }: Pick<Connection, 'accessToken' | 'itemId'>,
): Promise<boolean> {
  const removed = await gateway.remove(accessToken, req.context.durableCalls);
  if (removed.ok) return true;
  // By its own key, since the Plaid user may be gone.
  const owner = { userId: null, institutionId: null, institutionName: '', linkedAt: LONG_OVER };
  const content = packConnection({ accessToken, itemId, ...owner });
  try {
    req.vault.add({ content, expiresAt: LONG_OVER, isSessionOnly: true });
  } catch (error) {
    if (!(error instanceof VaultFullError)) throw error;
  }
  return false;
}

/** Whether a visit's Plaid user is gone. Plaid does not say whether what nobody had exchanged goes with it. */
export async function isUserGone(
  { gateway }: Services,
  { context: { durableCalls } }: Request,
  userId: string | null,
): Promise<boolean> {
  if (userId === null) return false;
  const items = await gateway.userItems(userId, durableCalls);
  return items.ok && items.value === null;
}

/**
 * Ends Items of the user's whose key was lost, and the user when nothing is left; others may be in another tab's hands.
 * Where Plaid does not answer, the expiry schedule does it in time.
 */
export async function removeOrphanedItems(
  { gateway, expirySchedule }: Services,
  { context: { durableCalls } }: Request,
  { userId, heldItemIds, isKeyLost }: { userId: string; heldItemIds: readonly string[]; isKeyLost: boolean },
): Promise<void> {
  const items = await gateway.userItems(userId, durableCalls);
  if (!items.ok) return;
  const itemIds = (items.value ?? []).map(({ itemId }) => itemId);
  const lost = isKeyLost ? itemIds.filter((itemId) => !heldItemIds.includes(itemId)) : [];
  // What is held counts although Plaid should not list it yet.
  if (lost.length === itemIds.length && heldItemIds.length === 0) {
    const removed = await gateway.removeUser(userId, durableCalls);
    if (removed.ok) expirySchedule.forget(userId);
  } else if (lost.length > 0) {
    await gateway.removeUserItems(userId, lost, durableCalls);
  }
}
