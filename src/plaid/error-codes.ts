/**
 * Plaid's error codes (plaid.com/docs/errors): of what kind each is, and of those that only the operator can end, what
 * people and the operator are told.
 */

import type { PlaidErrorKind } from './errors.ts';

/** What one cause looks like to each side. */
export interface OperatorCause {
  /** For people: a whole clause, without a full stop. */
  readonly cause: string;
  /** For whoever runs the server: what to do. */
  readonly remedy: string;
  /** It meets all calls alike, whichever was the first. */
  readonly isOfAccount?: true;
}

/** Refusals for a product. At linking, where there is no bank yet that could lack it, the operator's account does. */
export const PRODUCT_CODES = ['INVALID_PRODUCT', 'PRODUCT_NOT_ENABLED', 'PRODUCTS_NOT_SUPPORTED'];

/** The products that are asked for when linking, by Plaid's names for them. */
export const LINK_PRODUCTS = ['transactions', 'liabilities'] as const;

const OPERATOR_CAUSES: readonly (OperatorCause & { readonly codes: string })[] = [
  {
    codes: 'INVALID_API_KEYS',
    isOfAccount: true,
    cause: 'Plaid does not accept this server’s keys',
    remedy:
      'Plaid does not know these keys. Each environment has its own secret: compare PLAID_CLIENT_ID, PLAID_SECRET and PLAID_ENV with Plaid’s Dashboard, under Developers, Keys.',
  },
  {
    codes: 'UNAUTHORIZED_ENVIRONMENT',
    isOfAccount: true,
    cause: 'Plaid has not opened this environment to this server’s account',
    remedy: 'Your account may not use the environment of PLAID_ENV yet: ask for access in Plaid’s Dashboard.',
  },
  {
    codes: 'INVALID_PRODUCT UNAUTHORIZED_ROUTE_ACCESS SANDBOX_PRODUCT_NOT_ENABLED',
    cause: 'Plaid has not enabled this for this server’s account',
    remedy:
      'Your account may not use this product in this environment, or not in every country of PLAID_COUNTRY_CODES: ask for it in Plaid’s Dashboard, under Products.',
  },
  {
    codes: 'TRIAL_CONNECTION_LIMIT CREDITS_EXHAUSTED',
    isOfAccount: true,
    cause: 'this server’s Plaid account has used up what its plan allows',
    remedy:
      'A Trial plan has 10 Production Items for good, and removing one does not free a slot. For more, ask for full Production access in Plaid’s Dashboard.',
  },
  {
    codes: 'INVALID_LINK_CUSTOMIZATION',
    cause: 'this server’s sign-in page at Plaid is not finished',
    remedy:
      'In Plaid’s Dashboard, under Link, Link Customization, Data Transparency Messaging, choose at least one use case and publish it. Account Select must be enabled as well.',
  },
  {
    codes:
      'INSTITUTION_NOT_ENABLED_IN_ENVIRONMENT INSTITUTION_REGISTRATION_REQUIRED UNAUTHORIZED_INSTITUTION ' +
      'OAUTH_REGISTRATION_ERROR',
    cause: 'Plaid has not enabled this bank for this server',
    remedy:
      'A bank wants your account to be registered with it: see US OAuth Institutions in Plaid’s Dashboard, under Compliance, and answer the security questionnaire. It can take weeks, at Chase and Schwab up to six.',
  },
  {
    codes: 'INVALID_FIELD INVALID_CONFIGURATION',
    cause: 'Plaid refuses one of this server’s settings',
    remedy:
      'Plaid refuses a value. Each country of PLAID_COUNTRY_CODES must be enabled for your account, and PUBLIC_URL must be a whole address.',
  },
  {
    codes: 'INVALID_USER_ID',
    cause: 'Plaid does not accept the user that it was told this is for',
    remedy: 'Plaid rejects the user id it issued: ask its support whether your account has the new User API.',
  },
  {
    codes: 'INVALID_WEBHOOK_VERIFICATION_KEY_ID',
    cause: 'a webhook was not signed by Plaid',
    remedy: 'A webhook came from another environment than that of PLAID_ENV, or was made up.',
  },
  {
    codes: 'NO_HOSTED_LINK',
    cause: 'Plaid gives this server no page to sign in on',
    remedy: 'Plaid gave no hosted Link page: ask its support to enable Hosted Link for your account.',
  },
];

/** The cause for a code that came to Plaid's list after this was written. */
const UNKNOWN_CAUSE: OperatorCause = {
  cause: 'Plaid refused because of how this server is set up',
  remedy: 'Plaid’s documentation says under Errors what this code means: plaid.com/docs/errors.',
};

const CODES_BY_KIND: Readonly<Record<PlaidErrorKind, string>> = {
  'sign-in': `
    ITEM_LOGIN_REQUIRED ACCESS_NOT_GRANTED INVALID_CREDENTIALS INVALID_MFA INVALID_OTP INVALID_PHONE_NUMBER
    INVALID_SEND_METHOD INSUFFICIENT_CREDENTIALS USER_INPUT_TIMEOUT MANUAL_VERIFICATION_REQUIRED
    INSTANT_MATCH_FAILED INVALID_ACCOUNT_NUMBER INCORRECT_DEPOSIT_VERIFICATION TOO_MANY_VERIFICATION_ATTEMPTS
    PROFILE_AUTHENTICATION_FAILED RECAPTCHA_REQUIRED RECAPTCHA_BAD`,
  'at-bank': 'PASSWORD_RESET_REQUIRED USER_SETUP_REQUIRED ITEM_LOCKED',
  consent: 'NO_ACCOUNTS ADDITIONAL_CONSENT_REQUIRED INVALID_ACCOUNT_ID',
  'not-ready': 'PRODUCT_NOT_READY',
  'bank-down': 'INSTITUTION_DOWN INSTITUTION_NOT_RESPONDING INSTITUTION_NOT_AVAILABLE',
  'plaid-down': 'INTERNAL_SERVER_ERROR PLANNED_MAINTENANCE TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION',
  limited: `
    ACCOUNTS_LIMIT ACCOUNTS_BALANCE_GET_LIMIT BALANCE_LIMIT TRANSACTIONS_LIMIT TRANSACTIONS_SYNC_LIMIT
    TRANSACTIONS_REFRESH_LIMIT ITEM_GET_LIMIT INSTITUTIONS_GET_LIMIT INSTITUTIONS_GET_BY_ID_LIMIT
    INVESTMENT_HOLDINGS_GET_LIMIT INVESTMENT_TRANSACTIONS_LIMIT AUTH_LIMIT IDENTITY_LIMIT RATE_LIMIT
    INSTITUTION_RATE_LIMIT`,
  unsupported: `
    PRODUCTS_NOT_SUPPORTED PRODUCT_NOT_ENABLED NO_LIABILITY_ACCOUNTS NO_INVESTMENT_ACCOUNTS
    NO_INVESTMENT_AUTH_ACCOUNTS NO_AUTH_ACCOUNTS LAST_UPDATED_DATETIME_OUT_OF_RANGE`,
  gone: 'ITEM_NOT_FOUND ITEM_CONCURRENTLY_DELETED INVALID_ACCESS_TOKEN USER_PERMISSION_REVOKED USER_NOT_FOUND',
  relink: `
    INVALID_UPDATED_USERNAME INVALID_PUBLIC_TOKEN INVALID_LINK_TOKEN INCORRECT_LINK_TOKEN INCORRECT_OAUTH_NONCE
    OAUTH_STATE_ID_ALREADY_PROCESSED OAUTH_STATE_ID_NOT_FOUND`,
  unlinkable: 'ITEM_NOT_SUPPORTED MFA_NOT_SUPPORTED INSTITUTION_NO_LONGER_SUPPORTED UNSUPPORTED_RESPONSE',
  operator: OPERATOR_CAUSES.map(({ codes }) => codes).join(' '),
  // What this program sent cannot have been right.
  unexpected: `
    MISSING_FIELDS UNKNOWN_FIELDS INVALID_BODY INVALID_HEADERS INCOMPATIBLE_API_VERSION NOT_FOUND
    NO_LONGER_AVAILABLE SANDBOX_ONLY SANDBOX_WEBHOOK_INVALID SANDBOX_TRANSFER_EVENT_TRANSITION_INVALID
    FAILED_PRECONDITION INVALID_INSTITUTION INVALID_USER_IDENTITY_DATA INVALID_USER_TOKEN
    INVALID_AUDIT_COPY_TOKEN INVALID_PROCESSOR_TOKEN INVALID_STRIPE_ACCOUNT DIRECT_INTEGRATION_NOT_ENABLED
    PLAID_DIRECT_ITEM_IMPORT_RETURNED_INVALID_MFA`,
};

/** The kind of each code that Plaid's documentation lists for what this app does; any other is judged by its type. */
export const KIND_BY_CODE: ReadonlyMap<string, PlaidErrorKind> = new Map(
  Object.entries(CODES_BY_KIND).flatMap(([kind, codes]) =>
    words(codes).map((code) => [code, kind as PlaidErrorKind]),
  ),
);

/** Types of errors that only products have which this app never asks for: such an answer makes no sense. */
const FOREIGN_TYPES = words(`
  ASSET_REPORT_ERROR BASE_REPORT_ERROR PAYMENT_ERROR BANK_TRANSFER_ERROR INCOME_VERIFICATION_ERROR
  MICRODEPOSITS_ERROR PARTNER_ERROR SIGNAL_ERROR TRANSACTION_ERROR TRANSFER_ERROR CHECK_REPORT_ERROR
  CONSUMER_REPORT_ERROR`);

/** For a code that came to Plaid's list after this was written, or belongs to a product of no use here. */
export function kindByType(type: string | null, status: number): PlaidErrorKind {
  if (status === 429 || type === 'RATE_LIMIT_EXCEEDED') return 'limited';
  if (type === 'ITEM_ERROR' || type === 'RECAPTCHA_ERROR') return 'sign-in';
  if (type === 'INSTITUTION_ERROR') return 'bank-down';
  if (status >= 500 || type === 'API_ERROR') return 'plaid-down';
  return type !== null && FOREIGN_TYPES.includes(type) ? 'unexpected' : 'operator';
}

/** What people and the operator are told of a code that only the operator can do something about. */
export function operatorCause(code: string): OperatorCause {
  const listed = PRODUCT_CODES.includes(code) ? 'INVALID_PRODUCT' : code;
  return OPERATOR_CAUSES.find(({ codes }) => words(codes).includes(listed)) ?? UNKNOWN_CAUSE;
}

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
