/** An Item: one person's connection to one bank. */
import { type ItemSeed, writeAccessToken } from './access-token.ts';
import { BEHAVIOURS, type Behaviour } from './behaviours.ts';
import { idFrom } from './ids.ts';
import { INSTITUTIONS, type Institution } from './world/institutions.ts';
import { PEOPLE } from './world/people.ts';
import type { Person } from './world/person.ts';

export interface Item {
  readonly id: string;
  readonly seed: ItemSeed;
  readonly institution: Institution;
  readonly person: Person;
  /** A count of transactions to have instead of the person's own, for tests of size. */
  readonly exactCount: number | null;
  /** The Plaid user it belongs to, where its link token named one. */
  readonly userId: string | null;
  accessToken: string;
  /** Bit i is set when account i is shared; update mode changes it. After a restart it is as it was at linking. */
  sharedAccounts: number;
  products: readonly string[];
  consentedProducts: readonly string[];
  webhook: string | null;
  /** The error code that stays until the owner signs in again. */
  brokenBy: string | null;
  signedInAt: Date;
  /** Whether /transactions/sync was ever called: only then Plaid tells of updates to sync. */
  hasSynced: boolean;
  /** When its history is ready, counted from linking; null where it is at once. */
  history: Behaviour['history'] | null;
  /** How often live balances were asked for. */
  balances: number;
  /** Whether liabilities were ever asked for: Plaid fetches them then. */
  hasLiabilities: boolean;
  /** How often the transactions were looked at. */
  looks: number;
  lastWebhook: { readonly code: string; readonly sentAt: Date } | null;
}

const LATER_PRODUCTS = ['liabilities', 'investments'];

/** How an Item's bank behaves. */
export function behaviourOf(item: Item): Behaviour {
  return BEHAVIOURS[item.institution.behaviour];
}

/** The Item of a seed as it is at first; null where its bank or person is not in this world. */
export function itemOf(seed: ItemSeed): Item | null {
  const [institution, person] = [INSTITUTIONS[seed.institution], PEOPLE[seed.person]];
  if (institution === undefined || person === undefined) return null;
  const behaviour: Behaviour = BEHAVIOURS[institution.behaviour];
  return {
    id: itemIdOf(seed),
    seed,
    institution,
    person,
    exactCount: null,
    userId: null,
    accessToken: writeAccessToken(seed),
    sharedAccounts: seed.sharedAccounts,
    products: ['transactions'],
    consentedProducts: LATER_PRODUCTS,
    webhook: null,
    brokenBy: behaviour.startsWith ?? null,
    signedInAt: seed.createdAt,
    hasSynced: false,
    history: behaviour.history ?? null,
    balances: 0,
    hasLiabilities: false,
    looks: 0,
    lastWebhook: null,
  };
}

/** The id of a seed's Item. */
export function itemIdOf(seed: ItemSeed): string {
  return idFrom(writeAccessToken({ ...seed, generation: 0 }));
}
