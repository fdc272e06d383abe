/** What is wrong with an Item. */
import { behaviourOf, type Item } from './item.ts';

/** The code of what is wrong with an Item now, or null. */
export function itemErrorOf(item: Item, now: Date): string | null {
  if (item.needsLogin) return 'ITEM_LOGIN_REQUIRED';
  const ageMs = now.getTime() - item.seed.createdAt.getTime();
  return behaviourOf(item).productError?.(ageMs) ?? null;
}
