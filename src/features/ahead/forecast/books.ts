/** What a forecast is made from, and the same as it was on an earlier day. */

import { worthOf } from '../../../finance/accounts.ts';
import { daysBetween } from '../../../finance/days.ts';
import type { Flow } from '../../../finance/flow.ts';
import type { Account, Day } from '../../../finance/model.ts';
import { type AccountPast, pastBalances } from '../../../finance/past-balances.ts';
import { counts } from '../../../finance/pending-twins.ts';
import { wholeHistory } from '../../../finance/period.ts';

export interface Books {
  readonly accounts: readonly Account[];
  /** The rows in the currencies of their accounts: one in another cannot be added to a balance. */
  readonly flows: readonly Flow[];
  /** All rows, also those in other currencies: before these no balance is known. */
  readonly told: readonly Flow[];
  readonly today: Day;
  /** By account id: the balances of the last two years. */
  readonly pasts: ReadonlyMap<string, AccountPast>;
}

/** The books of today. What is told twice counts once; what the person leaves out of totals has moved money all the same. */
export function booksOf(facts: Pick<Books, 'accounts' | 'flows' | 'today'>): Books {
  const { accounts, today } = facts;
  const told = facts.flows.filter(counts);
  const pasts = pastBalances({ accounts, transactions: told, from: wholeHistory(today).from, today });
  const currencies = new Map(accounts.map(({ id, currency }) => [id, currency]));
  const flows = told.filter(
    ({ accountId, currency }) => (currencies.get(accountId) ?? currency) === currency,
  );
  return { accounts, flows, told, today, pasts: new Map(pasts.map((past) => [past.account.id, past])) };
}

/**
 * The books as they were at the end of an earlier day: without what was posted since, and with the balances of that day.
 * Rows pending then are unknown now; what has ended since had not ended yet.
 */
export function booksAsOf(books: Books, day: Day): Books {
  const accounts = books.accounts.map((account) => ({
    ...account,
    balanceMinor: balanceOn(books, account.id, day),
    availableMinor: null,
  }));
  const flows = books.told.filter(({ date, isPending }) => !isPending && date <= day).map(asNotEnded);
  return booksOf({ accounts, flows, today: day });
}

function asNotEnded(row: Flow): Flow {
  if (row.recurs !== 'ended') return row;
  const { recurs: _, ...rest } = row;
  return rest;
}

/** The balance of an account at the end of a day; null where it cannot be known. */
export function balanceOn({ pasts }: Books, accountId: string, day: Day): number | null {
  const days = pasts.get(accountId)?.days ?? [];
  return days[daysBetween(days[0]?.date ?? day, day)]?.balanceMinor ?? null;
}

/** Accounts that money is paid from and received on, as far as their balance is known. */
export function cashAccounts({ accounts }: Books): Account[] {
  return accounts.filter((account) => account.type === 'depository' && worthOf(account) !== null);
}

/** Cards whose balance is known. */
export function cardAccounts({ accounts }: Books): Account[] {
  return accounts.filter(({ type, balanceMinor }) => type === 'credit' && balanceMinor !== null);
}
