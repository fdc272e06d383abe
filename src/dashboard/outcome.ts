/** A question that was asked: its answer or what went wrong. Waiting for one never throws. */

import { BankError } from '../bank/errors.ts';

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: BankError };

/** The outcome of a question to a bank. */
export async function settle<T>(question: Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await question };
  } catch (error) {
    if (error instanceof BankError) return { ok: false, error };
    // A Bank rejects with BankErrors only: anything else is our own fault, and still costs no more than its place.
    return { ok: false, error: new BankError({ kind: 'plaid-down', code: 'UNEXPECTED' }) };
  }
}
