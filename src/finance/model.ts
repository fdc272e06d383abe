/** Accounts, transactions and debts in our own terms. Amounts are whole minor units; a sign is the holder's own. */

import type { CountsAs, RecurringLine } from './book/lines.ts';

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
  /** On an account that no bank tells: the day on which the person's own figure was true. */
  readonly ownFigureOn?: Day;
}

/** One transaction as the bank tells it and, after `book/apply.ts`, as the person's book has it. */
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
  /** Plaid's merchant id, the surest sign that two transactions have the same merchant; a hash of it where there is a cache. */
  readonly merchantId: string | null;
  /** Where there is a cache: a hash of what is steady in the bank's own text, null where that is empty. */
  readonly textHash?: string | null;
  /** Plaid's primary personal finance category, such as FOOD_AND_DRINK; OTHER where it gives none. Or words of the person's book. */
  readonly category: string;
  /** Plaid's detailed category, such as FOOD_AND_DRINK_COFFEE; the primary one where it gives none. */
  readonly detailedCategory: string;
  readonly isPending: boolean;
  /** On a posted transaction: the id it had while it was pending. */
  readonly pendingId: string | null;
  /** On a pending transaction: the posted one that probably is the same, where the bank does not say so. */
  readonly probablySameAs?: PostedTwin;
  /** What the person says that it counts as, in their book; it goes before the table of flows. */
  readonly countsAs?: CountsAs;
  /** What the person's book says of a payment that seems to recur. */
  readonly recurs?: RecurringLine['status'];
  /** What Plaid told, where the person's book says otherwise. */
  readonly told?: Pick<Transaction, 'name' | 'merchantId' | 'category' | 'detailedCategory'>;
}

/** What tells a posted transaction apart on the account of its pending one. */
type PostedTwin = Pick<Transaction, 'id' | 'date' | 'amountMinor'>;

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

interface Terms {
  /** Whether a payment is late; null where the bank does not say. */
  readonly isOverdue: boolean | null;
  /** The least that is to be paid next, in minor units of the account's currency; positive, as all amounts here. */
  readonly nextPaymentMinor: number | null;
  /** YYYY-MM-DD, as all days here. Null where no payment is expected. */
  readonly dueOn: string | null;
  readonly lastPaymentMinor: number | null;
  readonly lastPaymentOn: string | null;
}

/** One of a card's interest rates. */
export interface Apr {
  /** Plaid's `apr_type`, such as `purchase_apr`. */
  readonly type: string;
  /** 21.24 is 21.24% a year. */
  readonly percent: number;
  /** What the rate applies to. */
  readonly balanceMinor: number | null;
  /** What it cost on the last statement. */
  readonly interestMinor: number | null;
}

export interface CardTerms extends Terms {
  readonly kind: 'card';
  /** None where the issuer does not tell. */
  readonly aprs: readonly Apr[];
  /** The balance of the last statement. */
  readonly statementMinor: number | null;
  readonly statementOn: string | null;
}

export interface LoanTerms extends Terms {
  readonly kind: 'mortgage' | 'student' | 'loan' | 'line-of-credit';
  /** 5.375 is 5.375% a year. */
  readonly ratePercent: number | null;
  /** Such as `fixed`. */
  readonly rateType: string | null;
  /** When it is to be paid off. */
  readonly maturesOn: string | null;
  /** Plaid's `loan_status` of a student loan, such as `repayment` or `deferment`. */
  readonly status: string | null;
}

export type DebtTerms = CardTerms | LoanTerms;
