/** The Result of a question to Plaid: a value or a PlaidError. Waiting for one never throws. */

import type { PlaidCallOptions } from './call-options.ts';
import { unexpected } from './error-mapping.ts';
import type { PlaidError } from './errors.ts';

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: PlaidError };

/** The result of code that asks Plaid and works on what it answers. What it throws is a fault of ours, and is told. */
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

/** All values, or the first failure among the results. */
export function allOf<T>(results: readonly Result<T>[]): Result<T[]> {
  const failed = results.find((result) => !result.ok);
  return failed ?? { ok: true, value: results.flatMap((result) => (result.ok ? [result.value] : [])) };
}
