/** Expiry dates by Plaid user id, in memory. */

/** None of it rejects. */
export interface ExpiryStore {
  /** Of two expiries of the same user the later one counts. */
  note(userId: string, expiresAt: Date): void;
  /** The end of a visit to Plaid in which nobody has signed in yet. Anyone can begin many, so they get half of the room at most. */
  noteVisit(userId: string, endsAt: Date): void;
  forget(userId: string): void;
  /** The expiry that is known here. */
  find(userId: string): Date | undefined;
  /** Everyone whose time has come. */
  due(now: Date): Promise<readonly (readonly [userId: string, expiresAt: Date])[]>;
}

/** A user id and a date take some 200 bytes. */
const CAPACITY = 50_000;

/** In memory: those beyond the capacity wait until they come back. */
export function createExpiryStore(capacity = CAPACITY): ExpiryStore {
  const ends = new Map<string, Date>();
  const visitors = new Set<string>();
  return {
    note(userId, expiresAt) {
      const known = ends.get(userId);
      if (known ? known >= expiresAt : ends.size >= capacity) return;
      ends.set(userId, expiresAt);
      visitors.delete(userId);
    },
    noteVisit(userId, endsAt) {
      if (ends.has(userId) || ends.size >= capacity || visitors.size >= capacity / 2) return;
      ends.set(userId, endsAt);
      visitors.add(userId);
    },
    forget(userId) {
      ends.delete(userId);
      visitors.delete(userId);
    },
    find: (userId) => ends.get(userId),
    due: async (now) => [...ends].filter(([, expiresAt]) => expiresAt <= now),
  };
}
