/** Reading and checking the body of /link/token/create. */
import type { Checked, Fields } from '../fields.ts';
import type { LinkRequest } from '../links.ts';
import { PlaidFault } from '../plaid-error.ts';
import type { PlaidSide } from '../plaid-side.ts';
import { KNOWN_PRODUCTS } from '../products.ts';

const TEXT = { kind: 'string' } as const;
const LIST = { kind: 'list' } as const;
const FLAG = { kind: 'boolean' } as const;
const ANY = { kind: 'any' } as const;

export const CREATE_FIELDS = {
  client_name: { kind: 'string', isRequired: true },
  language: { kind: 'string', isRequired: true },
  country_codes: { kind: 'list', isRequired: true },
  user: {
    kind: 'object',
    fields: {
      client_user_id: { kind: 'string', isRequired: true },
      legal_name: TEXT,
      name: ANY,
      phone_number: TEXT,
      phone_number_verified_time: TEXT,
      email_address: TEXT,
      email_address_verified_time: TEXT,
      ssn: TEXT,
      date_of_birth: TEXT,
      address: ANY,
      id_number: ANY,
    },
  },
  user_id: TEXT,
  user_token: TEXT,
  products: LIST,
  required_if_supported_products: LIST,
  optional_products: LIST,
  additional_consented_products: LIST,
  webhook: TEXT,
  access_token: TEXT,
  redirect_uri: TEXT,
  link_customization_name: TEXT,
  appearance_mode: TEXT,
  institution_id: TEXT,
  institution_data: ANY,
  account_filters: ANY,
  enable_multi_item_link: FLAG,
  transactions: { kind: 'object', fields: { days_requested: { kind: 'integer', min: 1, max: 730 } } },
  update: { kind: 'any' },
  hosted_link: {
    kind: 'object',
    fields: {
      completion_redirect_uri: TEXT,
      url_lifetime_seconds: { kind: 'integer', min: 1, max: 21 * 86_400 },
      is_mobile_app: FLAG,
      delivery_method: TEXT,
    },
  },
} as const satisfies Fields;

const LINK_LIFETIME_MS = 4 * 3_600_000;
const UPDATE_LIFETIME_MS = 30 * 60_000;
const DEFAULT_DAYS = 90;

/** The request of a body whose fields are in order. Throws what Plaid says to a body that makes no sense. */
export function linkRequestOf(body: Checked<typeof CREATE_FIELDS>, plaid: PlaidSide): LinkRequest {
  checkSense(body);
  const updated = body.access_token ? plaid.items.open(body.access_token) : null;
  const urlSeconds = body.hosted_link?.url_lifetime_seconds;
  const usualMs = updated === null ? LINK_LIFETIME_MS : UPDATE_LIFETIME_MS;
  return {
    clientName: body.client_name,
    language: body.language,
    countryCodes: body.country_codes,
    products: body.products ?? [],
    consentedProducts: body.additional_consented_products ?? [],
    daysRequested: body.transactions?.days_requested ?? DEFAULT_DAYS,
    webhook: body.webhook ?? null,
    redirectUri: body.redirect_uri ?? null,
    completionRedirectUri: body.hosted_link?.completion_redirect_uri ?? null,
    isMultiItem: body.enable_multi_item_link ?? false,
    userId: body.user_id ?? null,
    updates: updated,
    lifetimeMs: urlSeconds ? urlSeconds * 1000 : usualMs,
  };
}

function checkSense(body: Checked<typeof CREATE_FIELDS>): void {
  if (body.country_codes.length === 0) throw invalid('country_codes must not be empty');
  checkProducts(body);
  if (!body.user && !body.user_id)
    throw new PlaidFault('MISSING_FIELDS', 'the following required fields are missing: user');
  if (/@|^\+?[\d\s()-]{7,}$/.test(body.user?.client_user_id ?? '')) {
    throw invalid(
      'user.client_user_id must not contain personal information such as an email or phone number',
    );
  }
  if (body.redirect_uri !== undefined && !isRedirectUri(body.redirect_uri ?? '')) {
    throw invalid(
      'OAuth redirect URI must be configured in the developer dashboard. See https://plaid.com/docs/link/oauth',
    );
  }
  if (body.webhook && !URL.canParse(body.webhook)) throw invalid('webhook must be a valid URL');
  if (body.enable_multi_item_link && !body.user_id && !body.user_token) {
    throw invalid('user_id or user_token is required when enable_multi_item_link is true');
  }
}

function checkProducts(body: Checked<typeof CREATE_FIELDS>): void {
  const initial = [body.products, body.required_if_supported_products, body.optional_products].flatMap(
    (l) => l ?? [],
  );
  if (body.access_token) {
    if (initial.length > 0) throw invalid('products should not be provided when an access_token is provided');
  } else if (!body.products?.length) {
    throw new PlaidFault('MISSING_FIELDS', 'the following required fields are missing: products');
  }
  for (const product of [...initial, ...(body.additional_consented_products ?? [])]) {
    if (!KNOWN_PRODUCTS.includes(product)) {
      throw new PlaidFault('INVALID_PRODUCT', `${product} is not a valid product for this request`);
    }
  }
}

function isRedirectUri(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash } = new URL(text);
  return search === '' && hash === '' && (protocol === 'https:' || hostname === 'localhost');
}

function invalid(message: string): PlaidFault {
  return new PlaidFault('INVALID_FIELD', message);
}
