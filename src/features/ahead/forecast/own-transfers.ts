/** Money that moves between a person's own accounts: both its rows, which Plaid does not tie together. */

import { daysBetween } from '../../../finance/days.ts';
import { type Flow, isMoved } from '../../../finance/flow.ts';
import { groupBy } from '../../../finance/group-by.ts';
import { type Books, cardAccounts, cashAccounts } from './books.ts';

/** The row on the account that was paid from, and the one on the account that was paid. */
export interface OwnTransfer {
  readonly from: Flow;
  readonly to: Flow;
}

/** The two rows may be posted so many days apart. */
export const MOST_DAYS_APART = 4;

/**
 * Rows of one size and currency on two accounts of the person's, posted within days, that count as transfer or payment. Of
 * several that fit, the nearest in time; each row is in one pair at most.
 */
export function ownTransfers(books: Books): OwnTransfer[] {
  const cash = new Set(cashAccounts(books).map(({ id }) => id));
  const own = new Set([...cash, ...cardAccounts(books).map(({ id }) => id)]);
  const moved = books.flows
    .filter((row) => !row.isPending && isMoved(row))
    .filter(({ accountId, amountMinor }) => (amountMinor < 0 ? cash : own).has(accountId))
    .toSorted((a, b) => a.date.localeCompare(b.date) || a.id.localeCompare(b.id));
  const groups = groupBy(moved, ({ amountMinor, currency }) => `${Math.abs(amountMinor)} ${currency}`);
  return [...groups.values()].flatMap(pairsOf);
}

/** The other account of each of these rows, by id. */
export function otherSides(transfers: readonly OwnTransfer[]): Map<Flow, string> {
  return new Map(
    transfers.flatMap(({ from, to }) => [
      [from, to.accountId],
      [to, from.accountId],
    ]),
  );
}

function pairsOf(rows: readonly Flow[]): OwnTransfer[] {
  const arrived = rows.filter(({ amountMinor }) => amountMinor > 0);
  const taken = new Set<Flow>();
  return rows.flatMap((from) => {
    if (from.amountMinor >= 0) return [];
    const apart = (row: Flow) => Math.abs(daysBetween(from.date, row.date));
    const [to] = arrived
      .filter((row) => row.accountId !== from.accountId && !taken.has(row) && apart(row) <= MOST_DAYS_APART)
      .sort((a, b) => apart(a) - apart(b));
    if (!to) return [];
    taken.add(to);
    return [{ from, to }];
  });
}
