/** The Result of a call to Plaid, a value or a PlaidError, and the options of such a call. Awaiting one never throws. */

import type { Lane } from '../event-loop-queue.ts';
import { unexpected } from './error-mapping.ts';
import type { PlaidError, PlaidErrorKind } from './errors.ts';

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: PlaidError };

/** The signal aborts a call when the reader leaves; the callbacks are told of calls and failures. */
export interface PlaidCallOptions {
  readonly signal?: AbortSignal;
  /** Where answers are parsed; left out, in one of the call's own. */
  readonly lane?: Lane;
  /** Transactions are read from Plaid even where they are cached. */
  readonly onlyFromBank?: boolean;
  /** A request goes out to Plaid. */
  readonly onCall?: () => void;
  readonly onFailure?: (error: PlaidError) => void;
  /** How long the answer may wait for Plaid's limit of calls; until the next minute when left out. */
  readonly longestWaitMs?: number | undefined;
  /** Plaid's limit of calls is met, and the answer waits for the next minute. */
  readonly onLimit?: () => void;
}

/** Runs code that calls Plaid and works on the answer. What it throws becomes an `unexpected` error, and is reported. */
export async function attempt<T>(
  callOptions: PlaidCallOptions | undefined,
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  try {
    return await work();
  } catch (thrown) {
    const error = unexpected(thrown);
    callOptions?.onFailure?.(error);
    return { ok: false, error };
  }
}

/** What was asked for; where it failed in one of these ways, `instead`. */
export async function unlessKind<T>(
  kinds: readonly PlaidErrorKind[],
  instead: T,
  asked: Promise<Result<T>>,
): Promise<Result<T>> {
  const result = await asked;
  return !result.ok && kinds.includes(result.error.kind) ? { ok: true, value: instead } : result;
}
