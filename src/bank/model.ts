/** Accounts, transactions and debts in our own terms. Amounts are whole minor units; a sign is the holder's own. */

import type { DebtTerms } from './debt-terms.ts';

/** A calendar day as YYYY-MM-DD. */
export type Day = string;

/** A first and a last day, both included. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

export type AccountType = 'depository' | 'credit' | 'loan' | 'investment' | 'other';

/** One account with its balances. */
export interface Account {
  readonly id: string;
  /** The bank's name for it, else the official one, else its kind; never empty. */
  readonly name: string;
  readonly officialName: string | null;
  /** The last two to four characters of the account number. */
  readonly mask: string | null;
  readonly type: AccountType;
  /** Plaid's subtype, such as `checking` or `credit card`. */
  readonly subtype: string | null;
  /** ISO 4217 code, or Plaid's unofficial code. */
  readonly currency: string;
  /** What the account adds to net worth: money held is positive, money owed is negative. */
  readonly balanceMinor: number | null;
  /** What can be spent now. */
  readonly availableMinor: number | null;
  readonly limitMinor: number | null;
  /** When the bank last knew the balance, where it says so: a bank may answer live and still not know today's. */
  readonly balanceAt?: Date;
}

/** One transaction as the bank tells it. */
export interface Transaction {
  readonly id: string;
  readonly accountId: string;
  /** The day it was posted, or of its occurrence while it is pending. */
  readonly date: Day;
  /** Money in is positive, money out is negative (Plaid's sign is the other way round). */
  readonly amountMinor: number;
  readonly currency: string;
  /** The merchant where Plaid knows one, else the cleaned-up text of the bank, else `Unnamed`. */
  readonly name: string;
  /** The bank's own text, else the cleaned-up one; may be empty. */
  readonly originalName: string;
  /** Plaid's merchant id, the surest sign that two transactions have the same merchant. */
  readonly merchantId: string | null;
  /** Plaid's primary personal finance category, such as FOOD_AND_DRINK; OTHER where it gives none. */
  readonly category: string;
  /** Plaid's detailed category, such as FOOD_AND_DRINK_COFFEE; the primary one where it gives none. */
  readonly detailedCategory: string;
  readonly isPending: boolean;
  /** On a posted transaction: the id it had while it was pending. */
  readonly pendingId: string | null;
  /** On a pending transaction: the posted one that probably is the same, where the bank does not say so. */
  readonly probablySameAs?: PostedTwin;
}

/** What tells a posted transaction apart on the account of its pending one. */
export type PostedTwin = Pick<Transaction, 'id' | 'date' | 'amountMinor'>;

/** A bank's accounts at one moment. */
export interface Balances {
  readonly accounts: readonly Account[];
  /** `live`: the bank was asked for this very answer. `cached`: Plaid's last copy. */
  readonly source: 'live' | 'cached';
}

/** What is owed at a bank. */
export interface Liabilities {
  /** Cards and loans only, with the balances of Plaid's last copy. */
  readonly accounts: readonly Account[];
  /** By account id, where the bank tells them. */
  readonly terms: ReadonlyMap<string, DebtTerms>;
}
