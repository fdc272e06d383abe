/** How an institution behaves: most are ordinary, some play a trouble that Plaid knows. One entry each. */

/** What sets an institution apart; every member left out is the ordinary case. */
export interface Behaviour {
  /** The error that product calls get, given the Item's age in milliseconds. */
  productError?(ageMs: number): string | null;
  /** New Items need signing in again before the first product call succeeds. */
  readonly startsSignedOut?: boolean;
  /** How long an answer takes, by endpoint. */
  readonly delayMs?: Readonly<Record<string, number>>;
}

const PREPARING_MS = 20_000;

export const BEHAVIOURS = {
  ordinary: {},
  down: { productError: () => 'INSTITUTION_DOWN' },
  'needs sign-in': { startsSignedOut: true },
  slow: { delayMs: { '/accounts/balance/get': 3_000 } },
  'not ready': { productError: (ageMs) => (ageMs < PREPARING_MS ? 'PRODUCT_NOT_READY' : null) },
} satisfies Record<string, Behaviour>;

export type BehaviourName = keyof typeof BEHAVIOURS;
