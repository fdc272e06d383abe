/** Keeps what a long-running emulator remembers within bounds. */

/** Deletes the entries that were added first until no more than `limit` are left. */
export function forgetOldest(kept: Map<unknown, unknown> | Set<unknown>, limit: number): void {
  for (const key of kept.keys()) {
    if (kept.size <= limit) return;
    kept.delete(key);
  }
}
