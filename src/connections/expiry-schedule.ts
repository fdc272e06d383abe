/**
 * When each Plaid user's Items are to be removed: Plaid's user ids and dates, which name nobody. What a restart loses
 * of it comes again with requests and webhooks.
 */

import type { Result } from '../plaid/gateway.ts';
import type { ExpiryStore } from './expiry-store.ts';

export interface ExpirySchedule {
  /** Remembers an expiry; of two for the same user the later one counts. */
  note(userId: string, expiresAt: Date): void;
  forget(userId: string): void;
  /** Removes a user's expired Items at once; a removal under way is shared. False when it failed: it is tried again later. */
  end(userId: string, expiresAt: Date): Promise<boolean>;
  /** Removes what has expired for everyone, one after the other, and resolves when all have been tried. */
  sweep(): Promise<void>;
  /** No more sweeping. */
  close(): void;
}

interface ExpiryScheduleOptions {
  /** Removes what has expired of a user; gives the next expiry of what is left, or null for nothing. */
  readonly endExpired: (userId: string, expiresAt: Date) => Promise<Result<Date | null>>;
  readonly now: () => Date;
  readonly expiryStore: ExpiryStore;
}

const SWEEP_EVERY_MS = 60_000;

/** A schedule over this store, which is swept once a minute. */
export function createExpirySchedule({
  endExpired,
  now,
  expiryStore,
}: ExpiryScheduleOptions): ExpirySchedule {
  const underWay = new Map<string, Promise<boolean>>();
  let sweeping: Promise<void> | null = null;

  const schedule: ExpirySchedule = {
    note: expiryStore.note,
    forget: expiryStore.forget,
    end(userId, expiresAt) {
      schedule.note(userId, expiresAt);
      const ending = underWay.get(userId) ?? endOne(userId, expiryStore.find(userId) ?? expiresAt);
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
  const timer = setInterval(() => void schedule.sweep(), SWEEP_EVERY_MS).unref();
  return schedule;

  async function endOne(userId: string, expiresAt: Date): Promise<boolean> {
    const next = await endExpired(userId, expiresAt);
    underWay.delete(userId);
    // A failure has been logged where it happened, and stays for the next time.
    if (!next.ok) return false;
    expiryStore.forget(userId);
    if (next.value) schedule.note(userId, next.value);
    return true;
  }

  async function endAllDue(): Promise<void> {
    for (const [userId, expiresAt] of await expiryStore.due(now())) {
      await schedule.end(userId, expiresAt);
    }
  }
}
