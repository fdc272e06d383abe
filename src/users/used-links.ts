/**
 * Which sign-in links have been used, for as long as each could be used again: in memory, and in Redis where there is
 * one.
 */

import type { Counts } from '../redis/counts.ts';

export interface UsedLinks {
  /** True for the first who asks for this link, false for everyone after. */
  use(linkId: string, expiresAt: Date): Promise<boolean>;
}

export function createUsedLinks(now: () => Date, counts: Counts | null = null): UsedLinks {
  const used = new Map<string, Date>();

  return {
    async use(linkId, expiresAt) {
      for (const [id, end] of used) if (end <= now()) used.delete(id);
      if (used.has(linkId)) return false;
      used.set(linkId, expiresAt);
      const elsewhere = await counts?.add('sign-in-link', linkId, expiresAt.getTime() - now().getTime());
      return !elsewhere || elsewhere.total === 1;
    },
  };
}
