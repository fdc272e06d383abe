/** How long a linked bank stays in the browser: what a person can choose from. */

/** One choice. */
export interface Lifetime {
  readonly id: string;
  readonly label: string;
  /** The seal's own limit, whatever the browser does. */
  readonly days: number;
  /** Ends with the browser, and with the day at the latest. */
  readonly isSessionOnly: boolean;
  /** Chosen unless the person chooses another. */
  readonly isUsual: boolean;
}

const LIFETIMES: readonly Lifetime[] = [
  { id: 'session', label: 'until I close the browser', days: 1, isSessionOnly: true, isUsual: false },
  { id: '1', label: '24 hours', days: 1, isSessionOnly: false, isUsual: true },
  { id: '30', label: '30 days', days: 30, isSessionOnly: false, isUsual: false },
  { id: '90', label: '90 days', days: 90, isSessionOnly: false, isUsual: false },
];

const DAY_MS = 24 * 60 * 60 * 1000;

/** The choices that an operator's limit leaves. */
export function lifetimesUpTo(maxDays: number): readonly Lifetime[] {
  return LIFETIMES.filter(({ days }) => days <= maxDays);
}

/** The chosen one; anything else is the usual one. */
export function lifetimeOf(id: unknown, maxDays: number): Lifetime {
  const choices = lifetimesUpTo(maxDays);
  const chosen = choices.find((lifetime) => lifetime.id === id);
  return chosen ?? (choices.find(({ isUsual }) => isUsual) as Lifetime);
}

/** When what lasts so many days from now on expires. */
export function expiryOf({ days }: Pick<Lifetime, 'days'>, now: Date): Date {
  return new Date(now.getTime() + days * DAY_MS);
}
