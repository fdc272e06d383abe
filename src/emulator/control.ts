/** What tests and proofs may do to the emulator behind its API. */
import type { Calls, ReceivedCall } from './calls.ts';
import { marked } from './canary.ts';
import type { Faults } from './faults.ts';
import { visibleEntries } from './history.ts';
import type { Item } from './item.ts';
import type { PlaidSide } from './plaid-side.ts';
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
  /** Exactly so many transactions over two years, in one account. */
  readonly transactions?: number;
}

export interface EmulatorControl {
  /** The calls received, oldest first; the last 10,000 at most. */
  calls(): readonly ReceivedCall[];
  readonly inject: Faults['inject'];
  readonly hold: Faults['hold'];
  createItem(wish: ItemWish): Item;
  /** The live Items. */
  items(): readonly Item[];
  /** Plaid's transaction objects of an Item, newest first, whole. Throws a RangeError for an unknown Item. */
  rawTransactions(itemId: string): readonly object[];
  /** What truly recurs in a person's books, at every bank. */
  labels(person: string): readonly RecurringLabel[];
  /** From now on every text of a bank's carries this canary, and every amount is unique. Null ends it. */
  canary(text: string | null): void;
  /** Forgets Items, links, calls and faults. */
  reset(): void;
}

interface Parts {
  readonly plaid: PlaidSide;
  readonly calls: Calls;
  readonly faults: Faults;
}

/** The control of an emulator's parts. */
export function createControl({ plaid, calls, faults }: Parts): EmulatorControl {
  return {
    calls: calls.list,
    inject: faults.inject,
    hold: faults.hold,
    createItem({ institutionId, person, daysRequested, webhook, transactions }) {
      return plaid.items.create({
        institution: named(INSTITUTIONS, institutionId),
        person: named(PEOPLE, person),
        ...(daysRequested === undefined ? {} : { daysRequested }),
        ...(webhook === undefined ? {} : { webhook }),
        ...(transactions === undefined ? {} : { exactCount: transactions }),
      });
    },
    items: plaid.items.list,
    rawTransactions(itemId) {
      const item = named(plaid.items.list(), itemId);
      const ledger = plaid.ledgerOf(item, dayOf(plaid.now()));
      const accounts = chosenAccounts(item, ledger, null);
      return visibleEntries(item, ledger, { accounts }).map((entry) =>
        marked(wireTransaction(item, ledger, entry, true), plaid.canary),
      );
    },
    labels: (person) => recurringLabels(named(PEOPLE, person), windowTo(dayOf(plaid.now()))),
    canary(text) {
      plaid.canary = text;
    },
    reset() {
      plaid.items.clear();
      plaid.links.clear();
      plaid.publicTokens.clear();
      plaid.canary = null;
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
