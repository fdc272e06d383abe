/** The interface to Plaid: every question gives a Result, and none rejects. */

import type { Account, Balances, Day, DayRange, Liabilities, Transaction } from '../finance/model.ts';
import type { AccountMarks } from './account-overlap.ts';
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
  /** Where Plaid's limit of calls was met before all of it was read. */
  readonly cut?: Cut;
  /** What is wrong with the Item, although Plaid has answered with what it had. */
  readonly itemError?: PlaidError | null | undefined;
}

/** Where a history ends too early. */
export interface Cut {
  /** The day of the oldest transaction that was read; of this day too there may be more. */
  readonly from: Day;
  /** From when on Plaid allows as many calls again. */
  readonly againAt: Date;
}

/** As many transactions of a range as were asked for, from one place in it on. */
export interface HistoryPart {
  readonly transactions: readonly Transaction[];
  /** With their balances as Plaid last saw them. */
  readonly accounts: readonly Account[];
  /** How many transactions the whole range has. */
  readonly total: number;
  /** What is wrong with the Item, although Plaid has answered with what it had. */
  readonly itemError?: PlaidError | null | undefined;
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

/** An account as another Item recognises it, and as its owner does. */
export interface SharedAccount extends AccountMarks, Pick<Account, 'name' | 'mask'> {}

/** What an Item shares, and how its connection is. */
export interface SharedAccounts extends Pick<ItemStatus, 'error' | 'consentExpiresAt'> {
  readonly accounts: readonly SharedAccount[];
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
  /** Every transaction of the range, and the balances as Plaid last saw them. Waits for Plaid's limit, as the next ones do. */
  history(accessToken: string, range: DayRange, callOptions?: PlaidCallOptions): Promise<Result<History>>;
  /** Up to 500 transactions of the range, newest first, after so many. */
  historyPart(
    accessToken: string,
    part: { range: DayRange; offset: number; count: number },
    callOptions?: PlaidCallOptions,
  ): Promise<Result<HistoryPart>>;
  /**
   * The whole range page by page, each with the rows that were on none before it; there is always a first one. Ends after
   * a failure. Once the first page is there, the others wait for Plaid's limit as long as it takes.
   */
  historyPages(
    accessToken: string,
    range: DayRange,
    callOptions?: PlaidCallOptions,
  ): AsyncGenerator<Result<HistoryPart>, void>;
  /** Cards and loans with their terms. The first call begins a fee of its own, so it is made only when asked for. */
  liabilities(accessToken: string, callOptions?: PlaidCallOptions): Promise<Result<Liabilities>>;
  /** Which accounts the Item shares, and how its connection is; costs nothing. */
  sharedAccounts(accessToken: string, callOptions?: PlaidCallOptions): Promise<Result<SharedAccounts>>;
  /** The countries of an institution, by their ISO 3166-1 alpha-2 codes; costs nothing. */
  institutionCountries(
    institutionId: string,
    callOptions?: PlaidCallOptions,
  ): Promise<Result<readonly string[]>>;
  /** From now on Plaid tells of the Item at this address. */
  setWebhook(accessToken: string, url: string, callOptions?: PlaidCallOptions): Promise<Result<void>>;
  /** A public key of Plaid's webhooks; null for an id that is unknown or no longer used. */
  webhookKey(keyId: string, callOptions?: PlaidCallOptions): Promise<Result<WebhookKey | null>>;
  /** Ends the Item and its billing; one that is already gone is a success. */
  remove(accessToken: string, callOptions?: PlaidCallOptions): Promise<Result<Removal>>;
}

/** The owner of the new Items: a user of Plaid's, or a name that is used once and says nothing. */
export type LinkOwner = { readonly userId: string } | { readonly clientUserId: string };

/** A visit that is to bring new Items. */
interface LinkPlan {
  readonly owner: LinkOwner;
  /** Where the page sends the person afterwards, whatever happened there. */
  readonly returnUrl: string;
  /** Where Plaid tells of the new Items, if it can reach us. */
  readonly webhookUrl: string | null;
  /** Asks for Liabilities even where Plaid has refused them before. */
  readonly isKeyCheck?: boolean;
}

/** A visit about the Item that the person has: to sign in again, or to choose accounts (plaid.com/docs/link/update-mode). */
interface UpdatePlan {
  readonly returnUrl: string;
  readonly accessToken: string;
}

/** A visit to Plaid's hosted Link page. */
export interface LinkVisit {
  readonly linkToken: string;
  /** Where the person's browser goes. */
  readonly url: string;
}

/** What Link has told the person on its own page. */
export interface LinkRefusal {
  readonly error: PlaidError;
  readonly institutionName: string | null;
}

/** What came of a visit that was to bring new Items. */
export interface LinkResult {
  readonly newItems: readonly {
    publicToken: string;
    institutionId: string | null;
    institutionName: string | null;
    /** Those that the person has chosen to share; none where Link does not tell. */
    accounts: readonly AccountMarks[];
  }[];
  /** Why Link could not link a bank, where that ended a session. */
  readonly refusal: LinkRefusal | null;
  /** Nothing more will come of it: the page was opened, and is open nowhere any more. */
  readonly isOver: boolean;
}

export interface PlaidLink {
  /** Several banks in one visit where the owner is a user of Plaid's. */
  startLink(plan: LinkPlan, callOptions?: PlaidCallOptions): Promise<Result<LinkVisit>>;
  /** Whether Plaid allows this account to ask for consent to Liabilities; null until it has been asked. */
  hasLiabilities(): boolean | null;
  /** No new Item comes of it: the Item and its access token stay the same. */
  startUpdate(plan: UpdatePlan, callOptions?: PlaidCallOptions): Promise<Result<LinkVisit>>;
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
  /** Those that are left; null for a user that Plaid does not know, or not any more. */
  userItems(userId: string, callOptions?: PlaidCallOptions): Promise<Result<readonly UserItem[] | null>>;
  /** The same, none for an unknown user, and what time it is at Plaid, if it says so. */
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
