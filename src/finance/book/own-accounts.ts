/** Accounts that no bank tells, such as a house, a car or cash: figures of the person's own, each with its day. */

import { eachDay } from '../days.ts';
import { capitalise, type Format } from '../format.ts';
import type { Account, AccountType, Day } from '../model.ts';
import type { AccountPast } from '../past-balances.ts';
import { type Book, linesOf, type OwnKind } from './lines.ts';

/** What stands where others have their bank. No bank's cookie has such an id. */
export const OWN_BANK = { id: 'own', name: 'Your own' };

/** An account of the book, with the day on which its figure was true. */
export interface OwnAccount extends Account {
  readonly ownFigureOn: Day;
}

const TYPES: Readonly<Record<OwnKind, AccountType>> = {
  property: 'other',
  vehicle: 'other',
  cash: 'depository',
  loan: 'loan',
  other: 'other',
};

/** The accounts of a book, in its order. A loan is written as what is owed, and lessens net worth. */
export function ownAccounts(book: Book): OwnAccount[] {
  return linesOf(book, 'own').map(({ name, ownKind, amountMinor, currency, day }) => ({
    // Names differ by more than their case, so that ids do.
    ...{ id: `own:${name}`, name, officialName: null, mask: null, currency },
    ...{ type: TYPES[ownKind], subtype: ownKind },
    // Not -amountMinor, which would be minus zero for nothing.
    balanceMinor: ownKind === 'loan' ? 0 - amountMinor : amountMinor,
    ...{ availableMinor: null, limitMinor: null, ownFigureOn: day },
  }));
}

/** The past of each: nothing tells another figure, so that its own counts on every day. */
export function ownPasts(book: Book, from: Day, today: Day): AccountPast[] {
  const dates = eachDay(from, today);
  return ownAccounts(book).map((account) => ({
    ...{ account, knownFrom: from, reason: null, isAbout: false },
    days: dates.map((date) => ({ date, balanceMinor: account.balanceMinor })),
  }));
}

/** `your own figure of 1 Nov 2026`, beside each such amount; null for an account of a bank. */
export function ownFigureWords({ ownFigureOn }: Account, format: Pick<Format, 'day'>): string | null {
  return ownFigureOn === undefined ? null : `your own figure of ${format.day(ownFigureOn)}`;
}

/** Where an account's balance is from: its bank, or `Your own figure of 1 Nov 2026`. */
export function bankOrOwnFigure(account: Account, bankName: string, format: Pick<Format, 'day'>): string {
  const own = ownFigureWords(account, format);
  return own === null ? bankName : capitalise(own);
}
