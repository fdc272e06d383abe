/** Money that moves between a person's own accounts: both its rows, which Plaid does not tie together. */

import { type Flow, isMoved } from '../../../finance/flow.ts';
import { transferPairs } from '../../../finance/transfer-pairs.ts';
import { type Books, cardAccounts, cashAccounts } from './books.ts';

/** The row on the account that was paid from, and the one on the account that was paid. */
export interface OwnTransfer {
  readonly from: Flow;
  readonly to: Flow;
}

/** The two rows may be posted so many days apart. */
export const MOST_DAYS_APART = 4;

/**
 * Rows of one size and currency on two accounts of the person's, posted within days, that count as transfer or payment:
 * the nearest in time first.
 */
export function ownTransfers(books: Books): OwnTransfer[] {
  const cash = new Set(cashAccounts(books).map(({ id }) => id));
  const own = new Set([...cash, ...cardAccounts(books).map(({ id }) => id)]);
  const moved = books.flows
    .filter((row) => !row.isPending && isMoved(row))
    .filter(({ accountId, amountMinor }) => (amountMinor < 0 ? cash : own).has(accountId))
    .toSorted((a, b) => a.date.localeCompare(b.date) || a.id.localeCompare(b.id));
  return transferPairs(moved, MOST_DAYS_APART).map(([from, to]) => ({ from, to }));
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
