/** Expiry dates by Plaid user id, in memory. */

/** None of it rejects. */
export interface ExpiryStore {
  /** Of two expiries of the same user the later one counts. */
  note(userId: string, expiresAt: Date): void;
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
  return {
    note(userId, expiresAt) {
      const known = ends.get(userId);
      if (known ? known < expiresAt : ends.size < capacity) ends.set(userId, expiresAt);
    },
    forget: (userId) => void ends.delete(userId),
    find: (userId) => ends.get(userId),
    due: async (now) => [...ends].filter(([, expiresAt]) => expiresAt <= now),
  };
}
