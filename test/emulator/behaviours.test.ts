import { afterEach, beforeEach, expect, it } from 'vitest';
import { allTransactions, type Bench, DAY, MINUTE, startBench } from './client.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.emulator.close());

function itemAt(institutionId: string) {
  return bench.emulator.control.createItem({ institutionId, person: 'student' });
}

async function signInAgain(access_token: string): Promise<void> {
  const link = await bench.post('/link/token/create', {
    client_name: 'App',
    language: 'en',
    country_codes: ['US'],
    user: { client_user_id: 'random' },
    access_token,
    hosted_link: {},
  });
  await fetch(`${link.body.hosted_link_url}/repair`, { method: 'POST' });
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

  await signInAgain(access_token);
  expect((await bench.post('/accounts/get', { access_token })).status).toBe(200);
});

it('reset_login breaks an Item that was well', async () => {
  const { accessToken: access_token } = itemAt('ins_900001');
  await bench.post('/sandbox/item/reset_login', { access_token });
  expect((await bench.post('/transactions/get', allTransactions(access_token))).body.error_code).toBe(
    'ITEM_LOGIN_REQUIRED',
  );
});

it('a bank that prepares its history has nothing at first, then a month, then all', async () => {
  const { accessToken: access_token } = itemAt('ins_900011');
  const request = allTransactions(access_token);
  const sync = async () => (await bench.post('/transactions/sync', { access_token })).body;
  expect((await bench.post('/transactions/get', request)).body.error_code).toBe('PRODUCT_NOT_READY');
  expect((await bench.post('/accounts/get', { access_token })).status).toBe(200);
  expect(await sync()).toMatchObject({ transactions_update_status: 'NOT_READY', next_cursor: '' });

  bench.pass(20_000);
  const { data: month } = await bench.plaid.transactionsGet({ ...request, options: { count: 500 } });
  expect(month.transactions.map(({ date }) => date).sort()[0]).toMatch(/^2026-04-2\d$/);
  expect(await sync()).toMatchObject({ transactions_update_status: 'INITIAL_UPDATE_COMPLETE' });

  bench.pass(20_000);
  const { data: all } = await bench.plaid.transactionsGet(request);
  expect(all.total_transactions).toBeGreaterThan(10 * month.total_transactions);
  expect(await sync()).toMatchObject({ transactions_update_status: 'HISTORICAL_UPDATE_COMPLETE' });
});

it.each([
  ['ins_900019', 'ITEM_LOCKED'],
  ['ins_900020', 'NO_ACCOUNTS'],
])('%s answers %s until its owner has been there', async (bank, code) => {
  const { accessToken: access_token } = itemAt(bank);
  expect((await bench.post('/accounts/get', { access_token })).body.error_code).toBe(code);
  const { item } = (await bench.post('/item/get', { access_token })).body;
  expect(item).toMatchObject({ error: { error_code: code } });
  await signInAgain(access_token);
  expect((await bench.post('/accounts/get', { access_token })).status).toBe(200);
});

it('consent that ends breaks the Item, and signing in again renews it', async () => {
  const { accessToken: access_token } = itemAt('ins_900014');
  const item = async () => (await bench.plaid.itemGet({ access_token })).data.item;
  expect(await item()).toMatchObject({ consent_expiration_time: '2026-05-25T12:00:00.000Z', error: null });
  bench.pass(5 * DAY);
  expect(await item()).toMatchObject({ error: { error_code: 'ITEM_LOGIN_REQUIRED' } });
  await signInAgain(access_token);
  expect(await item()).toMatchObject({ consent_expiration_time: '2026-05-30T12:00:00.000Z', error: null });
});

it('each look at pending transactions posts some, under new ids that name the old', async () => {
  const { accessToken } = itemAt('ins_900015');
  const look = async () =>
    (await bench.plaid.transactionsGet(allTransactions(accessToken, { count: 500 }))).data.transactions;
  const before = await look();
  const after = await look();
  const pendingIds = (rows: typeof before) => rows.filter((row) => row.pending).map((r) => r.transaction_id);
  const posted = pendingIds(before).filter((id) => !pendingIds(after).includes(id));
  expect(posted).toHaveLength(2);
  for (const id of posted) expect(after.some((row) => row.pending_transaction_id === id)).toBe(true);
  expect(after).toHaveLength(before.length);
});

it.each(['ins_900016', 'ins_900017', 'ins_900018'])(
  '%s spoils the answers of product calls and no others',
  async (bank) => {
    const { accessToken: access_token } = itemAt(bank);
    await expect(bench.post('/accounts/get', { access_token })).rejects.toThrow();
    expect((await bench.post('/item/get', { access_token })).status).toBe(200);
    expect((await bench.post('/item/remove', { access_token })).status).toBe(200);
  },
);

it('linking the same bank twice gives the same names and masks under new ids', async () => {
  const accounts = async () => {
    const { accessToken: access_token } = itemAt('ins_900001');
    return (await bench.plaid.accountsGet({ access_token })).data.accounts;
  };
  const [first, second] = [await accounts(), await accounts()];
  const known = (list: typeof first) => list.map(({ name, mask, type }) => ({ name, mask, type }));
  expect(known(second)).toEqual(known(first));
  expect(second.some(({ account_id }) => first.some((other) => other.account_id === account_id))).toBe(false);
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
  await bench.post('/item/webhook/update', { access_token, webhook: 'http://127.0.0.1:9/hook' });
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
