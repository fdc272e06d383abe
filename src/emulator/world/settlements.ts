/** Money between a person's own accounts: the card is paid, what a month leaves over is saved. Both legs are entries. */

import {
  CARD_PAYMENT_IN,
  CARD_PAYMENT_OUT,
  FROM_CHECKING,
  FROM_SAVINGS,
  TO_CHECKING,
  TO_SAVINGS,
} from './bank-payees.ts';
import { monthOf, type Window } from './calendar.ts';
import { type DayNumber, dayFrom } from './days.ts';
import type { Entry } from './entry.ts';
import type { Merchant } from './merchant.ts';
import type { Plan } from './plan.ts';

/** The card payments of a plan, given its purchases. */
export function cardPayments(plan: Plan, entries: readonly Entry[], window: Window): Entry[] {
  const { autopay } = plan;
  if (autopay === undefined) return [];
  return monthlyTotals(entries, autopay.card, window.firstYear).flatMap((owedMinor, month) => {
    const day = dayFrom(window.firstYear, month + 1, 5);
    if (owedMinor <= 0 || day > window.today) return [];
    const received = leg(`autopay:${month}:in`, autopay.card, day, -owedMinor, CARD_PAYMENT_IN);
    return autopay.from === null
      ? [received]
      : [leg(`autopay:${month}:out`, autopay.from, day, owedMinor, CARD_PAYMENT_OUT), received];
  });
}

/** The transfers to and from savings of a plan, given everything else that moves its checking account. */
export function savingsTransfers(plan: Plan, entries: readonly Entry[], window: Window): Entry[] {
  const { sweep } = plan;
  if (sweep === undefined) return [];
  return monthlyTotals(entries, sweep.checking, window.firstYear).flatMap((spentMinor, month) => {
    const day = dayFrom(window.firstYear, month, 31);
    const savedMinor = -Math.round(spentMinor / 1000) * 1000;
    if (savedMinor === 0 || day > window.today) return [];
    const [leaves, arrives] = savedMinor > 0 ? [TO_SAVINGS, FROM_CHECKING] : [FROM_SAVINGS, TO_CHECKING];
    return [
      leg(`sweep:${month}:checking`, sweep.checking, day, savedMinor, leaves),
      leg(`sweep:${month}:savings`, sweep.savings, day, -savedMinor, arrives),
    ];
  });
}

function monthlyTotals(entries: readonly Entry[], account: number, firstYear: number): number[] {
  const totals = new Array<number>(36).fill(0);
  for (const entry of entries) {
    if (entry.account !== account) continue;
    const month = monthOf(entry.day, firstYear);
    totals[month] = (totals[month] ?? 0) + entry.amountMinor;
  }
  return totals;
}

function leg(key: string, account: number, day: DayNumber, amountMinor: number, merchant: Merchant): Entry {
  return { key, account, day, postDay: day, amountMinor, merchant };
}
