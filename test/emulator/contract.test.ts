import type { ValidateFunction } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEHAVIOURS } from '../../src/emulator/behaviours.ts';
import { ENDPOINTS } from '../../src/emulator/endpoints.ts';
import { INSTITUTIONS } from '../../src/emulator/world/institutions.ts';
import { PEOPLE } from '../../src/emulator/world/people.ts';
import { type Bench, startBench } from './client.ts';
import { DOCUMENT_PATH, hasDocument, type PlaidDocument, readPlaidDocument } from './plaid-document.ts';

const RANGE = { start_date: '2024-05-20', end_date: '2026-05-20' };
const LINK = {
  client_name: 'Ledgerless',
  language: 'en',
  country_codes: ['US'],
  user: { client_user_id: 'a-random-id' },
  products: ['transactions'],
  additional_consented_products: ['liabilities'],
  transactions: { days_requested: 730 },
  hosted_link: { completion_redirect_uri: 'http://localhost:3000/link/return' },
};
/** Nothing listens at the discard port: what is sent there is only written down. */
const NOBODY = 'http://127.0.0.1:9/webhook';
const HOOKS = {
  INITIAL_UPDATE: 'InitialUpdateWebhook',
  HISTORICAL_UPDATE: 'HistoricalUpdateWebhook',
  DEFAULT_UPDATE: 'DefaultUpdateWebhook',
  SYNC_UPDATES_AVAILABLE: 'SyncUpdatesAvailableWebhook',
  ERROR: 'ItemErrorWebhook',
  LOGIN_REPAIRED: 'ItemLoginRepairedWebhook',
  NEW_ACCOUNTS_AVAILABLE: 'NewAccountsAvailableWebhook',
  PENDING_DISCONNECT: 'PendingDisconnectWebhook',
  PENDING_EXPIRATION: 'PendingExpirationWebhook',
  USER_ACCOUNT_REVOKED: 'UserAccountRevokedWebhook',
  USER_PERMISSION_REVOKED: 'UserPermissionRevokedWebhook',
  WEBHOOK_UPDATE_ACKNOWLEDGED: 'WebhookUpdateAcknowledgedWebhook',
};
const AT_HOME = { institution_id: 'ins_900001', country_codes: ['US'] };

if (hasDocument) describe('every answer fits Plaid’s OpenAPI document', contract);
else it.skip(`contract not checked: there is no OpenAPI document at ${DOCUMENT_PATH}`);

function contract() {
  let document: PlaidDocument;
  let bench: Bench;
  let accessToken: string;
  let userId: string;
  let doomedUserId: string;
  let keyId: string;

  beforeAll(async () => {
    document = readPlaidDocument();
    bench = await startBench();
    const wish = { institutionId: 'ins_900001', person: 'couple', webhook: NOBODY };
    accessToken = bench.emulator.control.createItem(wish).accessToken;
    userId = await newUser();
    doomedUserId = await newUser();
    const jwt = bench.emulator.control.sign('{}');
    keyId = JSON.parse(Buffer.from(jwt.split('.')[0] ?? '', 'base64url').toString()).kid;
  }, 60_000);
  afterAll(() => bench.emulator.close());

  const requests: Record<string, () => object> = {
    '/link/token/create': () => LINK,
    '/link/token/get': () => ({ link_token: linkToken }),
    '/item/public_token/exchange': () => ({ public_token: publicToken }),
    '/item/get': () => ({ access_token: accessToken }),
    '/item/remove': () => ({ access_token: freshToken() }),
    '/item/webhook/update': () => ({ access_token: accessToken, webhook: 'http://127.0.0.1:9/other' }),
    '/item/access_token/invalidate': () => ({ access_token: freshToken() }),
    '/accounts/get': () => ({ access_token: accessToken }),
    '/accounts/balance/get': () => ({ access_token: accessToken }),
    '/transactions/get': () => ({
      access_token: accessToken,
      ...RANGE,
      options: { count: 500, include_original_description: true },
    }),
    '/transactions/sync': () => ({ access_token: accessToken, count: 500 }),
    '/liabilities/get': () => ({ access_token: accessToken }),
    '/institutions/get_by_id': () => ({
      ...AT_HOME,
      options: { include_optional_metadata: true, include_status: true },
    }),
    '/user/create': () => ({ client_user_id: 'a-random-id', with_upgraded_user: true }),
    '/user/get': () => ({ user_id: userId }),
    '/user/items/get': () => ({ user_id: itemOfUser().userId }),
    '/user/items/remove': () => {
      const item = itemOfUser();
      return { user_id: item.userId, item_ids: [item.id] };
    },
    '/user/remove': () => ({ user_id: doomedUserId }),
    '/webhook_verification_key/get': () => ({ key_id: keyId }),
    '/sandbox/public_token/create': () => ({
      institution_id: 'ins_900001',
      initial_products: ['transactions'],
    }),
    '/sandbox/item/reset_login': () => ({ access_token: freshToken() }),
    '/sandbox/item/fire_webhook': () => ({ access_token: accessToken, webhook_code: 'DEFAULT_UPDATE' }),
  };
  let linkToken = '';
  let publicToken = '';

  beforeAll(async () => {
    linkToken = String((await bench.post('/link/token/create', LINK)).body.link_token);
    const created = await bench.post(
      '/sandbox/public_token/create',
      requests['/sandbox/public_token/create']?.(),
    );
    publicToken = String(created.body.public_token);
  });

  it('has a request here for every endpoint', () => {
    expect(Object.keys(requests).sort()).toEqual(Object.keys(ENDPOINTS).sort());
  });

  it('the document refuses an answer that lacks a field or has one of another kind', async () => {
    const validate = document.answerOf('/accounts/get');
    const { body } = await bench.post('/accounts/get', { access_token: accessToken });
    const [account] = body.accounts as Record<string, unknown>[];
    expect(validate({ ...body, item: undefined })).toBe(false);
    expect(validate({ ...body, accounts: [{ ...account, mask: 12 }] })).toBe(false);
    expect(validate({ ...body, accounts: [{ ...account, type: 'cheque' }] })).toBe(false);
  });

  it.each(Object.entries(requests))('%s succeeds', async (path, request) => {
    const body = request();
    expectValid(document.requestOf(path), body);
    const answer = await bench.post(path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expectValid(document.answerOf(path), answer.body);
  });

  it.each(Object.keys(requests))('%s knows every field that Plaid knows', async (path) => {
    const nothing = Object.fromEntries(document.fieldsOf(path).map((name) => [name, null]));
    const answer = await bench.post(path, { ...nothing, ...requests[path]?.() });
    expect(answer.body.error_code).not.toBe('UNKNOWN_FIELDS');
  });

  it.each(Object.keys(requests))('%s refuses an unknown field', async (path) => {
    const answer = await bench.post(path, { ...requests[path]?.(), surprise: 1 });
    expect(answer.status).toBe(400);
    expectValid(document.error, answer.body);
    expect(answer.body).toMatchObject({ error_type: 'INVALID_REQUEST', error_code: 'UNKNOWN_FIELDS' });
    expect(answer.body.request_id).toMatch(/^[0-9A-Za-z]{15}$/);
  });

  it.each(Object.keys(requests))('%s refuses an empty body', async (path) => {
    const answer = await bench.post(path, {});
    expectValid(document.error, answer.body);
    expect(answer.body.error_code).toBe('MISSING_FIELDS');
  });

  it('link sessions fit after success, after giving up and in update mode', async () => {
    const created = [LINK, LINK, { ...LINK, products: undefined, access_token: accessToken }];
    const steps = ['accounts', 'cancel', 'repair'];
    for (const [i, request] of created.entries()) {
      const { link_token } = (await bench.post('/link/token/create', request)).body;
      const form = new URLSearchParams({ bank: 'ins_900001', person: 'student', account: '0' });
      const url = `${bench.emulator.baseUrl}/demo/link/${link_token}/${steps[i]}`;
      const page = await fetch(url, { method: 'POST', body: form, redirect: 'manual' });
      expect(page.status).toBe(303);
      const answer = await bench.post('/link/token/get', { link_token });
      expectValid(document.answerOf('/link/token/get'), answer.body);
    }
  });

  const READABLE = INSTITUTIONS.filter(({ behaviour }) => !('fault' in BEHAVIOURS[behaviour]));
  it.each(READABLE.map(({ name, id }) => [name, id]))(
    '%s fits for every person',
    async (_, institutionId) => {
      for (const { id: person } of PEOPLE) {
        const { accessToken: token } = bench.emulator.control.createItem({ institutionId, person });
        for (const [path, extra] of [
          ['/transactions/get', { ...RANGE, options: { count: 500 } }],
          ['/liabilities/get', {}],
          ['/item/get', {}],
        ] as const) {
          const answer = await bench.post(path, { access_token: token, ...extra });
          expectValid(answer.status === 200 ? document.answerOf(path) : document.error, answer.body);
        }
      }
    },
  );

  it.each(Object.entries(HOOKS))('the webhook %s fits', async (webhook_code, schema) => {
    const { control } = bench.emulator;
    for (const institutionId of ['ins_900001', 'ins_900009', 'ins_900014']) {
      const wish = { institutionId, person: 'student', webhook: NOBODY, userId };
      const { accessToken: access_token } = control.createItem(wish);
      await bench.post('/sandbox/item/fire_webhook', { access_token, webhook_code });
      await control.tick();
      const delivery = control.webhooks().findLast(({ code }) => code === webhook_code);
      const sent = JSON.parse(delivery?.body ?? '{}');
      expect(sent).toMatchObject({ webhook_code, environment: 'sandbox' });
      expectValid(document.schema(schema), sent);
    }
  });

  it('the webhook that ends a Link session fits', async () => {
    const request = { ...LINK, webhook: NOBODY };
    const { link_token } = (await bench.post('/link/token/create', request)).body;
    const form = new URLSearchParams({ bank: 'ins_900001', person: 'student', account: '0' });
    const url = `${bench.emulator.baseUrl}/demo/link/${link_token}/accounts`;
    await fetch(url, { method: 'POST', body: form, redirect: 'manual' });
    await bench.emulator.control.tick();
    const sent = JSON.parse(bench.emulator.control.webhooks().at(-1)?.body ?? '{}');
    expect(sent).toMatchObject({ webhook_code: 'SESSION_FINISHED', status: 'SUCCESS', link_token });
    expect(sent.public_tokens).toHaveLength(1);
    expectValid(document.schema('LinkSessionFinishedWebhook'), sent);
  });

  async function newUser(): Promise<string> {
    const { body } = await bench.post('/user/create', { client_user_id: crypto.randomUUID() });
    return String(body.user_id);
  }

  function itemOfUser() {
    return bench.emulator.control.createItem({ institutionId: 'ins_900001', person: 'student', userId });
  }

  function freshToken(): string {
    return bench.emulator.control.createItem({ institutionId: 'ins_900001', person: 'student' }).accessToken;
  }
}

function expectValid(validate: ValidateFunction, value: unknown): void {
  const errors = validate(value) ? [] : (validate.errors ?? []).slice(0, 5);
  expect(errors).toEqual([]);
}
