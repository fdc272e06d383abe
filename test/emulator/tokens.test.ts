import { afterEach, beforeEach, expect, it } from 'vitest';
import { readAccessToken, writeAccessToken } from '../../src/emulator/access-token.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { allTransactions, type Bench, DAY, MINUTE, startBench, studentAt } from './client.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.emulator.close());

const CREATE = { institution_id: 'ins_900001', initial_products: ['transactions'] };

async function publicToken(): Promise<string> {
  return String((await bench.post('/sandbox/public_token/create', CREATE)).body.public_token);
}

it('a public token is exchanged once', async () => {
  const public_token = await publicToken();
  expect(public_token).toMatch(/^public-sandbox-[0-9a-f-]{36}$/);
  const first = await bench.post('/item/public_token/exchange', { public_token });
  const second = await bench.post('/item/public_token/exchange', { public_token });
  expect(first.body).toMatchObject({ access_token: expect.stringMatching(/^access-sandbox-[0-9a-f-]{36}$/) });
  expect(first.body.item_id).toMatch(/^[0-9A-Za-z]{37}$/);
  expect(second).toMatchObject({ status: 400, body: { error_code: 'INVALID_PUBLIC_TOKEN' } });
});

it.each([
  [29, 200],
  [31, 400],
])('a public token of %i minutes answers %i', async (minutes, status) => {
  const public_token = await publicToken();
  bench.pass(minutes * MINUTE);
  expect((await bench.post('/item/public_token/exchange', { public_token })).status).toBe(status);
});

it('an emulator that never saw a token serves the same data', async () => {
  const item = bench.emulator.control.createItem({
    institutionId: 'ins_900001',
    person: 'retiree',
    daysRequested: 90,
  });
  const before = await bench.post('/transactions/get', allTransactions(item.accessToken, { count: 500 }));
  const other = await startBench();
  const after = await other.post('/transactions/get', allTransactions(item.accessToken, { count: 500 }));
  await other.emulator.close();
  expect(after.body.transactions).toEqual(before.body.transactions);
  expect(after.body.accounts).toEqual(before.body.accounts);
});

it('refuses tokens nobody issued, and a token with one digit changed', async () => {
  const { accessToken } = studentAt(bench, 'ins_900001');
  const last = accessToken.endsWith('0') ? '1' : '0';
  for (const access_token of [
    `access-sandbox-${crypto.randomUUID()}`,
    accessToken.slice(0, -1) + last,
    'nonsense',
  ]) {
    const answer = await bench.post('/accounts/get', { access_token });
    expect(answer).toMatchObject({ status: 400, body: { error_code: 'INVALID_ACCESS_TOKEN' } });
  }
});

it('a removed Item is not found, and stays so', async () => {
  const { accessToken: access_token } = studentAt(bench, 'ins_900001');
  expect((await bench.post('/item/remove', { access_token })).status).toBe(200);
  for (const path of ['/accounts/get', '/item/get', '/item/remove']) {
    expect((await bench.post(path, { access_token })).body.error_code).toBe('ITEM_NOT_FOUND');
  }
  expect(bench.emulator.control.items()).toEqual([]);
});

it('an invalidated token is dead, and the new one is the same Item', async () => {
  const item = studentAt(bench, 'ins_900001');
  const old = item.accessToken;
  const { body } = await bench.post('/item/access_token/invalidate', { access_token: old });
  expect((await bench.post('/item/get', { access_token: old })).body.error_code).toBe('INVALID_ACCESS_TOKEN');
  const answer = await bench.post('/item/get', { access_token: body.new_access_token });
  expect(answer.body.item).toMatchObject({ item_id: item.id });
});

it('two Items made alike in one second differ in all their ids', () => {
  const wish = { institutionId: 'ins_900001', person: 'student' };
  const [a, b] = [bench.emulator.control.createItem(wish), bench.emulator.control.createItem(wish)];
  expect(a.id).not.toBe(b.id);
  const ids = [a, b].flatMap(({ id }) => bench.emulator.control.rawTransactions(id)) as {
    transaction_id: string;
  }[];
  expect(new Set(ids.map((row) => row.transaction_id)).size).toBe(ids.length);
});

it('every member of an Item seed survives the token', () => {
  const seed = {
    institution: 10,
    person: 15,
    sharedAccounts: 0b1010_0101,
    createdAt: new Date('2026-05-20T12:00:01Z'),
    daysRequested: 730,
    nonce: 0x3fff,
    generation: 63,
  };
  expect(readAccessToken(writeAccessToken(seed))).toEqual(seed);
});

it.each([
  [{}, 4 * 60],
  [{ hosted_link: { url_lifetime_seconds: 600 } }, 10],
])('a link token with %j ends after %i minutes', async (extra, minutes) => {
  const link = await createLink(extra);
  const { createdAt, expiration } = link;
  expect((Date.parse(expiration) - Date.parse(createdAt)) / MINUTE).toBe(minutes);
});

it('an update mode link token ends after 30 minutes and needs no products', async () => {
  const { accessToken } = studentAt(bench, 'ins_900009');
  const { createdAt, expiration } = await createLink({ access_token: accessToken, products: undefined });
  expect((Date.parse(expiration) - Date.parse(createdAt)) / MINUTE).toBe(30);
});

it('a link token is unknown a day after its end', async () => {
  const { link_token } = await createLink({});
  bench.pass(DAY);
  expect((await bench.post('/link/token/get', { link_token })).body.error_code).toBe('INVALID_LINK_TOKEN');
});

it('a taken port rejects the start', async () => {
  const port = Number(new URL(bench.emulator.baseUrl).port);
  await expect(startEmulator({ port })).rejects.toThrow('EADDRINUSE');
});

async function createLink(extra: object) {
  const base = {
    client_name: 'App',
    language: 'en',
    country_codes: ['US'],
    user: { client_user_id: 'random' },
  };
  const { body } = await bench.post('/link/token/create', { ...base, products: ['transactions'], ...extra });
  const got = await bench.post('/link/token/get', { link_token: body.link_token });
  return {
    link_token: String(body.link_token),
    createdAt: String(got.body.created_at),
    expiration: String(got.body.expiration),
  };
}
