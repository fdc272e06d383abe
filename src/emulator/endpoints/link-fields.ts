/** The fields of /link/token/create. */
import type { Fields } from '../fields.ts';

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
  enable_multi_item_link: FLAG,
  transactions: { kind: 'object', fields: { days_requested: { kind: 'integer', min: 1, max: 730 } } },
  account_filters: {
    kind: 'object',
    fields: { depository: ANY, credit: ANY, loan: ANY, investment: ANY, other: ANY },
  },
  update: {
    kind: 'object',
    fields: { account_selection_enabled: FLAG, reauthorization_enabled: FLAG, user: FLAG, item_ids: LIST },
  },
  hosted_link: {
    kind: 'object',
    fields: {
      completion_redirect_uri: TEXT,
      url_lifetime_seconds: { kind: 'integer', min: 1, max: 21 * 86_400 },
      is_mobile_app: FLAG,
      delivery_method: TEXT,
    },
  },
  ...unread(
    'access_tokens',
    'android_package_name',
    'appearance_mode',
    'auth',
    'base_report',
    'card_switch',
    'cashflow_report',
    'consumer_report_permissible_purpose',
    'cra_enabled',
    'cra_options',
    'credit_partner_insights',
    'employment',
    'eu_config',
    'financekit_supported',
    'identity',
    'identity_verification',
    'income_verification',
    'institution_data',
    'institution_id',
    'investments',
    'investments_auth',
    'link_customization_name',
    'payment_configuration',
    'payment_initiation',
    'statements',
    'third_party_user_token',
    'transfer',
  ),
} as const satisfies Fields;

/** Fields that Plaid knows and that change nothing here. */
function unread<K extends string>(...names: readonly K[]): Record<K, typeof ANY> {
  return Object.fromEntries(names.map((name) => [name, ANY])) as Record<K, typeof ANY>;
}
