/** Everything the app asks of Plaid. Each question gives a Result; none rejects. */

import type { Overlap } from './account-overlap.ts';
import type { Asking } from './asking.ts';
import type { BankError } from './errors.ts';
import type { Linking } from './linking.ts';
import type { Account, Balances, DayRange, Liabilities, Transaction } from './model.ts';
import type { Removal } from './removal.ts';
import type { Result } from './result.ts';
import type { Users } from './users.ts';
import type { WebhookKey } from './webhook-keys.ts';

export type { Asking } from './asking.ts';
export type { Result } from './result.ts';

/** Every transaction of a range of days, newest first, with the cached balances that come along. */
export interface History {
  readonly transactions: readonly Transaction[];
  readonly balances: Balances;
  /** When the transactions were copied, where they are from a copy of ours. */
  readonly copiedAt?: Date;
}

/** A part of a history. */
export interface HistoryPage {
  readonly transactions: readonly Transaction[];
  /** With their balances as Plaid last saw them. */
  readonly accounts: readonly Account[];
  readonly isLast: boolean;
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
