import { expect, it } from 'vitest';
import { readAccessToken, writeAccessToken } from '../../src/emulator/access-token.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { LINK } from './linking.ts';
import { allTransactions, DAY, emulatorForEachTest, MINUTE, startTestEmulator } from './test-emulator.ts';

const emulator = emulatorForEachTest();

const CREATE = { institution_id: 'ins_900001', initial_products: ['transactions'] };

async function publicToken(): Promise<string> {
  return String((await emulator.post('/sandbox/public_token/create', CREATE)).body.public_token);
}

it('a public token is exchanged once', async () => {
  const public_token = await publicToken();
  expect(public_token).toMatch(/^public-sandbox-[0-9a-f-]{36}$/);
  const first = await emulator.post('/item/public_token/exchange', { public_token });
  const second = await emulator.post('/item/public_token/exchange', { public_token });
  expect(first.body).toMatchObject({ access_token: expect.stringMatching(/^access-sandbox-[0-9a-f-]{36}$/) });
  expect(first.body.item_id).toMatch(/^[0-9A-Za-z]{37}$/);
  expect(second).toMatchObject({ status: 400, body: { error_code: 'INVALID_PUBLIC_TOKEN' } });
});

it.each([
  [29, 200],
  [31, 400],
])('a public token of %i minutes answers %i', async (minutes, status) => {
  const public_token = await publicToken();
  emulator.pass(minutes * MINUTE);
  expect((await emulator.post('/item/public_token/exchange', { public_token })).status).toBe(status);
});

it('an access token brings the same data at another emulator, which has never seen it', async () => {
  const { accessToken } = emulator.itemAt('ins_900001', { person: 'retiree', daysRequested: 90 });
  const request = allTransactions(accessToken, { count: 500 });
  const before = await emulator.post('/transactions/get', request);
  const other = await startTestEmulator();
  const after = await other.post('/transactions/get', request);
  await other.close();
  expect(after.body.transactions).toEqual(before.body.transactions);
  expect(after.body.accounts).toEqual(before.body.accounts);
});

it('an access token is refused where it is made up, or has one digit changed', async () => {
  const { accessToken } = emulator.itemAt('ins_900001');
  const last = accessToken.endsWith('0') ? '1' : '0';
  const changed = accessToken.slice(0, -1) + last;
  for (const access_token of [`access-sandbox-${crypto.randomUUID()}`, changed, 'nonsense']) {
    const answer = await emulator.post('/accounts/get', { access_token });
    expect(answer).toMatchObject({ status: 400, body: { error_code: 'INVALID_ACCESS_TOKEN' } });
  }
});

it('a removed Item is not found, and stays so', async () => {
  const { accessToken: access_token } = emulator.itemAt('ins_900001');
  expect((await emulator.post('/item/remove', { access_token })).status).toBe(200);
  for (const path of ['/accounts/get', '/item/get', '/item/remove']) {
    expect(await emulator.codeOf(path, { access_token })).toBe('ITEM_NOT_FOUND');
  }
  expect(emulator.control.items()).toEqual([]);
});

it('an invalidated access token is refused, and the new one is of the same Item', async () => {
  const item = emulator.itemAt('ins_900001');
  const old = item.accessToken;
  const { body } = await emulator.post('/item/access_token/invalidate', { access_token: old });
  expect(await emulator.codeOf('/item/get', { access_token: old })).toBe('INVALID_ACCESS_TOKEN');
  const answer = await emulator.post('/item/get', { access_token: body.new_access_token });
  expect(answer.body.item).toMatchObject({ item_id: item.id });
});

it('two Items of one person at one bank, made in one second, differ in all their ids', () => {
  const [a, b] = [emulator.itemAt('ins_900001'), emulator.itemAt('ins_900001')];
  expect(a.id).not.toBe(b.id);
  const rows = [a, b].flatMap(({ id }) => emulator.control.rawTransactions(id)) as {
    transaction_id: string;
  }[];
  expect(rows.length).toBeGreaterThan(100);
  expect(new Set(rows.map((row) => row.transaction_id)).size).toBe(rows.length);
});

it('all that an Item is made of can be read from its access token', () => {
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
  ['without a hosted page', () => ({ hosted_link: undefined }), 4 * 60],
  ['for a hosted page', () => ({}), 30],
  ['with a lifetime', () => ({ hosted_link: { url_lifetime_seconds: 600 } }), 10],
  [
    'for update mode, which needs no products,',
    () => ({ access_token: emulator.itemAt('ins_900009').accessToken, products: undefined }),
    30,
  ],
  [
    'for update mode without a hosted page',
    () => ({
      access_token: emulator.itemAt('ins_900009').accessToken,
      products: undefined,
      hosted_link: undefined,
    }),
    30,
  ],
])('a link token %s expires after %i minutes', async (_, extra, minutes) => {
  const { createdAt, expiration } = await createLink(extra());
  expect((Date.parse(expiration) - Date.parse(createdAt)) / MINUTE).toBe(minutes);
});

it('a link token is unknown a day after it was made', async () => {
  const { link_token } = await createLink({});
  emulator.pass(DAY);
  expect(await emulator.codeOf('/link/token/get', { link_token })).toBe('INVALID_LINK_TOKEN');
});

it('an emulator does not start on a port that is taken', async () => {
  const port = Number(new URL(emulator.baseUrl).port);
  await expect(startEmulator({ port })).rejects.toThrow('EADDRINUSE');
});

async function createLink(extra: object) {
  const { link_token } = (await emulator.post('/link/token/create', { ...LINK, ...extra })).body;
  const { body } = await emulator.post('/link/token/get', { link_token });
  return { link_token, createdAt: String(body.created_at), expiration: String(body.expiration) };
}
