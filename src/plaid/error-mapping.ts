/**
 * Maps Plaid's and the network's errors to PlaidError. The SDK's own error holds the secret and the token, and is
 * dropped.
 */

import { faultOf } from '../log.ts';
import { PlaidError, type PlaidErrorKind } from './errors.ts';

const UNREADABLE = 'UNREADABLE_ANSWER';

/** A PlaidError for anything that a call to Plaid can throw: what is neither Plaid's nor the network's is our own fault. */
export function toPlaidError(error: unknown): PlaidError {
  if (error instanceof PlaidError) return error;
  return codeOf(error) || isAxiosError(error) ? brokenOff(error) : unexpected(error);
}

/** Our own code failed. With an answer of Plaid's: it could not be mapped. */
export function unexpected(thrown: unknown, answer?: object): PlaidError {
  // Of the error itself nothing is kept: its message may quote what it stumbled over.
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
  return new PlaidError({ kind, code, requestId: wordOf(body.request_id), isTransient });
}

/** For a code that came to Plaid's list after this was written. */
function kindByType(type: string | null, status: number): PlaidErrorKind {
  if (status === 429 || type === 'RATE_LIMIT_EXCEEDED') return 'limited';
  if (type === 'ITEM_ERROR') return 'sign-in';
  if (type === 'INSTITUTION_ERROR') return 'bank-down';
  return status >= 500 || type === 'API_ERROR' ? 'plaid-down' : 'operator';
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

const CODES_BY_KIND: Readonly<Record<Exclude<PlaidErrorKind, 'unexpected'>, string>> = {
  'sign-in': `
    ITEM_LOGIN_REQUIRED ACCESS_NOT_GRANTED INVALID_CREDENTIALS INVALID_MFA INVALID_OTP INVALID_PHONE_NUMBER
    INVALID_SEND_METHOD INSUFFICIENT_CREDENTIALS USER_INPUT_TIMEOUT MANUAL_VERIFICATION_REQUIRED
    INSTANT_MATCH_FAILED`,
  'at-bank': 'PASSWORD_RESET_REQUIRED USER_SETUP_REQUIRED ITEM_LOCKED',
  consent: 'NO_ACCOUNTS ADDITIONAL_CONSENT_REQUIRED',
  'not-ready': 'PRODUCT_NOT_READY',
  'bank-down': 'INSTITUTION_DOWN INSTITUTION_NOT_RESPONDING INSTITUTION_NOT_AVAILABLE',
  'plaid-down': 'INTERNAL_SERVER_ERROR PLANNED_MAINTENANCE TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION',
  limited: `
    ACCOUNTS_LIMIT ACCOUNTS_BALANCE_GET_LIMIT BALANCE_LIMIT TRANSACTIONS_LIMIT TRANSACTIONS_SYNC_LIMIT
    TRANSACTIONS_REFRESH_LIMIT ITEM_GET_LIMIT INSTITUTIONS_GET_LIMIT INSTITUTIONS_GET_BY_ID_LIMIT
    INVESTMENT_HOLDINGS_GET_LIMIT INVESTMENT_TRANSACTIONS_LIMIT AUTH_LIMIT IDENTITY_LIMIT RATE_LIMIT
    INSTITUTION_RATE_LIMIT`,
  unsupported: `
    PRODUCTS_NOT_SUPPORTED PRODUCT_NOT_ENABLED NO_LIABILITY_ACCOUNTS NO_INVESTMENT_ACCOUNTS NO_AUTH_ACCOUNTS
    LAST_UPDATED_DATETIME_OUT_OF_RANGE`,
  gone: `
    ITEM_NOT_FOUND ITEM_CONCURRENTLY_DELETED INVALID_ACCESS_TOKEN USER_PERMISSION_REVOKED USER_NOT_FOUND
    INVALID_USER_ID`,
  relink: `
    INVALID_UPDATED_USERNAME INVALID_PUBLIC_TOKEN INVALID_LINK_TOKEN INCORRECT_LINK_TOKEN INCORRECT_OAUTH_NONCE
    OAUTH_STATE_ID_ALREADY_PROCESSED OAUTH_STATE_ID_NOT_FOUND`,
  unlinkable: 'ITEM_NOT_SUPPORTED MFA_NOT_SUPPORTED INSTITUTION_NO_LONGER_SUPPORTED UNSUPPORTED_RESPONSE',
  operator: `
    INVALID_API_KEYS UNAUTHORIZED_ENVIRONMENT UNAUTHORIZED_ROUTE_ACCESS INVALID_LINK_CUSTOMIZATION
    INSTITUTION_REGISTRATION_REQUIRED UNAUTHORIZED_INSTITUTION INSTITUTION_NOT_ENABLED_IN_ENVIRONMENT
    TRIAL_CONNECTION_LIMIT CREDITS_EXHAUSTED INVALID_PRODUCT INVALID_INSTITUTION INVALID_ACCOUNT_ID
    INVALID_WEBHOOK_VERIFICATION_KEY_ID INVALID_USER_IDENTITY_DATA MISSING_FIELDS UNKNOWN_FIELDS INVALID_FIELD
    INVALID_BODY INVALID_HEADERS INVALID_CONFIGURATION INCOMPATIBLE_API_VERSION SANDBOX_ONLY NOT_FOUND
    NO_LONGER_AVAILABLE SANDBOX_PRODUCT_NOT_ENABLED SANDBOX_WEBHOOK_INVALID`,
};

/** The kind of each code that Plaid's documentation lists; any other is judged by its type and status. */
export const KIND_BY_CODE: ReadonlyMap<string, PlaidErrorKind> = new Map(
  Object.entries(CODES_BY_KIND).flatMap(([kind, codes]) =>
    codes
      .trim()
      .split(/\s+/)
      .map((code) => [code, kind as PlaidErrorKind]),
  ),
);
