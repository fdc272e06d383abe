/** Whether our clock may be believed: what a wrong one ended at Plaid could not be had back. */

/** False where Plaid's clock shows another time than ours did: then nothing may be ended for being over. */
export type ClockCheck = (now: Date, plaidTime: Date | null) => boolean;

export interface ClockCheckOptions {
  /** Told once a minute at most; a positive difference means that our clock is ahead. */
  readonly onDifference: (seconds: number) => void;
  /** Milliseconds by a clock that nobody sets. */
  readonly uptimeMs?: () => number;
}

/** As far as Plaid's own check of a webhook's age lets clocks differ (Plaid, /docs/api/webhooks/webhook-verification). */
const MOST_APART_MS = 5 * 60_000;
const TELL_EVERY_MS = 60_000;

/**
 * A check that tells of differences. An answer without a time counts as agreeing: a server without a clock leaves it out
 * (RFC 9110, 6.6.1), and a proxy may drop it; else nothing would ever be ended there.
 */
export function createClockCheck({
  onDifference,
  uptimeMs = () => performance.now(),
}: ClockCheckOptions): ClockCheck {
  let toldAt = Number.NEGATIVE_INFINITY;
  return (now, plaidTime) => {
    if (plaidTime === null) return true;
    const apartMs = now.getTime() - plaidTime.getTime();
    if (Math.abs(apartMs) <= MOST_APART_MS) return true;
    if (uptimeMs() - toldAt >= TELL_EVERY_MS) {
      toldAt = uptimeMs();
      onDifference(Math.round(apartMs / 1000));
    }
    return false;
  };
}
