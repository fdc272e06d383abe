import { afterEach, beforeEach, expect, it } from 'vitest';
import { allTransactions, type Bench, MINUTE, startBench, studentAt } from './client.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.emulator.close());

it('a bank that is down answers no product call, and its Item is not broken', async () => {
  const { accessToken: access_token } = studentAt(bench, 'ins_900008');
  const answer = await bench.post('/accounts/balance/get', { access_token });
  expect(answer).toMatchObject({ status: 400, body: { error_code: 'INSTITUTION_DOWN' } });
  expect((await bench.post('/item/get', { access_token })).body.item).toMatchObject({ error: null });
});

it('a bank that prepares its history has nothing at first, then a month, then all', async () => {
  const { accessToken: access_token } = studentAt(bench, 'ins_900011');
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

it('each look at pending transactions posts some, under new ids that name the old', async () => {
  const { accessToken } = studentAt(bench, 'ins_900015');
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
    const { accessToken: access_token } = studentAt(bench, bank);
    await expect(bench.post('/accounts/get', { access_token })).rejects.toThrow();
    expect((await bench.post('/item/get', { access_token })).status).toBe(200);
    expect((await bench.post('/item/remove', { access_token })).status).toBe(200);
  },
);

it('linking the same bank twice gives the same names and masks under new ids', async () => {
  const accounts = async () => {
    const { accessToken: access_token } = studentAt(bench, 'ins_900001');
    return (await bench.plaid.accountsGet({ access_token })).data.accounts;
  };
  const [first, second] = [await accounts(), await accounts()];
  const known = (list: typeof first) => list.map(({ name, mask, type }) => ({ name, mask, type }));
  expect(known(second)).toEqual(known(first));
  expect(second.some(({ account_id }) => first.some((other) => other.account_id === account_id))).toBe(false);
});

it('liabilities need consent and something owed', async () => {
  const saver = studentAt(bench, 'ins_900006');
  const answer = await bench.post('/liabilities/get', { access_token: saver.accessToken });
  expect(answer.body.error_code).toBe('NO_LIABILITY_ACCOUNTS');
  const debtor = studentAt(bench, 'ins_900004');
  debtor.consentedProducts = [];
  const refused = await bench.post('/liabilities/get', { access_token: debtor.accessToken });
  expect(refused.body.error_code).toBe('ADDITIONAL_CONSENT_REQUIRED');
});

it('a webhook is fired only where there is one', async () => {
  const { accessToken: access_token } = studentAt(bench, 'ins_900001');
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
  const { accessToken: access_token } = studentAt(bench, 'ins_900001');
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
