/** What a bank can tell us, in our own words. Amounts are whole minor units; a sign is the holder's own. */

import type { Overlap } from './account-overlap.ts';
import type { Asking } from './asking.ts';
import type { DebtTerms } from './debt-terms.ts';
import type { BankError } from './errors.ts';
import type { Linking } from './linking.ts';
import type { Removal } from './removal.ts';
import type { Result } from './result.ts';
import type { Users } from './users.ts';
import type { WebhookKey } from './webhook-keys.ts';

export type { Asking } from './asking.ts';
export type { Result } from './result.ts';

/** A calendar day as YYYY-MM-DD. */
export type Day = string;

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

/** Every transaction of a range of days, newest first, with the cached balances that come along. */
export interface History {
  readonly transactions: readonly Transaction[];
  readonly balances: Balances;
  /** When the transactions were copied, where they are from a copy of ours. */
  readonly copiedAt?: Date;
}

/** What is owed at a bank. */
export interface Liabilities {
  /** Cards and loans only, with the balances of Plaid's last copy. */
  readonly accounts: readonly Account[];
  /** By account id, where the bank tells them. */
  readonly terms: ReadonlyMap<string, DebtTerms>;
}

/** A part of a history. */
export interface HistoryPage {
  readonly transactions: readonly Transaction[];
  /** With their balances as Plaid last saw them. */
  readonly accounts: readonly Account[];
  readonly isLast: boolean;
}

/** A first and a last day, both included. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

/** How a connection is. */
export interface ItemStatus {
  readonly institutionName: string | null;
  /** When Plaid last got transactions and balances from the bank. */
  readonly lastUpdatedAt: Date | null;
  /** What is wrong with it, if anything. */
  readonly error: BankError | null;
  /** When the person's consent ends, where the bank sets a date. */
  readonly consentExpiresAt: Date | null;
}

/** Everything the app asks of banks. No question rejects: each has a result. */
export interface Bank extends Linking, Users {
  /** How the connection itself is; answers for a broken one too, and costs nothing. */
  item(accessToken: string, asking?: Asking): Promise<Result<ItemStatus>>;
  /** Asks the bank itself, which takes seconds. */
  liveBalances(accessToken: string, asking?: Asking): Promise<Result<Balances>>;
  /** The accounts with their balances as Plaid last saw them; costs nothing. */
  accounts(accessToken: string, asking?: Asking): Promise<Result<Balances>>;
  /** Every transaction of the range, and the balances as Plaid last saw them. */
  history(accessToken: string, range: DayRange, asking?: Asking): Promise<Result<History>>;
  /** The same page by page, of one account where one is named; there is always a first one. Ends after a failure. */
  historyPages(
    accessToken: string,
    part: { range: DayRange; accountId?: string },
    asking?: Asking,
  ): AsyncGenerator<Result<HistoryPage>, void>;
  /** Cards and loans with their terms. The first call begins a fee of its own, so it is made only when asked for. */
  liabilities(accessToken: string, asking?: Asking): Promise<Result<Liabilities>>;
  /** How many of the Item's accounts another Item shows as well; costs nothing. */
  overlap(accessToken: string, otherAccessToken: string, asking?: Asking): Promise<Result<Overlap>>;
  /** From now on Plaid tells of the Item at this address. */
  setWebhook(accessToken: string, url: string, asking?: Asking): Promise<Result<void>>;
  /** A public key of Plaid's webhooks; null for an id that is unknown or no longer used. */
  webhookKey(keyId: string, asking?: Asking): Promise<Result<WebhookKey | null>>;
  /** Ends the Item and its billing; one that is already gone is a success. */
  remove(accessToken: string, asking?: Asking): Promise<Result<Removal>>;
}
