/**
 * The calls of plaid-node's own specs, with what these expect of Plaid's Sandbox (github.com/plaid/plaid-node, test/;
 * the package on npm has none of them). Specs of products that the emulator does not play are named with the reason.
 */

import type { AxiosResponse } from 'axios';
import { CountryCode, type Products } from 'plaid';
import { afterAll, describe, expect, it } from 'vitest';
import { startTestEmulator } from './test-emulator.ts';

const emulator = await startTestEmulator();
afterAll(() => emulator.close());

const { plaid } = emulator;
const INSTITUTION = 'ins_109508';
const PRODUCTS = ['transactions', 'auth', 'assets', 'investments'] as Products[];
const US = { country_codes: [CountryCode.Us] };
const HOOK = 'https://webhook.example/';

async function newToken(options: object = {}): Promise<string> {
  const { data } = await plaid.sandboxPublicTokenCreate({
    institution_id: INSTITUTION,
    initial_products: PRODUCTS,
    options,
  });
  return (await plaid.itemPublicTokenExchange({ public_token: data.public_token })).data.access_token;
}

/** A call that is answered with an error. */
async function refused(call: Promise<AxiosResponse>): Promise<unknown> {
  const { status, data } = await call;
  return { status, code: data.error_code, hasRequestId: typeof data.request_id === 'string' };
}

function linkRequest(more: object = {}) {
  // A time in digits, as the specs have it.
  return {
    user: { client_user_id: '1732622400000' },
    client_name: 'Plaid App',
    products: ['auth', 'transactions'] as Products[],
    language: 'en',
    ...US,
    ...more,
  };
}

const WITH_OPTIONS = {
  user: {
    client_user_id: '1732622400001',
    legal_name: 'John Doe',
    phone_number: '+1 415 555 0123',
    phone_number_verified_time: '2020-01-01T00:00:00Z',
    email_address: 'example@plaid.com',
    email_address_verified_time: '2020-01-01T00:00:00Z',
  },
  country_codes: [CountryCode.Gb],
  webhook: HOOK,
  account_filters: { depository: { account_subtypes: ['checking', 'savings'] } },
};

/** Each spec by its file and title: the call, and what must come of it. */
const SPECS: Readonly<Record<string, () => Promise<void>>> = {
  'accounts: get': async () => {
    const { data } = await plaid.accountsGet({ access_token: await newToken() });
    expect([data.item, data.accounts].every(Boolean)).toBe(true);
  },
  'accounts: get balance': async () => {
    const { data } = await plaid.accountsBalanceGet({ access_token: await newToken() });
    expect([data.item, data.accounts].every(Boolean)).toBe(true);
  },
  'categories: get': async () => {
    expect((await plaid.categoriesGet({})).data.categories).toEqual(expect.any(Array));
  },
  'institutions: get': async () => {
    const { institutions } = (await plaid.institutionsGet({ count: 10, offset: 0, ...US })).data;
    expect(institutions).toHaveLength(10);
    for (const one of institutions) expect(one).not.toHaveProperty('primary_color');
  },
  'institutions: get with include_optional_metadata': async () => {
    const options = { include_optional_metadata: true };
    const { institutions } = (await plaid.institutionsGet({ count: 10, offset: 0, ...US, options })).data;
    for (const one of institutions) expect(one).toHaveProperty('primary_color');
  },
  'institutions: get by id': async () => {
    const { institution } = (await plaid.institutionsGetById({ institution_id: INSTITUTION, ...US })).data;
    expect(institution.name).toBe('First Platypus Bank');
    expect(institution).not.toHaveProperty('primary_color');
    expect(institution).not.toHaveProperty('url');
  },
  'institutions: get by id with include_optional_metadata': async () => {
    const options = { include_optional_metadata: true };
    const request = { institution_id: INSTITUTION, ...US, options };
    expect((await plaid.institutionsGetById(request)).data.institution.primary_color).toMatch(/^#/);
  },
  'institutions: search': async () => {
    const { data } = await plaid.institutionsSearch({ query: 'Platypus', products: null, ...US });
    expect(data.institutions.map(({ name }) => name)).toContain('First Platypus Bank');
    for (const one of data.institutions) expect(one).not.toHaveProperty('primary_color');
  },
  'institutions: searches with optional metadata': async () => {
    const options = { include_optional_metadata: true };
    const { data } = await plaid.institutionsSearch({ query: 'Platypus', products: null, ...US, options });
    for (const one of data.institutions) expect(one).toHaveProperty('primary_color');
  },
  'item: invalidate an access_token, then remove the item': async () => {
    const { data } = await plaid.itemAccessTokenInvalidate({ access_token: await newToken() });
    expect((await plaid.itemRemove({ access_token: data.new_access_token })).status).toBe(200);
  },
  'item: update the webhook': async () => {
    const { data } = await plaid.itemWebhookUpdate({ access_token: await newToken(), webhook: HOOK });
    expect(data.item.webhook).toBe(HOOK);
  },
  'item: gets item': async () => {
    const { data } = await plaid.itemGet({ access_token: await newToken() });
    expect(data.item.institution_id).toBe(INSTITUTION);
    expect(data.status?.transactions?.last_successful_update).toEqual(expect.any(String));
    expect(data.status?.investments?.last_successful_update).toEqual(expect.any(String));
    expect(data.status?.last_webhook).toBeNull();
  },
  'item: imports item without options': async () => {
    const user_auth = { user_id: 'user_good', auth_token: 'pass_good' };
    const products = ['identity', 'auth'] as Products[];
    const { data } = await plaid.itemImport({ products, user_auth });
    expect((await plaid.itemGet({ access_token: data.access_token })).data.item.webhook).toBeNull();
  },
  'item: imports item with options': async () => {
    const user_auth = { user_id: 'user_good', auth_token: 'pass_good' };
    const products = ['identity', 'auth'] as Products[];
    const { data } = await plaid.itemImport({ products, user_auth, options: { webhook: HOOK } });
    expect((await plaid.itemGet({ access_token: data.access_token })).data.item.webhook).toBe(HOOK);
  },
  'liabilities: get': async () => {
    const { data } = await plaid.liabilitiesGet({ access_token: await newToken() });
    expect(data.liabilities.credit).toHaveLength(1);
    expect(data.liabilities.mortgage).toHaveLength(1);
    expect(data.liabilities.student).toHaveLength(1);
  },
  'linkTokens: can create link tokens with required': async () => {
    const { data } = await plaid.linkTokenCreate(linkRequest());
    expect(data.link_token).toMatch(/^link-sandbox-/);
    expect(data.expiration).toEqual(expect.any(String));
  },
  'linkTokens: can create link tokens with optional': async () => {
    expect((await plaid.linkTokenCreate(linkRequest(WITH_OPTIONS))).data.link_token).toMatch(
      /^link-sandbox-/,
    );
  },
  'linkTokens: can get link tokens': async () => {
    const { link_token } = (await plaid.linkTokenCreate(linkRequest(WITH_OPTIONS))).data;
    const { data } = await plaid.linkTokenGet({ link_token });
    expect(data.link_token).toBe(link_token);
    expect(data.metadata).toMatchObject({
      account_filters: { depository: { account_subtypes: ['checking', 'savings'] } },
      client_name: 'Plaid App',
      country_codes: ['GB'],
      initial_products: ['auth', 'transactions'],
      language: 'en',
      webhook: HOOK,
    });
  },
  'sandbox: fires a sandbox item webhook': async () => {
    const request = {
      access_token: await newToken({ webhook: HOOK }),
      webhook_code: 'DEFAULT_UPDATE' as never,
    };
    expect((await plaid.sandboxItemFireWebhook(request)).data.webhook_fired).toBe(true);
  },
  'sandbox: testing sandbox resetting the login for an item': async () => {
    expect((await plaid.sandboxItemResetLogin({ access_token: await newToken() })).data.reset_login).toBe(
      true,
    );
  },
  'transactions: normal flow': async () => {
    const [start_date, end_date] = ['2026-05-20', '2026-05-20'];
    const access_token = await newToken({ transactions: { start_date, end_date } });
    const options = { count: 100, offset: 0 };
    const { data } = await plaid.transactionsGet({ access_token, start_date, end_date, options });
    expect(data.transactions).toEqual(expect.any(Array));
  },
  'transactions: transactions (with 400)': async () => {
    const request = { access_token: 'invalid_token', start_date: '2026-05-20', end_date: '2026-05-20' };
    const error = { status: 400, code: 'INVALID_ACCESS_TOKEN', hasRequestId: true };
    expect(await refused(plaid.transactionsGet(request))).toEqual(error);
  },
  'transactions: transactions refresh': async () => {
    expect((await plaid.transactionsRefresh({ access_token: await newToken() })).status).toBe(200);
  },
  'transactions: transactions refresh (with 400)': async () => {
    const error = { status: 400, code: 'INVALID_ACCESS_TOKEN', hasRequestId: true };
    expect(await refused(plaid.transactionsRefresh({ access_token: 'invalid_token' }))).toEqual(error);
  },
  'webhookVerification: get key error': async () => {
    const error = { status: 400, code: 'INVALID_WEBHOOK_VERIFICATION_KEY_ID', hasRequestId: true };
    expect(await refused(plaid.webhookVerificationKeyGet({ key_id: 'invalid key_id' }))).toEqual(error);
  },
};

describe('plaid-node’s spec', () => {
  it.each(Object.entries(SPECS))('%s', (_, spec) => spec());
});

const NOT_ASKED = 'a product that this app does not ask for';
/** A file or a spec that is left out: why, and the endpoint that the emulator does not have, if that is the reason. */
const LEFT_OUT: Readonly<Record<string, readonly [reason: string, endpoint: string | null]>> = {
  'assets.spec.ts': [NOT_ASKED, '/asset_report/create'],
  'auth.spec.ts': [NOT_ASKED, '/auth/get'],
  'bankTransfers.spec.ts': [NOT_ASKED, '/bank_transfer/create'],
  'client.spec.ts': ['builds a client and calls nothing', null],
  'depositSwitch.spec.ts': ['Plaid no longer has it', '/deposit_switch/create'],
  'enrich.spec.ts': [NOT_ASKED, '/transactions/enrich'],
  'identity.spec.ts': [NOT_ASKED, '/identity/get'],
  'identity_verification.spec.ts': [NOT_ASKED, '/identity_verification/create'],
  'incomeVerification.spec.ts': [NOT_ASKED, '/income/verification/create'],
  'investments.spec.ts': [NOT_ASKED, '/investments/holdings/get'],
  'monitor.spec.ts': [NOT_ASKED, '/watchlist_screening/individual/create'],
  'paymentInitiation.spec.ts': [NOT_ASKED, '/payment_initiation/recipient/create'],
  'statements.spec.ts': [NOT_ASKED, '/statements/list'],
  'webhookVerification.spec.ts, get': ['asks for a key of Plaid’s own by its id', null],
};

describe('left out is', () => {
  it.each(Object.entries(LEFT_OUT))('%s (%s)', async (_, [, endpoint]) => {
    if (endpoint !== null) expect(await emulator.codeOf(endpoint, {})).toBe('NOT_FOUND');
  });
});
