/** Right after linking, Plaid knows a bank's last 30 days first, and the rest of its history minutes later. */

import type { DayRange, Transaction } from '../bank/model.ts';
import { addDays, dayOf } from '../present/days.ts';

/** Plaid says one minute, sometimes more than two. Nothing in its answer tells, so this errs on the long side. */
const NEW_FOR_MS = 10 * 60 * 1000;
const FIRST_DAYS = 31;

/** Whether a bank was linked so short a time ago that more of its history may be on the way. */
export function isNew(linkedAt: Date, now: Date): boolean {
  return now.getTime() - linkedAt.getTime() < NEW_FOR_MS;
}

/** Whether an answer goes no further back than those first days, although more was asked for. */
export function isRecentOnly(transactions: readonly Transaction[], { from }: DayRange, now: Date): boolean {
  const edge = addDays(dayOf(now), -FIRST_DAYS);
  return from < edge && transactions.every(({ date }) => date >= edge);
}
