/** Plaid's errors: thrown as a PlaidFault inside the emulator, sent as Plaid's error body. */
import { ERROR_CODES } from './error-codes.ts';

const TOO_MANY = 'rate limit exceeded for attempts to access this item. please try again later';

const MESSAGES: Readonly<Record<string, string>> = {
  ACCOUNTS_LIMIT: TOO_MANY,
  ADDITIONAL_CONSENT_REQUIRED: 'client does not have user consent to access the requested product',
  BALANCE_LIMIT: TOO_MANY,
  INSTITUTION_DOWN: 'this institution is not currently responding to this request. please try again soon',
  INSTITUTION_NOT_ENABLED_IN_ENVIRONMENT: 'this institution is not enabled in this environment',
  INSTITUTION_NO_LONGER_SUPPORTED: 'this institution is no longer supported',
  INVALID_ACCESS_TOKEN: 'could not find matching access token',
  INVALID_ACCOUNT_ID: 'failed to find requested account ID for requested item',
  INVALID_API_KEYS: 'invalid client_id or secret provided',
  INVALID_BODY: 'body could not be parsed as JSON',
  INVALID_INSTITUTION: 'invalid institution_id provided',
  INVALID_LINK_TOKEN: 'could not find matching link token',
  INVALID_PRODUCT: 'client is not authorized to access the following products: ["transactions"]',
  INVALID_PUBLIC_TOKEN: 'could not find matching public token',
  INVALID_USER_ID: 'invalid user_id provided',
  ITEM_GET_LIMIT: TOO_MANY,
  ITEM_LOGIN_REQUIRED:
    'the login details of this item have changed (credentials, MFA, or required user action) and a user login is required to update this information. use Link update mode to restore the item to a good state',
  ITEM_NOT_FOUND: 'The Item you requested cannot be found. This Item does not exist or has been removed.',
  NO_ACCOUNTS: 'no valid accounts were found for this item',
  NO_LIABILITY_ACCOUNTS: 'no liability accounts found for the requested item',
  NOT_FOUND: 'the requested endpoint does not exist',
  PRODUCT_NOT_READY:
    'the requested product is not yet ready. please provide a webhook or try the request again later',
  PRODUCTS_NOT_SUPPORTED: 'the following products are not supported by this institution: ["transactions"]',
  RATE_LIMIT: TOO_MANY,
  SANDBOX_WEBHOOK_INVALID: 'webhook could not be fired: no webhook url is set on the item',
  TRANSACTIONS_LIMIT: TOO_MANY,
  TRANSACTIONS_REFRESH_LIMIT: TOO_MANY,
  TRANSACTIONS_SYNC_LIMIT: TOO_MANY,
  TRIAL_CONNECTION_LIMIT: 'you have reached the limit of connections for your trial plan',
};

const DISPLAY_MESSAGES: Readonly<Record<string, string>> = {
  INSTITUTION_DOWN:
    'This financial institution is not currently responding to requests. We apologize for the inconvenience.',
  ITEM_LOGIN_REQUIRED:
    'The login details of this account have changed. Sign in again to restore the connection.',
  NO_ACCOUNTS:
    "No valid accounts were found at the financial institution. Please visit your financial institution's website to confirm accounts are available.",
};

/** An error of Plaid's on its way to the answer. */
export class PlaidFault extends Error {
  readonly code: string;

  constructor(code: string, message?: string) {
    super(message ?? MESSAGES[code] ?? code.toLowerCase().replaceAll('_', ' '));
    this.code = code;
  }

  /** The HTTP status that Plaid sends with this code. */
  get status(): number {
    return ERROR_CODES.get(this.code)?.status ?? 400;
  }

  /** Plaid's error body. An unknown code is sent as an API_ERROR. */
  body(requestId: string): Record<string, unknown> {
    const type = ERROR_CODES.get(this.code)?.type ?? 'API_ERROR';
    const page = type
      .toLowerCase()
      .replace(/_error$/, '')
      .replaceAll('_', '-');
    return {
      display_message: DISPLAY_MESSAGES[this.code] ?? null,
      documentation_url: `https://plaid.com/docs/errors/${page}/#${this.code.toLowerCase()}`,
      error_code: this.code,
      error_message: this.message,
      error_type: type,
      request_id: requestId,
      suggested_action: null,
    };
  }
}
