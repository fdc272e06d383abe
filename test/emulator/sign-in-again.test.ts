import { afterEach, beforeEach, expect, it } from 'vitest';
import { allTransactions, type Bench, DAY, startBench, studentAt } from './client.ts';
import { signInAgain } from './linking.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.emulator.close());

it('a bank that needs signing in works after update mode', async () => {
  const { accessToken: access_token } = studentAt(bench, 'ins_900009');
  expect((await bench.post('/accounts/get', { access_token })).body.error_code).toBe('ITEM_LOGIN_REQUIRED');
  const broken = await bench.post('/item/get', { access_token });
  expect(broken).toMatchObject({
    status: 200,
    body: { item: { error: { error_code: 'ITEM_LOGIN_REQUIRED' } } },
  });

  await signInAgain(bench, access_token);
  expect((await bench.post('/accounts/get', { access_token })).status).toBe(200);
});

it('reset_login breaks an Item that was well', async () => {
  const { accessToken: access_token } = studentAt(bench, 'ins_900001');
  await bench.post('/sandbox/item/reset_login', { access_token });
  expect((await bench.post('/transactions/get', allTransactions(access_token))).body.error_code).toBe(
    'ITEM_LOGIN_REQUIRED',
  );
});

it.each([
  ['ins_900019', 'ITEM_LOCKED'],
  ['ins_900020', 'NO_ACCOUNTS'],
])('%s answers %s until its owner has been there', async (bank, code) => {
  const { accessToken: access_token } = studentAt(bench, bank);
  expect((await bench.post('/accounts/get', { access_token })).body.error_code).toBe(code);
  const { item } = (await bench.post('/item/get', { access_token })).body;
  expect(item).toMatchObject({ error: { error_code: code } });
  await signInAgain(bench, access_token);
  expect((await bench.post('/accounts/get', { access_token })).status).toBe(200);
});

it('consent that ends breaks the Item, and signing in again renews it', async () => {
  const { accessToken: access_token } = studentAt(bench, 'ins_900014');
  const item = async () => (await bench.plaid.itemGet({ access_token })).data.item;
  expect(await item()).toMatchObject({ consent_expiration_time: '2026-05-25T12:00:00.000Z', error: null });
  bench.pass(5 * DAY);
  expect(await item()).toMatchObject({ error: { error_code: 'ITEM_LOGIN_REQUIRED' } });
  await signInAgain(bench, access_token);
  expect(await item()).toMatchObject({ consent_expiration_time: '2026-05-30T12:00:00.000Z', error: null });
});
