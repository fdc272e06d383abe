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

const DAY_MS = 24 * 60 * 60 * 1000;
/** In days. */
const CHOICES = [1, 30, 90];
const UNTIL_CLOSED = { id: 'session', label: 'until I close the browser', days: 1, isSessionOnly: true };

/** What the operator has set, in days. */
export interface LifetimeLimits {
  readonly maxSessionDays: number;
  /** Offered first; at most the other. */
  readonly sessionDays: number;
}

/** The choices within the operator's limit, the operator's own among them, the shortest first. */
export function lifetimesFor({ maxSessionDays, sessionDays }: LifetimeLimits): readonly Lifetime[] {
  const days = [...new Set([...CHOICES, sessionDays])].filter((choice) => choice <= maxSessionDays);
  return [
    { ...UNTIL_CLOSED, isUsual: false },
    ...days
      .toSorted((a, b) => a - b)
      .map((choice) => ({
        id: String(choice),
        label: choice === 1 ? '24 hours' : `${choice} days`,
        days: choice,
        isSessionOnly: false,
        isUsual: choice === sessionDays,
      })),
  ];
}

/** The chosen one; anything else is the usual one. */
export function lifetimeOf(id: unknown, limits: LifetimeLimits): Lifetime {
  const choices = lifetimesFor(limits);
  const chosen = choices.find((lifetime) => lifetime.id === id);
  return chosen ?? (choices.find(({ isUsual }) => isUsual) as Lifetime);
}

/** When what lasts so many days from now on expires. */
export function expiryOf({ days }: Pick<Lifetime, 'days'>, now: Date): Date {
  return new Date(now.getTime() + days * DAY_MS);
}
