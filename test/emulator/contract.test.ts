import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENDPOINTS } from '../../src/emulator/endpoints.ts';
import type { Bench } from './client.ts';
import { expectValid, LINK, NOBODY, newUser, openContract, RANGE } from './contract.ts';
import type { PlaidDocument } from './plaid-document.ts';

const AT_HOME = { institution_id: 'ins_900001', country_codes: ['US'] };

describe('every answer fits Plaid’s OpenAPI document', () => {
  let document: PlaidDocument;
  let bench: Bench;
  let accessToken: string;
  let userId: string;
  let doomedUserId: string;
  let keyId: string;
  let linkToken: string;
  let publicToken: string;

  beforeAll(async () => {
    ({ document, bench } = await openContract());
    const wish = { institutionId: 'ins_900001', person: 'couple', webhook: NOBODY };
    accessToken = bench.emulator.control.createItem(wish).accessToken;
    userId = await newUser(bench);
    doomedUserId = await newUser(bench);
    const jwt = bench.emulator.control.sign('{}');
    keyId = JSON.parse(Buffer.from(jwt.split('.')[0] ?? '', 'base64url').toString()).kid;
    linkToken = String((await bench.post('/link/token/create', LINK)).body.link_token);
    const created = await bench.post(
      '/sandbox/public_token/create',
      requests['/sandbox/public_token/create']?.(),
    );
    publicToken = String(created.body.public_token);
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

  function itemOfUser() {
    return bench.emulator.control.createItem({ institutionId: 'ins_900001', person: 'student', userId });
  }

  function freshToken(): string {
    return bench.emulator.control.createItem({ institutionId: 'ins_900001', person: 'student' }).accessToken;
  }
});
