/** A budget of calls a minute for each address. It is asked before something begins; what has begun is finished. */

const MINUTE_MS = 60_000;

export interface CallBudget {
  /** One more call on behalf of this address. */
  spend(address: string): void;
  /** Seconds until this address may begin something again; 0 where it may now. */
  secondsLeft(address: string): number;
}

/** The minute is everybody's own clock minute, so that a single map is dropped and none is searched. 0 sets no limit. */
export function createCallBudget(callsPerMinute: number, now: () => number = Date.now): CallBudget {
  let minute = 0;
  let calls = new Map<string, number>();

  function spentBy(address: string): number {
    const current = Math.floor(now() / MINUTE_MS);
    if (current !== minute) {
      minute = current;
      calls = new Map();
    }
    return calls.get(address) ?? 0;
  }

  return {
    spend(address) {
      // A new minute has a new map.
      const spent = spentBy(address);
      if (callsPerMinute > 0) calls.set(address, spent + 1);
    },
    secondsLeft(address) {
      if (callsPerMinute === 0 || spentBy(address) < callsPerMinute) return 0;
      return Math.ceil(((minute + 1) * MINUTE_MS - now()) / 1000);
    },
  };
}
