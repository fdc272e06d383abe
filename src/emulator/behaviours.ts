/** How an institution behaves: most are ordinary, some play a trouble that Plaid knows. One entry each. */
import type { Fault } from './faults.ts';

/** What sets an institution apart; every member left out is the ordinary case. */
export interface Behaviour {
  /** The error new Items have until their owner signs in again by update mode. */
  readonly startsWith?: string;
  /** The error that product calls get at any time. */
  readonly productError?: string;
  /** How long after linking the last 30 days are ready, and all of the history. */
  readonly history?: { readonly recentAfterMs: number; readonly allAfterMs: number };
  /** How long an answer takes, by endpoint. */
  readonly delayMs?: Readonly<Record<string, number>>;
  /** Calls a minute that an Item may make, by endpoint. */
  readonly perMinute?: Readonly<Record<string, number>>;
  /** What happens to the answers of product calls. */
  readonly fault?: Fault;
  /**
   * What a second sign-in of the same person does to their first Item: ends it, or ends it where the accounts differ
   * (https://plaid.com/docs/link/duplicate-items/). At most banks both go on.
   */
  readonly secondLogin?: 'ends the first' | 'ends the first with other accounts';
  /** How long the owner's consent lasts. */
  readonly consentMs?: number;
  /** Each look at the transactions posts some of those that are pending. */
  readonly postsWhenLookedAt?: boolean;
  /** For some days a posted purchase is told as pending as well, and `pending_transaction_id` is always null. */
  readonly tellsTwice?: boolean;
  /** Takes some posted rows back the day after, and posts them again some days later. */
  readonly reverses?: boolean;
}

const DAY_MS = 86_400_000;

export const BEHAVIOURS = {
  ordinary: {},
  down: { productError: 'INSTITUTION_DOWN' },
  'needs sign-in': { startsWith: 'ITEM_LOGIN_REQUIRED' },
  slow: { delayMs: { '/accounts/balance/get': 3_000 } },
  'very slow': { delayMs: { '/accounts/balance/get': 30_000 } },
  'not ready': { history: { recentAfterMs: 20_000, allAfterMs: 40_000 } },
  limited: { perMinute: { '/accounts/balance/get': 2, '/transactions/get': 5 } },
  'consent ends': { consentMs: 5 * DAY_MS },
  'posts pending': { postsWhenLookedAt: true },
  'tells twice': { tellsTwice: true },
  reverses: { reverses: true },
  garbage: { fault: { kind: 'garbage' } },
  resets: { fault: { kind: 'reset' } },
  'half-written': { fault: { kind: 'truncated' } },
  locked: { startsWith: 'ITEM_LOCKED' },
  'shares nothing': { startsWith: 'NO_ACCOUNTS' },
  'one login': { secondLogin: 'ends the first' },
  'one login for each choice': { secondLogin: 'ends the first with other accounts' },
  unsupported: { productError: 'INSTITUTION_NO_LONGER_SUPPORTED' },
} satisfies Record<string, Behaviour>;

export type BehaviourName = keyof typeof BEHAVIOURS;
