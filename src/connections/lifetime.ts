/** How long a linked bank stays in the browser: what a person can choose from. */

/** One choice. */
export interface Lifetime {
  readonly id: string;
  readonly label: string;
  /** The seal's own limit, whatever the browser does. */
  readonly days: number;
  /** Ends with the browser, and with the day at the latest. */
  readonly isSessionOnly: boolean;
}

/** A choice as forms offer it. */
export interface LifetimeChoice extends Lifetime {
  readonly isUsual: boolean;
}

const LIFETIMES: readonly Lifetime[] = [
  { id: 'session', label: 'until I close the browser', days: 1, isSessionOnly: true },
  { id: '1', label: '24 hours', days: 1, isSessionOnly: false },
  { id: '30', label: '30 days', days: 30, isSessionOnly: false },
  { id: '90', label: '90 days', days: 90, isSessionOnly: false },
];

const DEFAULT_LIFETIME = '1';
const DAY_MS = 24 * 60 * 60 * 1000;

/** The choices that an operator's limit leaves, and which of them is the usual one. */
export function lifetimesUpTo(maxDays: number): readonly LifetimeChoice[] {
  return LIFETIMES.filter(({ days }) => days <= maxDays).map((lifetime) => ({
    ...lifetime,
    isUsual: lifetime.id === DEFAULT_LIFETIME,
  }));
}

/** The chosen one; anything else is the default. */
export function lifetimeOf(id: unknown, maxDays: number): Lifetime {
  const choices = lifetimesUpTo(maxDays);
  const chosen = choices.find((lifetime) => lifetime.id === id);
  return chosen ?? (choices.find(({ isUsual }) => isUsual) as Lifetime);
}

/** When a connection that is made now expires. */
export function expiryOf(lifetime: Lifetime, now: Date): Date {
  return new Date(now.getTime() + lifetime.days * DAY_MS);
}
