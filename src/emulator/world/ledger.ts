/** A person's books at one bank up to a day: every entry, and the balances that fit them. */

import type { Window } from './calendar.ts';
import type { DayNumber } from './days.ts';
import { momentOf } from './days.ts';
import type { Entry } from './entry.ts';
import { habitEntries } from './habits.ts';
import type { AccountPlan, Plan } from './plan.ts';
import { cardPayments, savingsTransfers } from './settlements.ts';
import { streamEntries } from './streams.ts';

export interface LedgerAccount extends AccountPlan {
  /** Posted balance in minor units; held on depository and investment accounts, owed on credit and loans. */
  readonly currentMinor: number;
  /** The sum of the pending entries, with Plaid's sign. */
  readonly pendingMinor: number;
}

export interface Ledger {
  readonly today: DayNumber;
  readonly accounts: readonly LedgerAccount[];
  /** Newest first. */
  readonly entries: readonly Entry[];
}

/** The books of a plan. The same name, plan and day give the same books. */
export function keepLedger(plan: Plan, name: string, today: DayNumber): Ledger {
  const window = windowTo(today);
  const { daysToPost } = plan;
  const bought = [
    ...plan.streams.flatMap((stream, i) => streamEntries(stream, `${name}:stream:${i}`, window)),
    ...plan.habits.flatMap((habit, i) =>
      habitEntries(habit, { name: `${name}:habit:${i}`, daysToPost }, window),
    ),
  ];
  const paid = [...bought, ...cardPayments(plan, bought, window)];
  return balance(plan.accounts, [...paid, ...savingsTransfers(plan, paid, window)], today);
}

/** The window of a world that ends on this day. */
export function windowTo(today: DayNumber): Window {
  return { firstYear: momentOf(today).getUTCFullYear() - 2, today };
}

/** Sorts entries and works out the balances they leave. */
export function balance(plans: readonly AccountPlan[], entries: readonly Entry[], today: DayNumber): Ledger {
  const posted = plans.map(() => 0);
  const pending = plans.map(() => 0);
  for (const { account, postDay, amountMinor } of entries) {
    const sums = postDay <= today ? posted : pending;
    sums[account] = (sums[account] ?? 0) + amountMinor;
  }
  const accounts = plans.map((plan, i) => {
    const owes = plan.type === 'credit' || plan.type === 'loan';
    const outMinor = posted[i] ?? 0;
    const currentMinor = plan.openingMinor + (owes ? outMinor : -outMinor);
    return { ...plan, currentMinor, pendingMinor: pending[i] ?? 0 };
  });
  return { today, accounts, entries: newestFirst(entries, today) };
}

/** The day an entry is shown under: when it posted, or when it happened while it is pending. */
export function shownDay({ day, postDay }: Entry, today: DayNumber): DayNumber {
  return postDay <= today ? postDay : day;
}

/** In the order in which banks tell them. */
export function newestFirst(entries: readonly Entry[], today: DayNumber): Entry[] {
  return entries.toSorted((a, b) => shownDay(b, today) - shownDay(a, today));
}
