/**
 * A purchase that a bank tells twice, pending and posted, counts once.
 *
 * Most banks name the pending row on the posted one; it is left out then. At some banks Plaid's
 * `pending_transaction_id` is null. There a pending row is probably the same as a posted one of the same account,
 * currency, direction and merchant, posted on its day or up to seven days later, for the same amount, or for up to 35 %
 * more at a restaurant, a fuel station or a hotel, by the category of the posted row. Each row is in one pair at most:
 * first those of the same amount are paired, then the others; the nearest days first.
 */

import { addDays } from './days.ts';
import { groupBy } from './group-by.ts';
import { merchantKeys } from './merchant-keys.ts';
import type { Transaction } from './model.ts';

export const MOST_DAYS_TO_POST = 7;
const DAYS_TO_POST = Array.from({ length: MOST_DAYS_TO_POST + 1 }, (_, days) => days);

/** Where the final amount is known later than the card was checked. */
const OPEN_AMOUNT_CATEGORIES = new Set(['FOOD_AND_DRINK_RESTAURANT', 'TRANSPORTATION_GAS', 'TRAVEL_LODGING']);
const MOST_PERCENT = 135;

/** The rows without pending ones that a posted one names; of the others, those that are probably posted say so. */
export function eachPurchaseOnce(transactions: readonly Transaction[]): Transaction[] {
  const rows = withoutPendingTwins(transactions);
  const postedRows = probablyPosted(rows);
  if (postedRows.size === 0) return rows;
  return rows.map((row) => {
    const posted = postedRows.get(row);
    if (!posted) return row;
    const { id, date, amountMinor } = posted;
    return { ...row, probablySameAs: { id, date, amountMinor } };
  });
}

/** Whether a row counts in sums: a pending one that is probably the same as a posted one does not. */
export function counts({ probablySameAs }: Transaction): boolean {
  return probablySameAs === undefined;
}

/** A posted transaction gets a new id; its pending twin is left out, should the bank still tell both. */
function withoutPendingTwins(transactions: readonly Transaction[]): Transaction[] {
  const posted = new Set(transactions.map((transaction) => transaction.pendingId));
  return transactions.filter(({ id, isPending }) => !(isPending && posted.has(id)));
}

/** The posted row of each pending one that probably has one. The order of the rows makes no difference. */
export function probablyPosted(rows: readonly Transaction[]): Map<Transaction, Transaction> {
  const pairs = new Map<Transaction, Transaction>();
  const pending = rows.filter(({ isPending }) => isPending);
  if (pending.length === 0) return pairs;
  const candidates = [...pending, ...postedNear(rows, pending)].sort(bySizeAndId);
  // A merchant is told by these rows alone, so that how far back a page looks changes no pair.
  const merchantKey = merchantKeys(candidates);
  const direction = ({ amountMinor }: Transaction) => (amountMinor < 0 ? 'out' : 'in');
  const groups = groupBy(
    candidates,
    (row) => `${row.accountId} ${row.currency} ${direction(row)} ${merchantKey(row)}`,
  );
  for (const group of groups.values()) pairWithin(group, pairs);
  return pairs;
}

/** The rows that were posted within days of a pending one and name none themselves. */
export function postedNear(
  rows: readonly Transaction[],
  pending: readonly Transaction[],
): readonly Transaction[] {
  const days = new Set(pending.map(({ date }) => date));
  const near = new Set([...days].flatMap((day) => DAYS_TO_POST.map((count) => addDays(day, count))));
  return rows.filter(({ isPending, pendingId, date }) => !isPending && pendingId === null && near.has(date));
}

/** Pairs rows of one account, currency, direction and merchant, the smallest amount first. */
function pairWithin(rows: readonly Transaction[], pairs: Map<Transaction, Transaction>): void {
  const byDay = (own: readonly Transaction[]) => groupBy(own, ({ date }) => date);
  const pending = byDay(rows.filter(({ isPending }) => isPending));
  const posted = byDay(rows.filter(({ isPending }) => !isPending));
  if (pending.size === 0 || posted.size === 0) return;
  const taken = new Set<Transaction>();
  for (const compare of [compareSame, compareMore]) {
    for (const count of DAYS_TO_POST) {
      for (const [day, held] of pending) {
        const free = (posted.get(addDays(day, count)) ?? []).filter((row) => !taken.has(row));
        const left = held.filter((row) => !pairs.has(row));
        for (const [one, other] of inStep(left, free, compare)) {
          pairs.set(one, other);
          taken.add(other);
        }
      }
    }
  }
}

/** Below zero where the posted amount is too small for the pending one, above zero where it is too large. */
type Compare = (pending: Transaction, posted: Transaction) => number;

const compareSame: Compare = (pending, posted) => sizeOf(posted) - sizeOf(pending);

const compareMore: Compare = (pending, posted) => {
  if (!OPEN_AMOUNT_CATEGORIES.has(posted.detailedCategory) || sizeOf(posted) <= sizeOf(pending)) return -1;
  return sizeOf(posted) * 100 > sizeOf(pending) * MOST_PERCENT ? 1 : 0;
};

/** Goes through two lists side by side, both the smallest first, and gives what fits. */
function* inStep(
  pending: readonly Transaction[],
  posted: readonly Transaction[],
  compare: Compare,
): Generator<[Transaction, Transaction]> {
  let index = 0;
  for (const other of posted) {
    for (let one = pending[index]; one; one = pending[index]) {
      const difference = compare(one, other);
      if (difference < 0) break;
      index += 1;
      if (difference > 0) continue;
      yield [one, other];
      break;
    }
  }
}

function bySizeAndId(a: Transaction, b: Transaction): number {
  return sizeOf(a) - sizeOf(b) || (a.id < b.id ? -1 : 1);
}

/** An amount without its sign. */
function sizeOf({ amountMinor }: Transaction): number {
  return Math.abs(amountMinor);
}
