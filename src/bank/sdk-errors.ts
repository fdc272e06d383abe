/** What the SDK throws becomes a BankError; the SDK's own error holds the secret and the token, and goes no further. */

import { KIND_BY_CODE } from './error-codes.ts';
import { BankError, type BankErrorKind } from './errors.ts';

/** A BankError for anything that a call to Plaid can throw. */
export function toBankError(error: unknown): BankError {
  if (error instanceof BankError) return error;
  const response = isRecord(error) && isRecord(error.response) ? error.response : null;
  if (!response) return new BankError({ kind: 'plaid-down', code: transportCode(error) });
  const status = Number(response.status);
  return plaidErrorOf(response.data, status) ?? new BankError({ kind: 'plaid-down', code: `HTTP_${status}` });
}

/** A BankError for an error in Plaid's own form, or null for anything else. */
export function plaidErrorOf(body: unknown, status: number): BankError | null {
  const code = isRecord(body) && wordOf(body.error_code);
  if (!code) return null;
  const kind = KIND_BY_CODE[code] ?? kindByType(wordOf(body.error_type), status);
  return new BankError({ kind, code, requestId: wordOf(body.request_id) });
}

/** For a code that came to Plaid's list after this was written. */
function kindByType(type: string | null, status: number): BankErrorKind {
  if (status === 429 || type === 'RATE_LIMIT_EXCEEDED') return 'limited';
  if (type === 'ITEM_ERROR') return 'sign-in';
  if (type === 'INSTITUTION_ERROR') return 'bank-down';
  return status >= 500 ? 'plaid-down' : 'operator';
}

/** Such as ECONNRESET; an answer that could be received but not understood has no code of its own. */
function transportCode(error: unknown): string {
  return (isRecord(error) && wordOf(error.code)) || 'UNREADABLE_ANSWER';
}

/** Codes and ids only: what does not look like one is not passed on, since it may quote anything. */
function wordOf(value: unknown): string | null {
  return typeof value === 'string' && /^\w{1,64}$/.test(value) ? value : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
