/** All that the emulator sends fits Plaid's OpenAPI document. */

import type { ValidateFunction } from 'ajv';
import { afterAll, describe, expect, it } from 'vitest';
import { BEHAVIOURS } from '../../src/emulator/behaviours.ts';
import { ENDPOINTS } from '../../src/emulator/endpoints.ts';
import { INSTITUTIONS } from '../../src/emulator/world/institutions.ts';
import { PEOPLE } from '../../src/emulator/world/people.ts';
import { LINK } from './linking.ts';
import { readPlaidDocument } from './plaid-document.ts';
import { allTransactions, NO_RECEIVER, startTestEmulator } from './test-emulator.ts';

const document = readPlaidDocument();
const emulator = await startTestEmulator();
afterAll(() => emulator.close());

function expectValid(validate: ValidateFunction, value: unknown): void {
  const errors = validate(value) ? [] : (validate.errors ?? []).slice(0, 5);
  expect(errors).toEqual([]);
}

function newItem(userId?: string) {
  return emulator.itemAt('ins_900001', userId === undefined ? {} : { userId });
}

const { accessToken: access_token } = emulator.itemAt('ins_900001', {
  person: 'couple',
  webhook: NO_RECEIVER,
});
const [user_id, removedUserId] = [await emulator.newUser('stays'), await emulator.newUser('is removed')];
const { link_token } = (await emulator.post('/link/token/create', LINK)).body;
const AT_HOME = { institution_id: 'ins_900001', country_codes: ['US'] };
const SANDBOX = { institution_id: 'ins_900001', initial_products: ['transactions'] };
const { public_token } = (await emulator.post('/sandbox/public_token/create', SANDBOX)).body;
const [header = ''] = emulator.control.sign('{}').split('.');
const { kid: key_id } = JSON.parse(Buffer.from(header, 'base64url').toString());

/** A request for each endpoint, made when it is sent. */
const requests: Record<string, () => object> = {
  '/link/token/create': () => LINK,
  '/link/token/get': () => ({ link_token }),
  '/item/public_token/exchange': () => ({ public_token }),
  '/item/get': () => ({ access_token }),
  '/item/import': () => ({
    products: ['auth'],
    user_auth: { user_id: 'user_good', auth_token: 'pass_good' },
  }),
  '/item/remove': () => ({ access_token: newItem().accessToken }),
  '/item/webhook/update': () => ({ access_token, webhook: `${NO_RECEIVER}/other` }),
  '/item/access_token/invalidate': () => ({ access_token: newItem().accessToken }),
  '/accounts/get': () => ({ access_token }),
  '/accounts/balance/get': () => ({ access_token }),
  '/transactions/get': () => ({
    ...allTransactions(access_token),
    options: { count: 500, include_original_description: true },
  }),
  '/transactions/refresh': () => ({ access_token }),
  '/transactions/sync': () => ({ access_token, count: 500 }),
  '/liabilities/get': () => ({ access_token }),
  '/institutions/get': () => ({ count: 10, offset: 0, country_codes: ['US', 'GB'] }),
  '/institutions/search': () => ({ query: 'platypus', country_codes: ['US'] }),
  '/categories/get': () => ({}),
  '/institutions/get_by_id': () => ({
    ...AT_HOME,
    options: { include_optional_metadata: true, include_status: true },
  }),
  '/user/create': () => ({ client_user_id: 'a-random-id', with_upgraded_user: true }),
  '/user/get': () => ({ user_id }),
  '/user/items/get': () => ({ user_id: newItem(user_id).userId }),
  '/user/items/remove': () => ({ user_id, item_ids: [newItem(user_id).id] }),
  '/user/remove': () => ({ user_id: removedUserId }),
  '/webhook_verification_key/get': () => ({ key_id }),
  '/sandbox/public_token/create': () => SANDBOX,
  '/sandbox/item/reset_login': () => ({ access_token: newItem().accessToken }),
  '/sandbox/item/fire_webhook': () => ({ access_token, webhook_code: 'DEFAULT_UPDATE' }),
};

describe('every answer', () => {
  it('is asked for: there is a request for each endpoint', () => {
    expect(Object.keys(requests).sort()).toEqual(Object.keys(ENDPOINTS).sort());
  });

  it('would be refused with a field missing or of another type', async () => {
    const validate = document.answerOf('/accounts/get');
    const { body } = await emulator.post('/accounts/get', { access_token });
    const [account] = body.accounts as Record<string, unknown>[];
    expect(validate({ ...body, item: undefined })).toBe(false);
    expect(validate({ ...body, accounts: [{ ...account, mask: 12 }] })).toBe(false);
    expect(validate({ ...body, accounts: [{ ...account, type: 'cheque' }] })).toBe(false);
  });

  it.each(Object.entries(requests))('of %s fits, and so does the request', async (path, request) => {
    const body = request();
    expectValid(document.requestOf(path), body);
    const answer = await emulator.post(path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expectValid(document.answerOf(path), answer.body);
  });

  it.each(Object.keys(requests))('of %s refuses no field that Plaid has', async (path) => {
    const nothing = Object.fromEntries(document.fieldsOf(path).map((name) => [name, null]));
    expect(await emulator.codeOf(path, { ...nothing, ...requests[path]?.() })).not.toBe('UNKNOWN_FIELDS');
  });

  it.each(Object.keys(requests))('of %s refuses a field that Plaid does not have', async (path) => {
    const answer = await emulator.post(path, { ...requests[path]?.(), surprise: 1 });
    expect(answer.status).toBe(400);
    expectValid(document.error, answer.body);
    expect(answer.body).toMatchObject({ error_type: 'INVALID_REQUEST', error_code: 'UNKNOWN_FIELDS' });
    expect(answer.body.request_id).toMatch(/^[0-9A-Za-z]{15}$/);
  });

  it.each(Object.keys(requests).filter((path) => path !== '/categories/get'))(
    'of %s refuses an empty body',
    async (path) => {
      const answer = await emulator.post(path, {});
      expectValid(document.error, answer.body);
      expect(answer.body.error_code).toBe('MISSING_FIELDS');
    },
  );
});

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
const READABLE = INSTITUTIONS.filter(({ behaviour }) => !('fault' in BEHAVIOURS[behaviour]));

describe('what is told of an Item', () => {
  it.each(READABLE.map(({ name, id }) => [name, id]))(
    'at %s fits for every person',
    async (_, institutionId) => {
      for (const { id: person } of PEOPLE) {
        const { accessToken: access_token } = emulator.itemAt(institutionId, { person });
        for (const [path, request] of [
          ['/transactions/get', allTransactions(access_token, { count: 500 })],
          ['/liabilities/get', { access_token }],
          ['/item/get', { access_token }],
        ] as const) {
          const answer = await emulator.post(path, request);
          expectValid(answer.status === 200 ? document.answerOf(path) : document.error, answer.body);
        }
      }
    },
  );

  it.each(Object.entries(HOOKS))('fits in the webhook %s', async (webhook_code, schema) => {
    const { control } = emulator;
    for (const institutionId of ['ins_900001', 'ins_900009', 'ins_900014']) {
      const wish = { webhook: NO_RECEIVER, userId: user_id };
      const { accessToken: access_token } = emulator.itemAt(institutionId, wish);
      await emulator.post('/sandbox/item/fire_webhook', { access_token, webhook_code });
      await control.tick();
      const delivery = control.webhooks().findLast(({ code }) => code === webhook_code);
      const sent = JSON.parse(delivery?.body ?? '{}');
      expect(sent).toMatchObject({ webhook_code, environment: 'sandbox' });
      expectValid(document.schema(schema), sent);
    }
  });
});

describe('what is told of a visit to Link', () => {
  /** A person's last step on the page of a link. */
  function finish(linkToken: unknown, step: string): Promise<Response> {
    const form = new URLSearchParams({ bank: 'ins_900001', person: 'student', account: '0' });
    const url = `${emulator.baseUrl}/demo/link/${linkToken}/${step}`;
    return fetch(url, { method: 'POST', body: form, redirect: 'manual' });
  }

  it('fits after success, after giving up and in update mode', async () => {
    for (const [step, request] of [
      ['accounts', LINK],
      ['cancel', LINK],
      ['repair', { ...LINK, products: undefined, access_token }],
    ] as const) {
      const { link_token } = (await emulator.post('/link/token/create', request)).body;
      expect((await finish(link_token, step)).status).toBe(303);
      const answer = await emulator.post('/link/token/get', { link_token });
      expectValid(document.answerOf('/link/token/get'), answer.body);
    }
  });

  it('fits in the webhook after the last step', async () => {
    const request = { ...LINK, webhook: NO_RECEIVER };
    const { link_token } = (await emulator.post('/link/token/create', request)).body;
    await finish(link_token, 'accounts');
    await emulator.control.tick();
    const delivery = emulator.control.webhooks().findLast(({ code }) => code === 'SESSION_FINISHED');
    const sent = JSON.parse(delivery?.body ?? '{}');
    expect(sent).toMatchObject({ webhook_code: 'SESSION_FINISHED', status: 'SUCCESS', link_token });
    expect(sent.public_tokens).toHaveLength(1);
    expectValid(document.schema('LinkSessionFinishedWebhook'), sent);
  });
});
