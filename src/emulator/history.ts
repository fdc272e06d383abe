/** The entries of an Item that a client may see. */
import type { Item } from './item.ts';
import { historyStageOf } from './item-error.ts';
import { PlaidFault } from './plaid-error.ts';
import { isCompatible } from './products.ts';
import { type DayNumber, dayOf } from './world/days.ts';
import type { Entry } from './world/entry.ts';
import { type Ledger, shownDay } from './world/ledger.ts';

interface Choice {
  /** Positions of the accounts. */
  readonly accounts: readonly number[];
  readonly from?: DayNumber;
  readonly to?: DayNumber;
}

/**
 * Entries of the chosen accounts, newest first, from as many days before linking as the client asked for. Accounts that
 * Transactions does not go with, such as brokerage, have none (https://plaid.com/docs/api/products/transactions/).
 */
export function visibleEntries(item: Item, ledger: Ledger, choice: Choice): readonly Entry[] {
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = choice;
  const accounts = choice.accounts.filter((position) => {
    const account = ledger.accounts[position];
    return account !== undefined && isCompatible('transactions', account);
  });
  const firstDay = Math.max(from, dayOf(item.seed.createdAt) - item.seed.daysRequested);
  const end = ledger.entries.findIndex((entry) => shownDay(entry, ledger.today) < firstDay);
  const recent = end < 0 ? ledger.entries : ledger.entries.slice(0, end);
  return recent.filter((entry) => shownDay(entry, ledger.today) <= to && accounts.includes(entry.account));
}

/** While a bank prepares its history, Plaid has the last days first. */
const RECENT_DAYS = 30;

/** The first day Plaid has rows of by now. Throws PRODUCT_NOT_READY while there are none. */
export function firstReadyDay(item: Item, now: Date): DayNumber {
  const stage = historyStageOf(item, now);
  if (stage === 'nothing') throw new PlaidFault('PRODUCT_NOT_READY');
  return stage === 'recent' ? dayOf(now) - RECENT_DAYS : Number.NEGATIVE_INFINITY;
}
