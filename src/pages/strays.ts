/** Items of a visit that no browser holds the key to. */

import type { Asking } from '../bank/gateway.ts';
import type { Services } from '../services.ts';

export interface Strays {
  readonly userId: string;
  readonly keptItemIds: readonly string[];
  /** An Item of the user's may exist whose key never arrived. Otherwise others may be in another tab's hands. */
  readonly isKeyLost: boolean;
  readonly asking: Asking;
}

/** Ends them, and the user when nothing is left; where Plaid does not answer, the register does it in time. */
export async function endStrays({ bank, register }: Services, strays: Strays): Promise<void> {
  const { userId, keptItemIds, isKeyLost, asking } = strays;
  const items = await bank.userItems(userId, asking);
  if (!items.ok) return;
  const itemIds = items.value.map(({ itemId }) => itemId);
  const lost = isKeyLost ? itemIds.filter((itemId) => !keptItemIds.includes(itemId)) : [];
  if (lost.length === itemIds.length) {
    const removed = await bank.removeUser(userId, asking);
    if (removed.ok) register.forget(userId);
  } else if (lost.length > 0) {
    await bank.removeUserItems(userId, lost, asking);
  }
}
