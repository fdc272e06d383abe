import { expect, it } from 'vitest';
import type { Gateway, Result } from '../../src/plaid/gateway.ts';
import { unwrap } from '../support/unwrap.ts';
import { bankAnswering } from './answering-bank.ts';

it('a user is created under a random name, without a header that Plaid has not advised', async () => {
  const { bank, asked, headers } = await bankAnswering(200, { user_id: 'usr_1' });
  expect(bank.hasUsers()).toBeNull();
  expect(await unwrap(bank.createUser('random-1'))).toBe('usr_1');
  expect(bank.hasUsers()).toBe(true);
  expect(asked()).toEqual([['/user/create', { client_user_id: 'random-1', with_upgraded_user: true }]]);
  expect(headers()).not.toHaveProperty('plaid-new-user-api-enabled');
});

it.each([
  [400, { error_type: 'INVALID_INPUT', error_code: 'UNAUTHORIZED_ROUTE_ACCESS' }],
  [400, { error_type: 'ITEM_ERROR', error_code: 'PRODUCT_NOT_ENABLED' }],
  [400, { error_type: 'INVALID_REQUEST', error_code: 'UNKNOWN_FIELDS' }],
  [404, { error_type: 'INVALID_REQUEST', error_code: 'NOT_FOUND' }],
  [200, { user_token: 'user-of-the-old-kind' }],
  // An id of the old kind (plaid.com/docs/errors/user: it should start with usr_).
  [200, { user_id: 'wz666MBjYWTp2PDzzggYhM6oWWmBb', user_token: 'user-sandbox-1' }],
  [200, { user_id: '' }],
])('no user is created where Plaid does not allow the operator any: %d %j', async (status, body) => {
  const { bank } = await bankAnswering(status, body);
  expect(await unwrap(bank.createUser('random-1'))).toBeNull();
  expect(bank.hasUsers()).toBe(false);
});

it('creating a user fails when Plaid does, and whether any are allowed stays unknown', async () => {
  const { bank } = await bankAnswering(500, {});
  await expect(unwrap(bank.createUser('random-1'))).rejects.toMatchObject({ kind: 'plaid-down' });
  expect(bank.hasUsers()).toBeNull();
});

it.each(['INVALID_API_KEYS', 'UNAUTHORIZED_ENVIRONMENT'])(
  'keys that Plaid does not accept say nothing about users: %s',
  async (code) => {
    const { bank } = await bankAnswering(400, { error_type: 'INVALID_INPUT', error_code: code });
    await expect(unwrap(bank.createUser('random-1'))).rejects.toMatchObject({ kind: 'operator', code });
    expect(bank.hasUsers()).toBeNull();
  },
);

it('the Items of a user are listed with the addresses of their webhooks', async () => {
  const items = [
    { item_id: 'a', webhook: 'https://w.example' },
    { item_id: 'b', webhook: null },
    { item_id: 'c' },
  ];
  const { bank, asked } = await bankAnswering(200, { items });
  expect(await unwrap(bank.userItems('usr_1'))).toEqual([
    { itemId: 'a', webhook: 'https://w.example' },
    { itemId: 'b', webhook: null },
    { itemId: 'c', webhook: null },
  ]);
  expect(asked()).toEqual([['/user/items/get', { user_id: 'usr_1' }]]);
});

it('the Items of a user are listed with the time it is at Plaid', async () => {
  const date = { Date: 'Sun, 01 Mar 2026 12:00:00 GMT' };
  const { bank } = await bankAnswering(200, { items: [{ item_id: 'a' }] }, date);
  expect(await unwrap(bank.userItemsAndTime('usr_1'))).toEqual({
    items: [{ itemId: 'a', webhook: null }],
    plaidTime: new Date('2026-03-01T12:00:00Z'),
  });
});

it('a user who is gone has no Items and counts as removed', async () => {
  const { bank } = await bankAnswering(400, { error_type: 'USER_ERROR', error_code: 'USER_NOT_FOUND' });
  expect(await unwrap(bank.userItems('usr_1'))).toBeNull();
  expect(await unwrap(bank.userItemsAndTime('usr_1'))).toEqual({ items: [], plaidTime: null });
  await expect(unwrap(bank.removeUser('usr_1'))).resolves.toBeUndefined();
});

/** "The user id is not in a valid format" (plaid.com/docs/errors/invalid-input): of the user's Items it says nothing. */
it.each<(bank: Gateway) => Promise<Result<unknown>>>([
  (bank) => bank.userItems('usr_1'),
  (bank) => bank.userItemsAndTime('usr_1'),
  (bank) => bank.removeUserItems('usr_1', ['a']),
  (bank) => bank.removeUser('usr_1'),
])('an id that Plaid takes for none is the operator’s matter, and no user is gone: %#', async (ask) => {
  const { bank } = await bankAnswering(400, { error_type: 'INVALID_INPUT', error_code: 'INVALID_USER_ID' });
  await expect(unwrap(ask(bank))).rejects.toMatchObject({ kind: 'operator', code: 'INVALID_USER_ID' });
});

it('a user is removed', async () => {
  const { bank, asked, headers } = await bankAnswering(200, {});
  await unwrap(bank.removeUser('usr_1'));
  expect(asked()).toEqual([['/user/remove', { user_id: 'usr_1' }]]);
  expect(headers()).not.toHaveProperty('plaid-new-user-api-enabled');
});

it.each<(bank: Gateway) => Promise<Result<unknown>>>([
  (bank) => bank.userItems('usr_1'),
  (bank) => bank.removeUser('usr_1'),
  (bank) => bank.createUser('random-1'),
])('a call that Plaid’s rate limit refuses fails, and no user counts as gone or refused: %#', async (ask) => {
  const { bank } = await bankAnswering(429, { error_code: 'RATE_LIMIT' });
  await expect(unwrap(ask(bank))).rejects.toMatchObject({ kind: 'limited' });
});

it('removing some Items of a user fails as a whole when Plaid refuses', async () => {
  const { bank, asked } = await bankAnswering(400, {
    error_type: 'ITEM_ERROR',
    error_code: 'ITEM_NOT_FOUND',
  });
  await expect(unwrap(bank.removeUserItems('usr_1', ['a', 'b']))).rejects.toMatchObject({ kind: 'gone' });
  expect(asked()).toEqual([['/user/items/remove', { user_id: 'usr_1', item_ids: ['a', 'b'] }]]);
});
