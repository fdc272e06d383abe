/** /institutions/get_by_id. */
import { BEHAVIOURS, type Behaviour } from '../behaviours.ts';
import { endpoint } from '../endpoint.ts';
import { PlaidFault } from '../plaid-error.ts';
import { INSTITUTIONS } from '../world/institutions.ts';

const FLAG = { kind: 'boolean' } as const;

const FIELDS = {
  institution_id: { kind: 'string', isRequired: true },
  country_codes: { kind: 'list', isRequired: true },
  options: {
    kind: 'object',
    fields: {
      include_optional_metadata: FLAG,
      include_status: FLAG,
      include_auth_metadata: FLAG,
      include_payment_initiation_metadata: FLAG,
    },
  },
} as const;

export const institutionsGetById = endpoint(FIELDS, (body, { plaid, requestId }) => {
  const institution = INSTITUTIONS.find(({ id }) => id === body.institution_id);
  if (institution === undefined) throw new PlaidFault('INVALID_INSTITUTION');
  const { id, name, behaviour } = institution;
  const isUp = (BEHAVIOURS[behaviour] as Behaviour).productError === undefined;
  const metadata = body.options?.include_optional_metadata;
  return {
    institution: {
      country_codes: ['US'],
      institution_id: id,
      logo: null,
      name,
      oauth: false,
      primary_color: metadata ? '#2f5d50' : null,
      products: ['transactions', 'liabilities', 'investments'],
      routing_numbers: [],
      ...(body.options?.include_status ? { status: statusOf(isUp, plaid.now()) } : {}),
      url: metadata ? `https://${id.replace('_', '-')}.example` : null,
    },
    request_id: requestId,
  };
});

function statusOf(isUp: boolean, now: Date): object {
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
