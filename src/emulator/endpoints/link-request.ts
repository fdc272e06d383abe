/** Reading and checking the body of /link/token/create. */
import type { Checked } from '../fields.ts';
import type { LinkRequest } from '../links.ts';
import { PlaidFault } from '../plaid-error.ts';
import type { PlaidSide } from '../plaid-side.ts';
import { KNOWN_PRODUCTS } from '../products.ts';
import type { CREATE_FIELDS } from './link-fields.ts';

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
    products: [body.products, body.required_if_supported_products, body.optional_products].flatMap(
      (list) => list ?? [],
    ),
    consentedProducts: body.additional_consented_products ?? [],
    daysRequested: body.transactions?.days_requested ?? DEFAULT_DAYS,
    webhook: updated === null ? (body.webhook ?? null) : null,
    redirectUri: body.redirect_uri ?? null,
    completionRedirectUri: body.hosted_link?.completion_redirect_uri || null,
    isMultiItem: body.enable_multi_item_link ?? false,
    userId: body.user_id ? plaid.users.open(body.user_id).id : null,
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
  const completionUri = body.hosted_link?.completion_redirect_uri;
  if (completionUri && !URL.canParse(completionUri)) {
    throw invalid('hosted_link.completion_redirect_uri must be a valid URL');
  }
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
