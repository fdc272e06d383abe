/** What is wrong with an Item. */
import { behaviourOf, type Item } from './item.ts';

/** When the owner's consent ends; null where it has no end. */
export function consentEndOf(item: Item): Date | null {
  const { consentMs } = behaviourOf(item);
  return consentMs === undefined ? null : new Date(item.signedInAt.getTime() + consentMs);
}

/** The code that stays on an Item until something is done about it, or null. */
export function lastingErrorOf(item: Item, now: Date): string | null {
  const consentEnd = consentEndOf(item);
  return item.brokenBy ?? (consentEnd !== null && consentEnd <= now ? 'ITEM_LOGIN_REQUIRED' : null);
}

/** The code that a call for the bank's data gets now, or null. */
export function productErrorOf(item: Item, now: Date): string | null {
  return lastingErrorOf(item, now) ?? behaviourOf(item).productError ?? null;
}

/** How much of an Item's history Plaid has by now. */
export function historyStageOf(item: Item, now: Date): 'nothing' | 'recent' | 'all' {
  const { recentAfterMs = 0, allAfterMs = 0 } = item.history ?? {};
  const ageMs = now.getTime() - item.seed.createdAt.getTime();
  if (ageMs < recentAfterMs) return 'nothing';
  return ageMs < allAfterMs ? 'recent' : 'all';
}
