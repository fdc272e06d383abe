/**
 * Who is to be ended when: Plaid's user ids and dates, which name nobody. What a restart loses of them comes again
 * with browsers and webhooks.
 */

import type { Result } from '../plaid/gateway.ts';
import type { Ends } from './expiry-store.ts';

export interface Register {
  /** Remembers an end; of two for the same user the later one stands. */
  note(userId: string, expiresAt: Date): void;
  forget(userId: string): void;
  /** Ends the user at once; what is already under way is shared. False when it failed: then it is tried again later. */
  end(userId: string, expiresAt: Date): Promise<boolean>;
  /** Ends everyone whose time has come, one after the other, and resolves when all have been tried. */
  sweep(): Promise<void>;
  /** No more sweeping. */
  close(): void;
}

export interface RegisterOptions {
  /** Ends what has expired of a user; gives the next end of what is left, or null for nothing. */
  readonly endExpired: (userId: string, expiresAt: Date) => Promise<Result<Date | null>>;
  readonly now: () => Date;
  readonly ends: Ends;
}

const SWEEP_EVERY_MS = 60_000;

/** A register of these ends, which sweeps itself once a minute. */
export function createRegister({ endExpired, now, ends }: RegisterOptions): Register {
  const underWay = new Map<string, Promise<boolean>>();
  let sweeping: Promise<void> | null = null;

  const register: Register = {
    note: ends.note,
    forget: ends.forget,
    end(userId, expiresAt) {
      register.note(userId, expiresAt);
      const ending = underWay.get(userId) ?? endOne(userId, ends.find(userId) ?? expiresAt);
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

  async function endOne(userId: string, expiresAt: Date): Promise<boolean> {
    const next = await endExpired(userId, expiresAt);
    underWay.delete(userId);
    // A failure has been logged where it happened, and stays for the next time.
    if (!next.ok) return false;
    ends.forget(userId);
    if (next.value) register.note(userId, next.value);
    return true;
  }

  async function endAllDue(): Promise<void> {
    for (const [userId, expiresAt] of await ends.due(now())) {
      await register.end(userId, expiresAt);
    }
  }
}
