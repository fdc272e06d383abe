/** What the SDK throws becomes a BankError; the SDK's own error holds the secret and the token, and goes no further. */

import { KIND_BY_CODE } from './error-codes.ts';
import { BankError, type BankErrorKind } from './errors.ts';

const UNREADABLE = 'UNREADABLE_ANSWER';

/** A BankError for anything that a call to Plaid can throw. */
export function toBankError(error: unknown): BankError {
  return error instanceof BankError ? error : brokenOff(error);
}

/** What is wrong with an answer, of which null is one that cannot be read; null where nothing is. */
export function answerErrorOf(answer: object | null, status: number): BankError | null {
  // Plaid sends one of its errors with a status of success (OAUTH_STATE_ID_ALREADY_PROCESSED, 208).
  const error = plaidErrorOf(answer, status);
  if (error) return error;
  const isTransient = status >= 500;
  if (status >= 300) return new BankError({ kind: 'plaid-down', code: `HTTP_${status}`, isTransient });
  // Some readers would take it for an answer without any fields.
  return answer ? null : new BankError({ kind: 'plaid-down', code: UNREADABLE });
}

/** A BankError for an error in Plaid's own form, or null for anything else. */
export function plaidErrorOf(body: unknown, status: number): BankError | null {
  const code = isRecord(body) && wordOf(body.error_code);
  if (!code) return null;
  const kind = KIND_BY_CODE.get(code) ?? kindByType(wordOf(body.error_type), status);
  // The two of which Plaid itself says that a moment later may be another matter.
  const isTransient = kind === 'plaid-down' || code === 'INSTITUTION_RATE_LIMIT';
  return new BankError({ kind, code, requestId: wordOf(body.request_id), isTransient });
}

/** For a code that came to Plaid's list after this was written. */
function kindByType(type: string | null, status: number): BankErrorKind {
  if (status === 429 || type === 'RATE_LIMIT_EXCEEDED') return 'limited';
  if (type === 'ITEM_ERROR') return 'sign-in';
  if (type === 'INSTITUTION_ERROR') return 'bank-down';
  return status >= 500 || type === 'API_ERROR' ? 'plaid-down' : 'operator';
}

/** An idle connection that Plaid closes just as it is used ends in a reset; a new one will do. */
function brokenOff(error: unknown): BankError {
  const code = transportCode(error);
  return new BankError({ kind: 'plaid-down', code, isTransient: code === 'ECONNRESET' });
}

/** Such as ECONNRESET; an answer that could be received but not understood has no code of its own. */
function transportCode(error: unknown): string {
  return (isRecord(error) && wordOf(error.code)) || UNREADABLE;
}

/** Codes and ids only: what does not look like one is not passed on, since it may quote anything. */
function wordOf(value: unknown): string | null {
  return typeof value === 'string' && /^\w{1,64}$/.test(value) ? value : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
