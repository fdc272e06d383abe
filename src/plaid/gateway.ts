/** The interface to Plaid: every question gives a Result, and none rejects. */

import type { Account, Balances, DayRange, Liabilities, Transaction } from '../finance/model.ts';
import type { Overlap } from './account-overlap.ts';
import type { PlaidError } from './errors.ts';
import type { PlaidCallOptions, Result } from './result.ts';
import type { WebhookKey } from './webhook-keys.ts';

export type { PlaidCallOptions, Result } from './result.ts';

/** Every transaction of a range of days, newest first, with the cached balances that come along. */
export interface History {
  readonly transactions: readonly Transaction[];
  readonly balances: Balances;
  /** When the cache entry was made, where the transactions are from the cache. */
  readonly cachedAt?: Date;
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
  readonly error: PlaidError | null;
  /** When the person's consent ends, where the bank sets a date. */
  readonly consentExpiresAt: Date | null;
}

/** Every call that the app makes to Plaid. None rejects: each gives a Result. */
export interface Gateway extends PlaidLink, PlaidUsers {
  /** How the connection itself is; answers for a broken one too, and costs nothing. */
  item(accessToken: string, callOptions?: PlaidCallOptions): Promise<Result<ItemStatus>>;
  /** What time it is at Plaid, by an answer about this Item; null where it does not say, or knows no such Item. Costs nothing. */
  plaidTime(accessToken: string, callOptions?: PlaidCallOptions): Promise<Result<Date | null>>;
  /** Asks the bank itself, which takes seconds. */
  liveBalances(accessToken: string, callOptions?: PlaidCallOptions): Promise<Result<Balances>>;
  /** The accounts with their balances as Plaid last saw them; costs nothing. */
  accounts(accessToken: string, callOptions?: PlaidCallOptions): Promise<Result<Balances>>;
  /** Every transaction of the range, and the balances as Plaid last saw them. */
  history(accessToken: string, range: DayRange, callOptions?: PlaidCallOptions): Promise<Result<History>>;
  /** The same page by page, of one account where one is named; there is always a first one. Ends after a failure. */
  historyPages(
    accessToken: string,
    part: { range: DayRange; accountId?: string },
    callOptions?: PlaidCallOptions,
  ): AsyncGenerator<Result<HistoryPage>, void>;
  /** Cards and loans with their terms. The first call begins a fee of its own, so it is made only when asked for. */
  liabilities(accessToken: string, callOptions?: PlaidCallOptions): Promise<Result<Liabilities>>;
  /** How many of the Item's accounts another Item shows as well; costs nothing. */
  overlap(
    accessToken: string,
    otherAccessToken: string,
    callOptions?: PlaidCallOptions,
  ): Promise<Result<Overlap>>;
  /** From now on Plaid tells of the Item at this address. */
  setWebhook(accessToken: string, url: string, callOptions?: PlaidCallOptions): Promise<Result<void>>;
  /** A public key of Plaid's webhooks; null for an id that is unknown or no longer used. */
  webhookKey(keyId: string, callOptions?: PlaidCallOptions): Promise<Result<WebhookKey | null>>;
  /** Ends the Item and its billing; one that is already gone is a success. */
  remove(accessToken: string, callOptions?: PlaidCallOptions): Promise<Result<Removal>>;
}

/** Whose the new Items are: a user of Plaid's, or a name that is used once and says nothing. */
export type LinkOwner = { readonly userId: string } | { readonly clientUserId: string };

/** A visit that is to bring new Items. */
interface LinkPlan {
  readonly owner: LinkOwner;
  /** Where the page sends the person afterwards, whatever happened there. */
  readonly returnUrl: string;
  /** Where Plaid tells of the new Items, if it can reach us. */
  readonly webhookUrl: string | null;
}

/** A visit in which the person signs in again, to the Item that they have (Plaid: update mode). */
interface RepairPlan {
  readonly owner: LinkOwner;
  readonly returnUrl: string;
  readonly accessToken: string;
}

/** A visit to Plaid's hosted Link page. */
export interface LinkVisit {
  readonly linkToken: string;
  /** Where the person's browser goes. */
  readonly url: string;
}

/** What came of a visit that was to bring new Items. */
export interface LinkResult {
  readonly newItems: readonly {
    publicToken: string;
    institutionId: string | null;
    institutionName: string | null;
  }[];
  /** Nothing more will come of it: the page was opened, and is open nowhere any more. */
  readonly isOver: boolean;
}

export interface PlaidLink {
  /** Several banks in one visit where the owner is a user of Plaid's. */
  startLink(plan: LinkPlan, callOptions?: PlaidCallOptions): Promise<Result<LinkVisit>>;
  /** Nothing comes of it but a sound Item: its access token stays the same. */
  startRepair(plan: RepairPlan, callOptions?: PlaidCallOptions): Promise<Result<LinkVisit>>;
  readLink(linkToken: string, callOptions?: PlaidCallOptions): Promise<Result<LinkResult>>;
  /** Turns the single-use public token of a visit into the lasting access token of an Item. */
  exchange(
    publicToken: string,
    callOptions?: PlaidCallOptions,
  ): Promise<Result<{ accessToken: string; itemId: string }>>;
}

/** An Item as its user knows it. */
interface UserItem {
  readonly itemId: string;
  /** Where Plaid tells of it at present. */
  readonly webhook: string | null;
}

export interface UserItemsAndTime {
  readonly items: readonly UserItem[];
  readonly plaidTime: Date | null;
}

export interface PlaidUsers {
  /** The new user's id, or null where the operator's Plaid account has no users: linking then goes without. */
  createUser(clientUserId: string, callOptions?: PlaidCallOptions): Promise<Result<string | null>>;
  /** Whether there was a user to be had the last time; null before the first. */
  hasUsers(): boolean | null;
  /** Those that are left; none for a user that Plaid does not know. */
  userItems(userId: string, callOptions?: PlaidCallOptions): Promise<Result<readonly UserItem[]>>;
  /** The same, and what time it is at Plaid, if it says so. */
  userItemsAndTime(userId: string, callOptions?: PlaidCallOptions): Promise<Result<UserItemsAndTime>>;
  /** Ends all of these Items, or none of them and fails. */
  removeUserItems(
    userId: string,
    itemIds: readonly string[],
    callOptions?: PlaidCallOptions,
  ): Promise<Result<void>>;
  /** Ends every Item of the user, and the user; one that is already gone is a success. */
  removeUser(userId: string, callOptions?: PlaidCallOptions): Promise<Result<void>>;
}

/** What Plaid said when it was asked to end an Item. */
export interface Removal {
  /** Plaid's `request_id`, for a question to its support. */
  readonly requestId: string | null;
  /** Plaid did not know the Item any more. */
  readonly wasGone: boolean;
}
