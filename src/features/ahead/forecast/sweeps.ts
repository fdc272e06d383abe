/**
 * Regular transfers between two of a person's cash accounts. Many leave the same balance behind, whatever it was before: a
 * month's rest that is saved, or a current account that is filled up.
 */

import { daysBetween } from '../../../finance/days.ts';
import type { Flow } from '../../../finance/flow.ts';
import { groupBy } from '../../../finance/group-by.ts';
import type { Day } from '../../../finance/model.ts';
import { type Books, balanceOn, cashAccounts } from './books.ts';
import type { OwnTransfer } from './own-transfers.ts';
import { type DueDay, scheduleOf } from './recurring-schedule.ts';

export interface Sweep {
  /** The account whose balance decides, and the other. */
  readonly accountId: string;
  readonly otherId: string;
  readonly dues: readonly DueDay[];
  readonly daysLate: readonly number[];
  /** What the account had afterwards each time; null where transfers do not aim at a balance. */
  readonly leftMinor: readonly number[] | null;
  /** What it got each time: below zero for what it gave. */
  readonly amountsMinor: readonly number[];
  /** On the account, oldest first. */
  readonly rows: readonly Flow[];
}

const FEWEST = 4;
const LATEST = 12;
/** Balances that differ by less than half of what the amounts do are aimed at. */
const MUCH_NEARER = 0.5;

/** The monthly transfers between each two accounts. */
export function sweeps(books: Books, transfers: readonly OwnTransfer[], until: Day): Sweep[] {
  const cash = new Set(cashAccounts(books).map(({ id }) => id));
  const between = transfers.filter(({ from, to }) => cash.has(from.accountId) && cash.has(to.accountId));
  const pairs = groupBy(between, ({ from, to }) => [from.accountId, to.accountId].sort().join(' '));
  return [...pairs.values()].flatMap((pair) => sweepOf(books, pair, until) ?? []);
}

function sweepOf(books: Books, pair: readonly OwnTransfer[], until: Day): Sweep | null {
  const ordered = pair.toSorted((a, b) => a.from.date.localeCompare(b.from.date)).slice(-LATEST);
  const last = ordered.at(-1);
  if (!last || ordered.length < FEWEST || daysBetween(last.from.date, books.today) > 62) return null;
  const gaps = ordered
    .slice(1)
    .map(({ from }, index) => daysBetween(ordered[index]?.from.date ?? from.date, from.date));
  if (gaps.filter((gap) => gap >= 26 && gap <= 35).length < gaps.length * 0.75) return null;
  const sides = [last.from.accountId, last.to.accountId].map((accountId) =>
    sideOf(books, ordered, accountId),
  );
  const [first, second] = sides.sort((a, b) => a.spread - b.spread);
  if (!first || !second) return null;
  const schedule = scheduleOf(
    first.rows.map(({ date }) => date),
    'monthly',
  );
  const amountsMinor = first.rows.map(({ amountMinor }) => amountMinor);
  return {
    ...{ accountId: first.accountId, otherId: second.accountId },
    dues: schedule.ahead(books.today, until),
    daysLate: schedule.daysLate,
    leftMinor: first.spread < spreadOf(amountsMinor) * MUCH_NEARER ? first.left : null,
    amountsMinor,
    rows: first.rows,
  };
}

/** The rows on one of the two accounts, and the balances they left there. */
function sideOf(books: Books, pair: readonly OwnTransfer[], accountId: string) {
  const rows = pair.map(({ from, to }) => (from.accountId === accountId ? from : to));
  const left = rows.flatMap(({ date }) => balanceOn(books, accountId, date) ?? []);
  return { accountId, rows, left, spread: left.length < FEWEST ? Number.POSITIVE_INFINITY : spreadOf(left) };
}

/** The mean distance from the middle one. */
function spreadOf(amounts: readonly number[]): number {
  const middle = amounts.toSorted((a, b) => a - b)[Math.floor(amounts.length / 2)] ?? 0;
  return amounts.reduce((sum, amount) => sum + Math.abs(amount - middle), 0) / amounts.length;
}
