/** Reading and checking the body of /link/token/create. */
import type { Checked } from '../fields.ts';
import type { LinkRequest } from '../links.ts';
import { PlaidFault } from '../plaid-error.ts';
import type { PlaidSide } from '../plaid-side.ts';
import type { Production } from '../production.ts';
import { KNOWN_PRODUCTS } from '../products.ts';
import type { CREATE_FIELDS } from './link-fields.ts';

/** How long link tokens live (https://plaid.com/docs/link/hosted-link/). */
const LINK_LIFETIME_MS = 4 * 3_600_000;
const UPDATE_LIFETIME_MS = 30 * 60_000;
const HOSTED_LIFETIME_MS = 30 * 60_000;
const DEFAULT_DAYS = 90;
/** An e-mail address or a phone number as people write them; digits alone are an id like any other. */
const PERSONAL = /@|^\+\d|^\(?\d{3}\)?[ -]\d{3}[ -]\d{4}$/;

/** The request of a body whose fields are in order. Throws what Plaid says to a body that makes no sense. */
export function linkRequestOf(body: Checked<typeof CREATE_FIELDS>, plaid: PlaidSide): LinkRequest {
  checkSense(body, plaid);
  const updated = body.access_token ? plaid.items.open(body.access_token) : null;
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
    selectsAccounts: body.update?.account_selection_enabled ?? false,
    accountFilters: body.account_filters ?? null,
    lifetimeMs: lifetimeOf(body),
  };
}

/** A link token lives as long as the address of its hosted page, if it has one. */
function lifetimeOf({ hosted_link, access_token }: Checked<typeof CREATE_FIELDS>): number {
  if (!hosted_link) return access_token ? UPDATE_LIFETIME_MS : LINK_LIFETIME_MS;
  const seconds = hosted_link.url_lifetime_seconds;
  return seconds ? seconds * 1000 : HOSTED_LIFETIME_MS;
}

function checkSense(body: Checked<typeof CREATE_FIELDS>, { production }: PlaidSide): void {
  if (body.country_codes.length === 0) throw invalid('country_codes must not be empty');
  checkCountries(body, production);
  checkProducts(body, production);
  if (!body.user && !body.user_id)
    throw new PlaidFault('MISSING_FIELDS', 'the following required fields are missing: user');
  if (PERSONAL.test(body.user?.client_user_id ?? '')) {
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

/** In Production a client has only the countries it asked for; Plaid's document names no code for that refusal. */
function checkCountries(
  { country_codes }: Checked<typeof CREATE_FIELDS>,
  production: Production | null,
): void {
  const others = country_codes.filter((code) => !(production?.countries?.includes(code) ?? true));
  if (others.length > 0) throw invalid(`client is not enabled for the country codes: ${others.join(', ')}`);
}

function checkProducts(body: Checked<typeof CREATE_FIELDS>, production: Production | null): void {
  const initial = [body.products, body.required_if_supported_products, body.optional_products].flatMap(
    (l) => l ?? [],
  );
  if (body.access_token) {
    if (initial.length > 0) throw invalid('products should not be provided when an access_token is provided');
  } else if (!body.products?.length) {
    throw new PlaidFault('MISSING_FIELDS', 'the following required fields are missing: products');
  }
  const all = [...initial, ...(body.additional_consented_products ?? [])];
  for (const product of all) {
    if (!KNOWN_PRODUCTS.includes(product)) {
      throw new PlaidFault('INVALID_PRODUCT', `${product} is not a valid product for this request`);
    }
  }
  const others = all.filter((product) => !(production?.products?.includes(product) ?? true));
  if (others.length > 0) {
    const list = JSON.stringify(others);
    throw new PlaidFault(
      'INVALID_PRODUCT',
      `client is not authorized to access the following products: ${list}`,
    );
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
