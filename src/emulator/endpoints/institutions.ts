/** /institutions/get, /institutions/get_by_id and /institutions/search. */
import { BEHAVIOURS, type Behaviour } from '../behaviours.ts';
import { endpoint } from '../endpoint.ts';
import { PlaidFault } from '../plaid-error.ts';
import { type Institution, institutionsIn } from '../world/institutions.ts';

const FLAG = { kind: 'boolean' } as const;
const ANY = { kind: 'any' } as const;
const LIST = { kind: 'list' } as const;
const COUNTRIES = { kind: 'list', isRequired: true } as const;

const METADATA = {
  include_optional_metadata: FLAG,
  include_auth_metadata: FLAG,
  include_payment_initiation_metadata: FLAG,
} as const;

export const institutionsGetById = endpoint(
  {
    institution_id: { kind: 'string', isRequired: true },
    country_codes: COUNTRIES,
    options: { kind: 'object', fields: { ...METADATA, include_status: FLAG } },
  },
  (body, { plaid, requestId }) => {
    const institution = institutionsIn(body.country_codes).find(({ id }) => id === body.institution_id);
    if (institution === undefined) throw new PlaidFault('INVALID_INSTITUTION');
    const { include_status, include_optional_metadata } = body.options ?? {};
    const status = include_status ? { status: statusOf(institution, plaid.now()) } : {};
    return {
      institution: { ...wireInstitution(institution, include_optional_metadata), ...status },
      request_id: requestId,
    };
  },
);

export const institutionsGet = endpoint(
  {
    count: { kind: 'integer', isRequired: true, min: 1, max: 500 },
    offset: { kind: 'integer', isRequired: true, min: 0 },
    country_codes: COUNTRIES,
    options: {
      kind: 'object',
      fields: { ...METADATA, products: LIST, routing_numbers: LIST, oauth: FLAG },
    },
  },
  (body, { requestId }) => {
    const { products, oauth, include_optional_metadata } = body.options ?? {};
    const found = institutionsWith(products, body.country_codes).filter(
      ({ isOAuth }) => (oauth ?? isOAuth) === isOAuth,
    );
    return {
      institutions: found
        .slice(body.offset, body.offset + body.count)
        .map((institution) => wireInstitution(institution, include_optional_metadata)),
      request_id: requestId,
      total: found.length,
    };
  },
);

/** Plaid gives the ten best. */
const FOUND_AT_MOST = 10;

export const institutionsSearch = endpoint(
  {
    query: { kind: 'string', isRequired: true },
    country_codes: COUNTRIES,
    products: LIST,
    options: { kind: 'object', fields: { ...METADATA, oauth: FLAG, payment_initiation: ANY } },
  },
  (body, { requestId }) => {
    const words = body.query.toLowerCase();
    const found = institutionsWith(body.products, body.country_codes).filter(({ name }) =>
      name.toLowerCase().includes(words),
    );
    return {
      institutions: found
        .slice(0, FOUND_AT_MOST)
        .map((institution) => wireInstitution(institution, body.options?.include_optional_metadata)),
      request_id: requestId,
    };
  },
);

function institutionsWith(
  products: readonly string[] | null | undefined,
  countries: readonly string[],
): readonly Institution[] {
  const hasAll = (products ?? []).every((product) => PRODUCTS.includes(product));
  return hasAll ? institutionsIn(countries) : [];
}

const PRODUCTS = ['auth', 'balance', 'identity', 'investments', 'liabilities', 'transactions'];

function wireInstitution(
  { id, name, country, isOAuth }: Institution,
  hasMetadata: boolean | null | undefined,
) {
  return {
    country_codes: [country],
    institution_id: id,
    name,
    oauth: isOAuth,
    products: PRODUCTS,
    routing_numbers: [],
    ...(hasMetadata
      ? { logo: null, primary_color: '#2f5d50', url: `https://${id.replace('_', '-')}.example` }
      : {}),
  };
}

function statusOf({ behaviour }: Institution, now: Date): object {
  const isUp = (BEHAVIOURS[behaviour] as Behaviour).productError === undefined;
  const status = {
    breakdown: {
      error_institution: isUp ? 0.01 : 1,
      error_plaid: 0,
      refresh_interval: isUp ? 'NORMAL' : 'STOPPED',
      success: isUp ? 0.99 : 0,
    },
    last_status_change: now.toISOString(),
    status: isUp ? 'HEALTHY' : 'DOWN',
  };
  return { item_logins: status, transactions_updates: status };
}
