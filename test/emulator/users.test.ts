import { expect, it } from 'vitest';
import { createUsers } from '../../src/emulator/users.ts';
import { LINK } from './linking.ts';
import { emulatorForEachTest, NO_RECEIVER } from './test-emulator.ts';

const emulator = emulatorForEachTest();

const itemOf = (userId: string) => emulator.itemAt('ins_900001', { userId });

it('the same client id is the same user, and another one is another user', async () => {
  const first = await emulator.newUser();
  expect(first).toMatch(/^usr_[0-9A-Za-z]+$/);
  expect(await emulator.newUser()).toBe(first);
  expect(await emulator.newUser('second')).not.toBe(first);
  const { body } = await emulator.post('/user/get', { user_id: first });
  expect(body).toMatchObject({ client_user_id: 'first', created_at: '2026-05-20T12:00:00.000Z' });
});

it('a client id of 129 characters is too long', async () => {
  expect(await emulator.codeOf('/user/create', { client_user_id: 'x'.repeat(129) })).toBe('INVALID_FIELD');
  expect(await emulator.codeOf('/user/create', { client_user_id: 'x'.repeat(128) })).toBeUndefined();
});

it.each(['/user/get', '/user/items/get', '/user/remove'])(
  '%s refuses an id that is no user’s, and one that is no id',
  async (path) => {
    expect(await emulator.codeOf(path, { user_id: 'usr_nobody' })).toBe('USER_NOT_FOUND');
    expect(await emulator.codeOf(path, { user_id: 'nonsense' })).toBe('INVALID_USER_ID');
  },
);

it('an Item belongs to the user its link token named, with its webhook', async () => {
  const user_id = await emulator.newUser();
  const asked = { ...LINK, user: undefined, user_id, webhook: NO_RECEIVER };
  const { body } = await emulator.post('/link/token/create', asked);
  const form = new URLSearchParams({ bank: 'ins_900001', person: 'couple', account: '0' });
  await fetch(`${body.hosted_link_url}/accounts`, { method: 'POST', body: form, redirect: 'manual' });
  itemOf(await emulator.newUser('second'));
  const { data } = await emulator.plaid.linkTokenGet({ link_token: String(body.link_token) });
  const [added] = data.link_sessions?.[0]?.results?.item_add_results ?? [];
  await emulator.post('/item/public_token/exchange', { public_token: added?.public_token });
  const { body: answer } = await emulator.post('/user/items/get', { user_id });
  expect(answer.items).toMatchObject([{ institution_id: 'ins_900001', webhook: NO_RECEIVER }]);
});

it('a link token cannot name a user who is not there', async () => {
  const base = { ...LINK, user: undefined };
  expect(await emulator.codeOf('/link/token/create', { ...base, user_id: 'usr_nobody' })).toBe(
    'USER_NOT_FOUND',
  );
  expect(await emulator.codeOf('/link/token/create', { ...base, user_id: 'me' })).toBe('INVALID_USER_ID');
});

it('Items are removed by their user, without access tokens, and all or none', async () => {
  const user_id = await emulator.newUser();
  const [a, b] = [itemOf(user_id), itemOf(user_id)];
  const foreign = itemOf(await emulator.newUser('second'));
  const remove = (item_ids: string[]) => emulator.codeOf('/user/items/remove', { user_id, item_ids });
  expect(await remove([a.id, foreign.id])).toBe('ITEM_NOT_FOUND');
  expect(emulator.control.items()).toHaveLength(3);
  expect(await remove([a.id, a.id])).toBeUndefined();
  expect(emulator.control.items()).toEqual([b, foreign]);
  expect(await emulator.codeOf('/item/get', { access_token: a.accessToken })).toBe('ITEM_NOT_FOUND');
});

it('a user is removed with all Items, and is another one when made again', async () => {
  const user_id = await emulator.newUser();
  itemOf(user_id);
  itemOf(user_id);
  const other = itemOf(await emulator.newUser('second'));
  expect(await emulator.codeOf('/user/remove', { user_id })).toBeUndefined();
  expect(emulator.control.items()).toEqual([other]);
  expect(await emulator.codeOf('/user/remove', { user_id })).toBe('USER_NOT_FOUND');
  expect(await emulator.newUser()).not.toBe(user_id);
  expect(emulator.control.users()).toHaveLength(2);
});

it('a client may be refused the user endpoints and nothing else', async () => {
  emulator.control.usersAllowed(false);
  expect(await emulator.codeOf('/user/create', { client_user_id: 'first' })).toBe(
    'UNAUTHORIZED_ROUTE_ACCESS',
  );
  const request = { institution_id: 'ins_900001', initial_products: ['transactions'] };
  expect(await emulator.codeOf('/sandbox/public_token/create', request)).toBeUndefined();
  emulator.control.usersAllowed(true);
  expect(await emulator.newUser()).toMatch(/^usr_/);
});

it('at most 20,000 users are kept', () => {
  const users = createUsers(() => new Date());
  for (let i = 0; i < 20_500; i++) users.create(`client ${i}`);
  expect(users.list()).toHaveLength(20_000);
});
