import { afterEach, beforeEach, expect, it } from 'vitest';
import { createUsers } from '../../src/emulator/users.ts';
import { type Bench, startBench } from './client.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.emulator.close());

async function newUser(client_user_id = 'first'): Promise<string> {
  return String(
    (await bench.post('/user/create', { client_user_id, with_upgraded_user: true })).body.user_id,
  );
}

function itemOf(userId: string) {
  return bench.emulator.control.createItem({ institutionId: 'ins_900001', person: 'student', userId });
}

async function codeOf(path: string, body: object): Promise<unknown> {
  return (await bench.post(path, body)).body.error_code;
}

it('the same client id is the same user, another one another', async () => {
  const first = await newUser();
  expect(first).toMatch(/^usr_[0-9A-Za-z]+$/);
  expect(await newUser()).toBe(first);
  expect(await newUser('second')).not.toBe(first);
  const { body } = await bench.post('/user/get', { user_id: first });
  expect(body).toMatchObject({ client_user_id: 'first', created_at: '2026-05-20T12:00:00.000Z' });
});

it('a client id of 129 characters is too long', async () => {
  expect(await codeOf('/user/create', { client_user_id: 'x'.repeat(129) })).toBe('INVALID_FIELD');
  expect(await codeOf('/user/create', { client_user_id: 'x'.repeat(128) })).toBeUndefined();
});

it.each(['/user/get', '/user/items/get', '/user/remove'])('%s knows who is a user', async (path) => {
  expect(await codeOf(path, { user_id: 'usr_nobody' })).toBe('USER_NOT_FOUND');
  expect(await codeOf(path, { user_id: 'nonsense' })).toBe('INVALID_USER_ID');
});

it('an Item belongs to the user its link token named, with its webhook', async () => {
  const user_id = await newUser();
  const { body } = await bench.post('/link/token/create', {
    client_name: 'App',
    language: 'en',
    country_codes: ['US'],
    user_id,
    products: ['transactions'],
    webhook: 'http://127.0.0.1:9/hook',
    hosted_link: {},
  });
  const form = new URLSearchParams({ bank: 'ins_900001', person: 'couple', account: '0' });
  await fetch(`${body.hosted_link_url}/accounts`, { method: 'POST', body: form });
  itemOf(await newUser('second'));
  const { items } = (await bench.post('/user/items/get', { user_id })).body as { items: object[] };
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ institution_id: 'ins_900001', webhook: 'http://127.0.0.1:9/hook' });
});

it('a link token cannot name a user who is not there', async () => {
  const base = { client_name: 'App', language: 'en', country_codes: ['US'], products: ['transactions'] };
  expect(await codeOf('/link/token/create', { ...base, user_id: 'usr_nobody' })).toBe('USER_NOT_FOUND');
  expect(await codeOf('/link/token/create', { ...base, user_id: 'me' })).toBe('INVALID_USER_ID');
});

it('Items are removed all or none, without an access token', async () => {
  const user_id = await newUser();
  const [a, b] = [itemOf(user_id), itemOf(user_id)];
  const foreign = itemOf(await newUser('second'));
  const remove = (item_ids: string[]) => codeOf('/user/items/remove', { user_id, item_ids });
  expect(await remove([a.id, foreign.id])).toBe('ITEM_NOT_FOUND');
  expect(bench.emulator.control.items()).toHaveLength(3);
  expect(await remove([a.id, a.id])).toBeUndefined();
  expect(bench.emulator.control.items()).toEqual([b, foreign]);
  expect(await codeOf('/item/get', { access_token: a.accessToken })).toBe('ITEM_NOT_FOUND');
});

it('a removed user takes all Items along and is a new one afterwards', async () => {
  const user_id = await newUser();
  itemOf(user_id);
  itemOf(user_id);
  const other = itemOf(await newUser('second'));
  expect(await codeOf('/user/remove', { user_id })).toBeUndefined();
  expect(bench.emulator.control.items()).toEqual([other]);
  expect(await codeOf('/user/remove', { user_id })).toBe('USER_NOT_FOUND');
  expect(await newUser()).not.toBe(user_id);
  expect(bench.emulator.control.users()).toHaveLength(2);
});

it('a client may be refused the user endpoints and nothing else', async () => {
  bench.emulator.control.usersAllowed(false);
  expect(await codeOf('/user/create', { client_user_id: 'first' })).toBe('UNAUTHORIZED_ROUTE_ACCESS');
  const request = { institution_id: 'ins_900001', initial_products: ['transactions'] };
  expect(await codeOf('/sandbox/public_token/create', request)).toBeUndefined();
  bench.emulator.control.usersAllowed(true);
  expect(await newUser()).toMatch(/^usr_/);
});

it('users stay bounded', () => {
  const users = createUsers(() => new Date());
  for (let i = 0; i < 20_500; i++) users.create(`client ${i}`);
  expect(users.list()).toHaveLength(20_000);
});
