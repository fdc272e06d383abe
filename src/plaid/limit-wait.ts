/**
 * Plaid counts calls by the minute, for each Item (plaid.com/docs/errors/rate-limit-exceeded). A page that has nothing to
 * show yet waits for the next minute; one that has something shows it.
 */

import { setTimeout as pause } from 'node:timers/promises';
import type { PlaidCallOptions } from './gateway.ts';
import type { Result } from './result.ts';

/** Waits so long; rejects when the signal aborts. */
export type Wait = (ms: number, signal: AbortSignal | undefined) => Promise<unknown>;

/** Asks until Plaid's limit allows an answer. */
export type UntilAllowed = <T>(
  callOptions: PlaidCallOptions | undefined,
  ask: () => Promise<Result<T>>,
) => Promise<Result<T>>;

/** After this time every call of before has left the count. */
export const LIMIT_MS = 60_000;
/**
 * So long waits an answer of which nothing is sent meanwhile. With its calls it is there within half a minute, after which
 * the first proxies give up.
 */
export const SILENT_WAIT_MS = 12_000;
/** Together a little more, the short ones first: often most of the minute is over. */
const WAITS_MS = [4_000, 8_000, 20_000, 30_000];

/** What waits for Plaid's limits. A test plays the waiting. */
export function createLimitWait(wait: Wait = waitFor): UntilAllowed {
  return async (callOptions, ask) => {
    let leftMs = callOptions?.longestWaitMs ?? Number.POSITIVE_INFINITY;
    for (const ms of WAITS_MS) {
      const result = await ask();
      leftMs -= ms;
      if (result.ok || result.error.kind !== 'limited' || leftMs < 0) return result;
      callOptions?.onLimit?.();
      try {
        await wait(ms, callOptions?.signal);
      } catch {
        return result;
      }
    }
    return ask();
  };
}

const waitFor: Wait = (ms, signal) => pause(ms, undefined, signal ? { signal } : {});
