/** What a reader is to be told for each of Plaid's error codes, as Plaid's documentation says what to do about it. */

export interface Advice {
  readonly codes: string;
  readonly sentence: RegExp;
  /** Where the one control of the line leads. */
  readonly control: string;
}

const REPAIR = 'form[action$="/repair"] button';
const FORGET = 'form[action$="/disconnect"] button';
const LOOK = 'a:contains("Look again")';
const ASK = 'a:contains("Ask again")';
const SETUP = 'a[href="/setup"]';

const ADVICE: readonly Advice[] = [
  {
    codes:
      'ITEM_LOGIN_REQUIRED ACCESS_NOT_GRANTED INVALID_CREDENTIALS INVALID_MFA INVALID_OTP INVALID_PHONE_NUMBER ' +
      'INVALID_SEND_METHOD INSUFFICIENT_CREDENTIALS USER_INPUT_TIMEOUT MANUAL_VERIFICATION_REQUIRED ' +
      'INSTANT_MATCH_FAILED',
    sentence: /asks you to sign in again/,
    control: REPAIR,
  },
  {
    codes: 'PASSWORD_RESET_REQUIRED USER_SETUP_REQUIRED ITEM_LOCKED',
    sentence: /on its own site/,
    control: REPAIR,
  },
  {
    codes: 'NO_ACCOUNTS ADDITIONAL_CONSENT_REQUIRED',
    sentence: /choose again what it may share/,
    control: REPAIR,
  },
  { codes: 'PRODUCT_NOT_READY', sentence: /preparing .* under a minute/, control: LOOK },
  {
    codes: 'INSTITUTION_DOWN INSTITUTION_NOT_RESPONDING INSTITUTION_NOT_AVAILABLE',
    sentence: /is not answering .* for hours|so the last known ones are shown/,
    control: ASK,
  },
  {
    codes: 'INTERNAL_SERVER_ERROR PLANNED_MAINTENANCE TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION',
    sentence: /could not be reached through Plaid|so the last known ones are shown/,
    control: ASK,
  },
  {
    codes:
      'ACCOUNTS_LIMIT ACCOUNTS_BALANCE_GET_LIMIT BALANCE_LIMIT TRANSACTIONS_LIMIT TRANSACTIONS_SYNC_LIMIT ' +
      'TRANSACTIONS_REFRESH_LIMIT ITEM_GET_LIMIT INSTITUTIONS_GET_LIMIT INSTITUTIONS_GET_BY_ID_LIMIT ' +
      'INVESTMENT_HOLDINGS_GET_LIMIT INVESTMENT_TRANSACTIONS_LIMIT AUTH_LIMIT IDENTITY_LIMIT RATE_LIMIT ' +
      'INSTITUTION_RATE_LIMIT',
    sentence: /asked too often; wait a minute/,
    control: LOOK,
  },
  {
    codes:
      'ITEM_NOT_FOUND ITEM_CONCURRENTLY_DELETED INVALID_ACCESS_TOKEN USER_PERMISSION_REVOKED USER_NOT_FOUND INVALID_USER_ID',
    sentence: /no longer connected/,
    control: FORGET,
  },
  {
    codes:
      'INVALID_UPDATED_USERNAME INVALID_PUBLIC_TOKEN INVALID_LINK_TOKEN INCORRECT_LINK_TOKEN INCORRECT_OAUTH_NONCE ' +
      'OAUTH_STATE_ID_ALREADY_PROCESSED OAUTH_STATE_ID_NOT_FOUND',
    sentence: /has to be connected anew/,
    control: FORGET,
  },
  {
    codes: 'ITEM_NOT_SUPPORTED MFA_NOT_SUPPORTED INSTITUTION_NO_LONGER_SUPPORTED UNSUPPORTED_RESPONSE',
    sentence: /cannot be read through Plaid with this login/,
    control: FORGET,
  },
  {
    codes:
      'INVALID_API_KEYS UNAUTHORIZED_ENVIRONMENT UNAUTHORIZED_ROUTE_ACCESS INVALID_LINK_CUSTOMIZATION ' +
      'INSTITUTION_REGISTRATION_REQUIRED UNAUTHORIZED_INSTITUTION INSTITUTION_NOT_ENABLED_IN_ENVIRONMENT ' +
      'TRIAL_CONNECTION_LIMIT CREDITS_EXHAUSTED INVALID_PRODUCT INVALID_INSTITUTION INVALID_ACCOUNT_ID ' +
      'INVALID_WEBHOOK_VERIFICATION_KEY_ID INVALID_USER_IDENTITY_DATA MISSING_FIELDS UNKNOWN_FIELDS INVALID_FIELD ' +
      'INVALID_BODY INVALID_HEADERS INVALID_CONFIGURATION INCOMPATIBLE_API_VERSION SANDBOX_ONLY NOT_FOUND ' +
      'NO_LONGER_AVAILABLE SANDBOX_PRODUCT_NOT_ENABLED SANDBOX_WEBHOOK_INVALID',
    sentence: /tell its operator/,
    control: SETUP,
  },
];
/** Nothing to do, so nothing is said at the head of the page. */
const HIDDEN =
  'PRODUCTS_NOT_SUPPORTED PRODUCT_NOT_ENABLED NO_LIABILITY_ACCOUNTS NO_INVESTMENT_ACCOUNTS NO_AUTH_ACCOUNTS ' +
  'LAST_UPDATED_DATETIME_OUT_OF_RANGE';

export const ADVICE_BY_CODE: ReadonlyMap<string, Advice> = new Map(
  ADVICE.flatMap((advice) => advice.codes.split(' ').map((code) => [code, advice] as const)),
);
export const HIDDEN_CODES: readonly string[] = HIDDEN.split(' ');
