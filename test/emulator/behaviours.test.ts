import { afterEach, beforeEach, expect, it } from 'vitest';
import { allTransactions, type Bench, MINUTE, startBench } from './client.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.emulator.close());

function itemAt(institutionId: string) {
  return bench.emulator.control.createItem({ institutionId, person: 'student' });
}

it('a bank that is down answers no product call, and its Item is not broken', async () => {
  const { accessToken: access_token } = itemAt('ins_900008');
  const answer = await bench.post('/accounts/balance/get', { access_token });
  expect(answer).toMatchObject({ status: 400, body: { error_code: 'INSTITUTION_DOWN' } });
  expect((await bench.post('/item/get', { access_token })).body.item).toMatchObject({ error: null });
});

it('a bank that needs signing in works after update mode', async () => {
  const { accessToken: access_token } = itemAt('ins_900009');
  expect((await bench.post('/accounts/get', { access_token })).body.error_code).toBe('ITEM_LOGIN_REQUIRED');
  const broken = await bench.post('/item/get', { access_token });
  expect(broken).toMatchObject({
    status: 200,
    body: { item: { error: { error_code: 'ITEM_LOGIN_REQUIRED' } } },
  });

  const request = {
    client_name: 'App',
    language: 'en',
    country_codes: ['US'],
    user: { client_user_id: 'random' },
  };
  const link = await bench.post('/link/token/create', { ...request, access_token, hosted_link: {} });
  await fetch(`${link.body.hosted_link_url}/repair`, { method: 'POST' });
  expect((await bench.post('/accounts/get', { access_token })).status).toBe(200);
});

it('reset_login breaks an Item that was well', async () => {
  const { accessToken: access_token } = itemAt('ins_900001');
  await bench.post('/sandbox/item/reset_login', { access_token });
  expect((await bench.post('/transactions/get', allTransactions(access_token))).body.error_code).toBe(
    'ITEM_LOGIN_REQUIRED',
  );
});

it('a bank that prepares its history gives it after twenty seconds', async () => {
  const { accessToken } = itemAt('ins_900011');
  const request = allTransactions(accessToken);
  expect((await bench.post('/transactions/get', request)).body.error_code).toBe('PRODUCT_NOT_READY');
  const sync = await bench.post('/transactions/sync', { access_token: accessToken });
  expect(sync).toMatchObject({
    status: 200,
    body: { transactions_update_status: 'NOT_READY', next_cursor: '' },
  });
  bench.pass(20_000);
  expect((await bench.post('/transactions/get', request)).status).toBe(200);
});

it('a slow bank takes three seconds for its live balance only', async () => {
  const { accessToken: access_token } = itemAt('ins_900010');
  const started = performance.now();
  await bench.post('/accounts/get', { access_token });
  expect(performance.now() - started).toBeLessThan(1_500);
  await bench.post('/accounts/balance/get', { access_token });
  expect(performance.now() - started).toBeGreaterThan(2_900);
});

it('liabilities need consent and something owed', async () => {
  const saver = itemAt('ins_900006');
  const answer = await bench.post('/liabilities/get', { access_token: saver.accessToken });
  expect(answer.body.error_code).toBe('NO_LIABILITY_ACCOUNTS');
  const debtor = itemAt('ins_900004');
  debtor.consentedProducts = [];
  const refused = await bench.post('/liabilities/get', { access_token: debtor.accessToken });
  expect(refused.body.error_code).toBe('ADDITIONAL_CONSENT_REQUIRED');
});

it('a webhook is fired only where there is one', async () => {
  const { accessToken: access_token } = itemAt('ins_900001');
  const fire = { access_token, webhook_code: 'DEFAULT_UPDATE' };
  expect((await bench.post('/sandbox/item/fire_webhook', fire)).body.error_code).toBe(
    'SANDBOX_WEBHOOK_INVALID',
  );
  await bench.post('/item/webhook/update', { access_token, webhook: 'https://app.example/hook' });
  expect((await bench.post('/sandbox/item/fire_webhook', fire)).body).toMatchObject({ webhook_fired: true });
  const { status } = (await bench.post('/item/get', { access_token })).body;
  expect(status).toMatchObject({ last_webhook: { code_sent: 'DEFAULT_UPDATE' } });
});

it('an Item tells when its bank was last asked, and when that failed', async () => {
  const { accessToken: access_token } = itemAt('ins_900001');
  const times = async () => (await bench.plaid.itemGet({ access_token })).data.status?.transactions;
  expect(await times()).toEqual({
    last_failed_update: null,
    last_successful_update: '2026-05-20T12:00:00.000Z',
  });
  bench.pass(7 * 60 * MINUTE);
  expect(await times()).toEqual({
    last_failed_update: null,
    last_successful_update: '2026-05-20T18:00:00.000Z',
  });
  await bench.post('/sandbox/item/reset_login', { access_token });
  expect(await times()).toEqual({
    last_failed_update: '2026-05-20T18:00:00.000Z',
    last_successful_update: '2026-05-20T12:00:00.000Z',
  });
});
