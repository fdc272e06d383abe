/** The answer to a question that went well. */

import type { Result } from '../../src/plaid/gateway.ts';

/** The value; throws the failure where there is one. */
export async function unwrap<T>(asked: Promise<Result<T>>): Promise<T> {
  const result = await asked;
  if (!result.ok) throw result.error;
  return result.value;
}
