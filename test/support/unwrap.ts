import type { Result } from '../../src/plaid/gateway.ts';

/** The value of a Result; throws its failure where it has one. */
export async function unwrap<T>(asked: Promise<Result<T>>): Promise<T> {
  const result = await asked;
  if (!result.ok) throw result.error;
  return result.value;
}
