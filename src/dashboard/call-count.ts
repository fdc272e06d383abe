/** Counts the calls to Plaid that questions cost. */

import type { Asking } from '../bank/gateway.ts';

/** The same way of asking, counted, and how many calls have gone out so far. */
export function countCalls(asking: Asking): { counted: Asking; callCount: () => number } {
  let calls = 0;
  const onCall = () => {
    calls += 1;
    asking.onCall?.();
  };
  return { counted: { ...asking, onCall }, callCount: () => calls };
}
