/** Which sign-in links have been used, in memory, for as long as each could be used again. */

export interface UsedLinks {
  /** True for the first who asks for this link, false for everyone after. */
  use(linkId: string, expiresAt: Date): Promise<boolean>;
}

export function createUsedLinks(now: () => Date): UsedLinks {
  const used = new Map<string, Date>();

  return {
    async use(linkId, expiresAt) {
      for (const [id, end] of used) if (end <= now()) used.delete(id);
      if (used.has(linkId)) return false;
      used.set(linkId, expiresAt);
      return true;
    },
  };
}
