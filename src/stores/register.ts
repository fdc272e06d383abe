/**
 * Who is to be ended when: Plaid's user ids and dates, which name nobody, in memory. A restart empties it; it fills
 * again as browsers and webhooks come back.
 */

export interface Register {
  /** Remembers an end; of two for the same user the later one stands. */
  note(userId: string, expiresAt: Date): void;
  forget(userId: string): void;
  /** Ends the user at once; what is already under way is shared. When it fails this rejects, and tries again later. */
  end(userId: string, expiresAt: Date): Promise<void>;
  /** Ends everyone whose time has come, one after the other, and resolves when all have been tried. */
  sweep(): Promise<void>;
  /** No more sweeping. */
  close(): void;
}

export interface RegisterOptions {
  /** Ends what has expired of a user; gives the next end of what is left, or null for nothing. */
  readonly endExpired: (userId: string, expiresAt: Date) => Promise<Date | null>;
  readonly now: () => Date;
  /** How many users it holds; those beyond wait until they come back. */
  readonly capacity?: number;
}

/** A user id and a date take some 200 bytes. */
const CAPACITY = 50_000;
const SWEEP_EVERY_MS = 60_000;

/** An empty register, which sweeps itself once a minute. */
export function createRegister({ endExpired, now, capacity = CAPACITY }: RegisterOptions): Register {
  const ends = new Map<string, Date>();
  const underWay = new Map<string, Promise<void>>();
  let sweeping: Promise<void> | null = null;

  const register: Register = {
    note(userId, expiresAt) {
      const known = ends.get(userId);
      if (known ? known < expiresAt : ends.size < capacity) ends.set(userId, expiresAt);
    },
    forget: (userId) => void ends.delete(userId),
    end(userId, expiresAt) {
      register.note(userId, expiresAt);
      const ending = underWay.get(userId) ?? endOne(userId, ends.get(userId) ?? expiresAt);
      underWay.set(userId, ending);
      return ending;
    },
    sweep() {
      sweeping ??= endAllDue().finally(() => {
        sweeping = null;
      });
      return sweeping;
    },
    close: () => clearInterval(timer),
  };
  const timer = setInterval(() => void register.sweep(), SWEEP_EVERY_MS).unref();
  return register;

  async function endOne(userId: string, expiresAt: Date): Promise<void> {
    try {
      const nextEnd = await endExpired(userId, expiresAt);
      ends.delete(userId);
      if (nextEnd) register.note(userId, nextEnd);
    } finally {
      underWay.delete(userId);
    }
  }

  async function endAllDue(): Promise<void> {
    for (const [userId, expiresAt] of [...ends]) {
      // A failure has been logged where it happened, and stays for the next time.
      if (expiresAt <= now()) await register.end(userId, expiresAt).catch(() => {});
    }
  }
}
