/**
 * Maps Plaid's and the network's errors to PlaidError. The SDK's own error holds the secret and the token, and is
 * dropped.
 */

import { faultOf } from '../log.ts';
import { KIND_BY_CODE, kindByType, LINK_PRODUCTS, PRODUCT_CODES } from './error-codes.ts';
import { PlaidError } from './errors.ts';

const UNREADABLE = 'UNREADABLE_ANSWER';

/** A PlaidError for anything that a call to Plaid can throw: what is neither Plaid's nor the network's is our own fault. */
export function toPlaidError(error: unknown): PlaidError {
  if (error instanceof PlaidError) return error;
  return codeOf(error) || isAxiosError(error) ? brokenOff(error) : unexpected(error);
}

/** Our own code failed. With an answer of Plaid's: it could not be mapped. */
export function unexpected(thrown: unknown, answer?: object): PlaidError {
  // Nothing of the error itself is kept: its message may quote what it stumbled over.
  const fault = faultOf(thrown);
  if (answer === undefined) return new PlaidError({ kind: 'unexpected', code: 'UNEXPECTED', fault });
  const requestId = isRecord(answer) ? wordOf(answer.request_id) : null;
  return new PlaidError({ kind: 'unexpected', code: 'UNEXPECTED_ANSWER', requestId, fault });
}

/** What is wrong with an answer, of which null is one that cannot be read; null where nothing is. */
export function answerErrorOf(answer: object | null, status: number): PlaidError | null {
  // Plaid sends one of its errors with a status of success (OAUTH_STATE_ID_ALREADY_PROCESSED, 208).
  const error = plaidErrorOf(answer, status);
  if (error) return error;
  const isTransient = status >= 500;
  if (status >= 300) return new PlaidError({ kind: 'plaid-down', code: `HTTP_${status}`, isTransient });
  // Some readers would take it for an answer without any fields.
  return answer ? null : new PlaidError({ kind: 'plaid-down', code: UNREADABLE });
}

/** A PlaidError for an error in Plaid's own form, or null for anything else. */
export function plaidErrorOf(body: unknown, status: number): PlaidError | null {
  const code = isRecord(body) && wordOf(body.error_code);
  if (!code) return null;
  const kind = KIND_BY_CODE.get(code) ?? kindByType(wordOf(body.error_type), status);
  // The two of which Plaid itself says that a moment later may be another matter.
  const isTransient = kind === 'plaid-down' || code === 'INSTITUTION_RATE_LIMIT';
  const products = PRODUCT_CODES.includes(code) ? productsIn(body.error_message) : [];
  return new PlaidError({ kind, code, requestId: wordOf(body.request_id), isTransient, products });
}

/** Plaid tells in its message alone which products it means, such as `["liabilities"]`: good for telling, not for deciding. */
function productsIn(message: unknown): string[] {
  return LINK_PRODUCTS.filter((product) => typeof message === 'string' && message.includes(`"${product}"`));
}

/** An idle connection that Plaid closes just as it is used ends in a reset; a new one will do. */
function brokenOff(error: unknown): PlaidError {
  const code = codeOf(error) ?? UNREADABLE;
  return new PlaidError({ kind: 'plaid-down', code, isTransient: code === 'ECONNRESET' });
}

/** Such as ECONNRESET. */
function codeOf(error: unknown): string | null {
  return isRecord(error) ? wordOf(error.code) : null;
}

/** The SDK speaks through axios, whose errors need not have a code. */
function isAxiosError(error: unknown): boolean {
  return isRecord(error) && error.isAxiosError === true;
}

/** Codes and ids only: what does not look like one is not passed on, since it may quote anything. */
function wordOf(value: unknown): string | null {
  return typeof value === 'string' && /^\w{1,64}$/.test(value) ? value : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
