import { afterEach, describe, expect, it } from 'vitest';
import type { Gateway, Result } from '../../src/plaid/gateway.ts';
import { createGateway } from '../../src/plaid/plaid-gateway.ts';
import { unwrap } from '../support/unwrap.ts';
import { json, startUpstream, type Upstream } from './upstream.ts';

let upstream: Upstream;
afterEach(() => upstream.close());

async function bankAnswering(status: number, body: unknown) {
  upstream = await startUpstream(json(status, body));
  const { baseUrl } = upstream;
  return createGateway({ baseUrl, clientId: 'client', secret: 'secret', countryCodes: ['US'] });
}

const asked = () => upstream.requests.map(({ path, body }) => [path, JSON.parse(body)]);

describe('a user', () => {
  it('is made for a name that says nothing, in Plaid’s new way', async () => {
    const bank = await bankAnswering(200, { user_id: 'usr_1' });
    expect(bank.hasUsers()).toBeNull();
    expect(await unwrap(bank.createUser('random-1'))).toBe('usr_1');
    expect(bank.hasUsers()).toBe(true);
    expect(asked()).toEqual([['/user/create', { client_user_id: 'random-1', with_upgraded_user: true }]]);
    expect(upstream.requests[0]?.headers).toMatchObject({ 'plaid-new-user-api-enabled': 'true' });
  });

  it.each([
    [400, { error_type: 'INVALID_INPUT', error_code: 'UNAUTHORIZED_ROUTE_ACCESS' }],
    [400, { error_type: 'ITEM_ERROR', error_code: 'PRODUCT_NOT_ENABLED' }],
    [200, { user_token: 'user-of-the-old-kind' }],
  ])('is not to be had where the account may not have any: %d %j', async (status, body) => {
    const bank = await bankAnswering(status, body);
    expect(await unwrap(bank.createUser('random-1'))).toBeNull();
    expect(bank.hasUsers()).toBe(false);
  });

  it('fails when Plaid does, which says nothing about the account', async () => {
    const bank = await bankAnswering(500, {});
    await expect(unwrap(bank.createUser('random-1'))).rejects.toMatchObject({ kind: 'plaid-down' });
    expect(bank.hasUsers()).toBeNull();
  });

  it('tells its Items and where Plaid tells of them', async () => {
    const items = [
      { item_id: 'a', webhook: 'https://w.example' },
      { item_id: 'b', webhook: null },
      { item_id: 'c' },
    ];
    const bank = await bankAnswering(200, { items });
    expect(await unwrap(bank.userItems('usr_1'))).toEqual([
      { itemId: 'a', webhook: 'https://w.example' },
      { itemId: 'b', webhook: null },
      { itemId: 'c', webhook: null },
    ]);
    expect(asked()).toEqual([['/user/items/get', { user_id: 'usr_1' }]]);
  });

  it.each(['USER_NOT_FOUND', 'INVALID_USER_ID'])(
    'that is gone has no Items and is removed: %s',
    async (code) => {
      const bank = await bankAnswering(400, { error_type: 'USER_ERROR', error_code: code });
      expect(await unwrap(bank.userItems('usr_1'))).toEqual([]);
      await expect(unwrap(bank.removeUser('usr_1'))).resolves.toBeUndefined();
    },
  );

  it('is removed in Plaid’s new way', async () => {
    const bank = await bankAnswering(200, {});
    await unwrap(bank.removeUser('usr_1'));
    expect(asked()).toEqual([['/user/remove', { user_id: 'usr_1' }]]);
    expect(upstream.requests[0]?.headers).toMatchObject({ 'plaid-new-user-api-enabled': 'true' });
  });

  it.each<(bank: Gateway) => Promise<Result<unknown>>>([
    (bank) => bank.userItems('usr_1'),
    (bank) => bank.removeUser('usr_1'),
    (bank) => bank.createUser('random-1'),
  ])('is not taken for gone, or for none, where Plaid asks for patience: %#', async (ask) => {
    const bank = await bankAnswering(429, { error_code: 'RATE_LIMIT' });
    await expect(unwrap(ask(bank))).rejects.toMatchObject({ kind: 'limited' });
  });

  it('loses some Items, or the attempt fails as a whole', async () => {
    const bank = await bankAnswering(400, { error_type: 'ITEM_ERROR', error_code: 'ITEM_NOT_FOUND' });
    await expect(unwrap(bank.removeUserItems('usr_1', ['a', 'b']))).rejects.toMatchObject({ kind: 'gone' });
    expect(asked()).toEqual([['/user/items/remove', { user_id: 'usr_1', item_ids: ['a', 'b'] }]]);
  });
});

describe('a key of Plaid’s webhooks', () => {
  const key = { alg: 'ES256', kty: 'EC', crv: 'P-256', x: 'x', y: 'y', kid: 'k1', use: 'sig', created_at: 1 };

  it('comes without what is not needed to verify', async () => {
    const bank = await bankAnswering(200, { key: { ...key, expired_at: null } });
    expect(await unwrap(bank.webhookKey('k1'))).toEqual({ kty: 'EC', crv: 'P-256', x: 'x', y: 'y' });
    expect(asked()).toEqual([['/webhook_verification_key/get', { key_id: 'k1' }]]);
  });

  it('is none once it has expired, or where Plaid knows none', async () => {
    expect(
      await unwrap((await bankAnswering(200, { key: { ...key, expired_at: 5 } })).webhookKey('k1')),
    ).toBeNull();
    upstream.close();
    const unknown = { error_type: 'INVALID_INPUT', error_code: 'INVALID_WEBHOOK_VERIFICATION_KEY_ID' };
    expect(await unwrap((await bankAnswering(400, unknown)).webhookKey('k2'))).toBeNull();
  });

  it('fails when Plaid does', async () => {
    const bank = await bankAnswering(503, {});
    await expect(unwrap(bank.webhookKey('k1'))).rejects.toMatchObject({ kind: 'plaid-down' });
  });
});
