/** What can become of a linked bank: a thousand of them, and how each of them is left. */

/** How many banks there are of each outcome. */
export const OUTCOMES = {
  'logged out': 200,
  'expired before the restart; Plaid has news': 150,
  'expired after the restart; Plaid has news': 150,
  'expired before the restart; Plaid is silent': 75,
  'expired after the restart, seen in between; Plaid is silent': 75,
  'expired after the restart, and the browser comes back; Plaid is silent': 100,
  extended: 100,
  'still in its time': 100,
  // No browser comes, no webhook comes, and a restart has emptied the list in memory: only Redis would have kept them.
  'expired after the restart, and never seen again; Plaid is silent': 50,
} as const;

/** What becomes of a bank. */
export type Outcome = keyof typeof OUTCOMES;

export const BEYOND_REACH = 'expired after the restart, and never seen again; Plaid is silent';

/** How many days a bank of this outcome is linked for. */
export function daysOf(outcome: Outcome): number {
  if (outcome === 'still in its time') return 30;
  return outcome.includes('after the restart') ? 7 : 1;
}
