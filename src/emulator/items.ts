/** The Items that Plaid's side knows: made by Link, adopted from their tokens after a restart, removed for good. */
import { readAccessToken, writeAccessToken } from './access-token.ts';
import { forgetOldest } from './forget-oldest.ts';
import { type Item, itemIdOf, itemOf } from './item.ts';
import { PlaidFault } from './plaid-error.ts';
import { INSTITUTIONS, type Institution } from './world/institutions.ts';
import { PEOPLE } from './world/people.ts';
import type { Person } from './world/person.ts';

/** What a new Item is made from. */
export interface NewItem {
  readonly institution: Institution;
  readonly person: Person;
  readonly sharedAccounts?: number;
  readonly daysRequested?: number;
  readonly products?: readonly string[];
  readonly consentedProducts?: readonly string[];
  readonly webhook?: string | null;
  readonly userId?: string | null;
  readonly exactCount?: number;
}

export interface Items {
  /** An Item that nobody has a token of yet: Link makes it, and the exchange of its public token admits it. */
  create(made: NewItem): Item;
  /** From now on the Item is live: listed, billed and told of. */
  admit(item: Item): void;
  /** The Item of an access token, or null for a token that is unknown, replaced or of a removed Item. */
  find(accessToken: string): Item | null;
  /** As find, but throws INVALID_ACCESS_TOKEN or ITEM_NOT_FOUND. */
  open(accessToken: string): Item;
  remove(item: Item): void;
  isLive(item: Item): boolean;
  ofUser(userId: string): readonly Item[];
  /** Gives the Item a new token; the old one is refused from now on. */
  replaceToken(item: Item): string;
  list(): readonly Item[];
  clear(): void;
}

/** So that a demo that is never restarted stays small; an Item forgotten here is adopted again from its token. */
const KEPT_ITEMS = 10_000;
const KEPT_REMOVALS = 100_000;

/** No Items yet; `now` is the emulator's clock. */
export function createItems(now: () => Date): Items {
  const live = new Map<string, Item>();
  const removed = new Set<string>();
  let made = 0;

  return {
    create({ institution, person, sharedAccounts = 0xff, daysRequested = 730, exactCount, ...rest }) {
      const item = itemOf({
        institution: INSTITUTIONS.indexOf(institution),
        person: PEOPLE.indexOf(person),
        sharedAccounts,
        createdAt: new Date(Math.floor(now().getTime() / 1000) * 1000),
        daysRequested,
        nonce: made++ % 0x4000,
        generation: 0,
      });
      if (item === null) throw new PlaidFault('INVALID_INSTITUTION');
      return { ...item, ...rest, exactCount: exactCount ?? null };
    },
    admit(item) {
      live.set(item.id, item);
      forgetOldest(live, KEPT_ITEMS);
    },
    find,
    open(accessToken) {
      const item = find(accessToken);
      if (item !== null) return item;
      const seed = readAccessToken(accessToken);
      throw new PlaidFault(seed && removed.has(itemIdOf(seed)) ? 'ITEM_NOT_FOUND' : 'INVALID_ACCESS_TOKEN');
    },
    remove(item) {
      live.delete(item.id);
      removed.add(item.id);
      forgetOldest(removed, KEPT_REMOVALS);
    },
    isLive: (item) => live.has(item.id),
    ofUser: (userId) => [...live.values()].filter((item) => item.userId === userId),
    replaceToken(item) {
      const generation = (readAccessToken(item.accessToken)?.generation ?? 0) + 1;
      item.accessToken = writeAccessToken({ ...item.seed, generation });
      return item.accessToken;
    },
    list: () => [...live.values()],
    clear() {
      live.clear();
      removed.clear();
    },
  };

  function find(accessToken: string): Item | null {
    const seed = readAccessToken(accessToken);
    if (seed === null || removed.has(itemIdOf(seed))) return null;
    const item = live.get(itemIdOf(seed)) ?? itemOf(seed);
    if (item === null || item.accessToken !== accessToken) return null;
    live.set(item.id, item);
    forgetOldest(live, KEPT_ITEMS);
    return item;
  }
}
