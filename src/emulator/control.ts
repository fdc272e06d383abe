/** What tests and proofs may do to the emulator behind its API. */
import { booksOf } from './books.ts';
import type { Calls, ReceivedCall } from './calls.ts';
import { marked } from './canary.ts';
import type { Faults } from './faults.ts';
import { visibleEntries } from './history.ts';
import type { Item } from './item.ts';
import { admitItem, breakItem, linkItem, mendItem } from './item-life.ts';
import { type PastBalances, pastBalances } from './past-balances.ts';
import type { PlaidSide } from './plaid-side.ts';
import { createProduction, type ProductionSetup } from './production.ts';
import type { User } from './users.ts';
import type { Webhooks } from './webhooks/webhooks.ts';
import { chosenAccounts } from './wire-account.ts';
import { wireTransaction } from './wire-transaction.ts';
import { dayOf } from './world/days.ts';
import { INSTITUTIONS } from './world/institutions.ts';
import { type RecurringLabel, recurringLabels } from './world/labels.ts';
import { windowTo } from './world/ledger.ts';
import { PEOPLE } from './world/people.ts';

/** An Item to make without Link. */
export interface ItemWish {
  readonly institutionId: string;
  /** A person's id. */
  readonly person: string;
  readonly daysRequested?: number;
  readonly webhook?: string;
  /** A user's id as /user/create gave it. */
  readonly userId?: string;
  /** Exactly so many transactions over two years, in one account. */
  readonly transactions?: number;
}

export interface EmulatorControl {
  /** The calls received, oldest first; the last 10,000 at most. */
  calls(): readonly ReceivedCall[];
  readonly inject: Faults['inject'];
  readonly hold: Faults['hold'];
  readonly faults: Faults['list'];
  readonly endFault: Faults['end'];
  createItem(wish: ItemWish): Item;
  /** The live Items. */
  items(): readonly Item[];
  /** Plaid's transaction objects of an Item, newest first, whole. Throws a RangeError for an unknown Item. */
  rawTransactions(itemId: string): readonly object[];
  /** What the bank's books say of each shared account at the end of each day, from this day (YYYY-MM-DD) to today. */
  pastBalances(itemId: string, from: string): readonly PastBalances[];
  /** What truly recurs in a person's books, at every bank. */
  labels(person: string): readonly RecurringLabel[];
  /**
   * From now on every text of a bank's carries this canary, and every amount is unique, unless `hasUniqueAmounts` is
   * false. Null ends it.
   */
  canary(text: string | null, options?: { hasUniqueAmounts: boolean }): void;
  /** Where a hosted page leads back to, before anyone has finished it. */
  returnUrl(hostedUrl: string): string;
  /** Those /user/create made and nobody removed. */
  users(): readonly User[];
  /** Whether the client may use /user/*; it may at first. */
  usersAllowed(isAllowed: boolean): void;
  /** From now on the client's account is in Production, set up like this; null brings the Sandbox back. */
  production(setup: ProductionSetup | null): void;
  /** Gives an Item an error that stays, and plans the webhook that tells of it. */
  breakItem(itemId: string, code: string): void;
  /** Ends an Item's error without update mode, and plans LOGIN_REPAIRED. */
  mendItem(itemId: string): void;
  /** Does what is due by the clock: webhooks, their retries, a new day's rows. Resolves when all are answered. */
  tick(): Promise<void>;
  /** The tries to deliver webhooks, oldest first; the last 10,000 at most. */
  readonly webhooks: Webhooks['list'];
  /** The JWT that Plaid would send with this body; `at` is now when left out. */
  sign(body: string, at?: Date): string;
  /** Ends the oldest signing key and begins a new one. */
  rotateKeys(): void;
  /** Forgets Items, users, links, webhooks, calls and faults. */
  reset(): void;
}

interface Parts {
  readonly plaid: PlaidSide;
  readonly calls: Calls;
  readonly faults: Faults;
  readonly tick: () => Promise<void>;
}

/** The control of an emulator's parts. */
export function createControl({ plaid, calls, faults, tick }: Parts): EmulatorControl {
  return {
    calls: calls.list,
    inject: faults.inject,
    hold: faults.hold,
    faults: faults.list,
    endFault: faults.end,
    createItem({ institutionId, person, transactions, ...wish }) {
      const item = linkItem(plaid, {
        ...wish,
        institution: named(INSTITUTIONS, institutionId),
        person: named(PEOPLE, person),
        ...(transactions === undefined ? {} : { exactCount: transactions }),
      });
      admitItem(plaid, item);
      return item;
    },
    items: plaid.items.list,
    rawTransactions(itemId) {
      const item = named(plaid.items.list(), itemId);
      const ledger = booksOf(plaid, item);
      const accounts = chosenAccounts(item, ledger, null);
      return visibleEntries(item, ledger, { accounts }).map((entry) =>
        marked(wireTransaction(item, ledger, entry, true), plaid.canary),
      );
    },
    pastBalances: (itemId, from) => pastBalances(plaid, named(plaid.items.list(), itemId), from),
    labels: (person) => recurringLabels(named(PEOPLE, person), windowTo(dayOf(plaid.now()))),
    canary(text, { hasUniqueAmounts } = { hasUniqueAmounts: true }) {
      plaid.canary = text === null ? null : { text, hasUniqueAmounts };
    },
    returnUrl(hostedUrl) {
      const token = new URL(hostedUrl).pathname.split('/').at(-1) ?? '';
      return plaid.links.find(token).request.completionRedirectUri ?? '';
    },
    users: plaid.users.list,
    usersAllowed(isAllowed) {
      plaid.mayUseUsers = isAllowed;
    },
    production(setup) {
      plaid.production = setup && createProduction(setup);
    },
    breakItem: (itemId, code) => breakItem(plaid, named(plaid.items.list(), itemId), code),
    mendItem: (itemId) => mendItem(plaid, named(plaid.items.list(), itemId)),
    tick,
    webhooks: plaid.webhooks.list,
    sign: (body, at = plaid.now()) => plaid.keys.sign(body, at),
    rotateKeys: plaid.keys.rotate,
    reset() {
      plaid.forget();
      calls.clear();
      faults.clear();
    },
  };
}

function named<T extends { readonly id: string }>(list: readonly T[], id: string): T {
  const found = list.find((entry) => entry.id === id);
  if (found === undefined) throw new RangeError(`the emulator knows no "${id}"`);
  return found;
}
