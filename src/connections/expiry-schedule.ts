/**
 * When each Plaid user's Items are to be removed: Plaid's user ids and dates, which name nobody. What a restart loses
 * of it comes again with requests and webhooks.
 */

import type { Result } from '../plaid/gateway.ts';
import type { ExpiryResult } from './expire-items.ts';
import type { ExpiryStore } from './expiry-store.ts';

/** `refused`: Plaid takes the user's id for none, and always will; only the key of each Item can end it. */
export type ExpiryOutcome = 'ended' | 'failed' | 'refused' | 'clocks differ';

export interface ExpirySchedule {
  /** Remembers an expiry; of two for the same user the later one counts. */
  note(userId: string, expiresAt: Date): void;
  /** Remembers the end of a visit to Plaid in which nobody has signed in yet. */
  noteVisit(userId: string, endsAt: Date): void;
  forget(userId: string): void;
  /** Removes a user's expired Items at once; a removal under way is shared. What has `failed` is tried again later. */
  end(userId: string, expiresAt: Date): Promise<ExpiryOutcome>;
  /** Removes what has expired for everyone, one after the other, and resolves when all have been tried; or when the clocks differ. */
  sweep(): Promise<void>;
  /** No more sweeping. */
  close(): void;
}

interface ExpiryScheduleOptions {
  /** Removes what has expired of a user. */
  readonly endExpired: (userId: string, expiresAt: Date) => Promise<Result<ExpiryResult>>;
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
  const underWay = new Map<string, Promise<ExpiryOutcome>>();
  let sweeping: Promise<void> | null = null;

  const schedule: ExpirySchedule = {
    note: expiryStore.note,
    noteVisit: expiryStore.noteVisit,
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

  async function endOne(userId: string, expiresAt: Date): Promise<ExpiryOutcome> {
    const result = await endExpired(userId, expiresAt);
    underWay.delete(userId);
    if (!result.ok) {
      // What failed has been logged where it happened, and stays for the next time.
      if (result.error.code !== 'INVALID_USER_ID') return 'failed';
      expiryStore.forget(userId);
      return 'refused';
    }
    if (result.value === 'clocks differ') return 'clocks differ';
    expiryStore.forget(userId);
    if (result.value.next) schedule.note(userId, result.value.next);
    return 'ended';
  }

  async function endAllDue(): Promise<void> {
    for (const [userId, expiresAt] of await expiryStore.due(now())) {
      // By a clock that is ahead everybody's time is over, and Plaid would be asked about each of them.
      if ((await schedule.end(userId, expiresAt)) === 'clocks differ') return;
    }
  }
}
