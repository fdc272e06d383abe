/** What Plaid answers for banks that are down, slow, limited or in need of their owner. */

import { expect, it } from 'vitest';
import { signInAgain } from './linking.ts';
import { allTransactions, DAY, emulatorForEachTest, MINUTE, NO_RECEIVER } from './test-emulator.ts';

const emulator = emulatorForEachTest();

it('a bank that is down answers no product call, and its Item is not broken', async () => {
  const { accessToken: access_token } = emulator.itemAt('ins_900008');
  const answer = await emulator.post('/accounts/balance/get', { access_token });
  expect(answer).toMatchObject({ status: 400, body: { error_code: 'INSTITUTION_DOWN' } });
  expect((await emulator.post('/item/get', { access_token })).body.item).toMatchObject({ error: null });
});

it('a bank that prepares its history has nothing at first, then a month, then all', async () => {
  const { accessToken: access_token } = emulator.itemAt('ins_900011');
  const request = allTransactions(access_token);
  const sync = async () => (await emulator.post('/transactions/sync', { access_token })).body;
  expect(await emulator.codeOf('/transactions/get', request)).toBe('PRODUCT_NOT_READY');
  expect((await emulator.post('/accounts/get', { access_token })).status).toBe(200);
  expect(await sync()).toMatchObject({ transactions_update_status: 'NOT_READY', next_cursor: '' });

  emulator.pass(20_000);
  const { data: month } = await emulator.plaid.transactionsGet({ ...request, options: { count: 500 } });
  expect(month.transactions.map(({ date }) => date).sort()[0]).toMatch(/^2026-04-2\d$/);
  expect(await sync()).toMatchObject({ transactions_update_status: 'INITIAL_UPDATE_COMPLETE' });

  emulator.pass(20_000);
  const { data: all } = await emulator.plaid.transactionsGet(request);
  expect(all.total_transactions).toBeGreaterThan(10 * month.total_transactions);
  expect(await sync()).toMatchObject({ transactions_update_status: 'HISTORICAL_UPDATE_COMPLETE' });
});

it('a bank that posts at every call posts two pending rows, under new ids that name the old', async () => {
  const { accessToken } = emulator.itemAt('ins_900015');
  const look = async () =>
    (await emulator.plaid.transactionsGet(allTransactions(accessToken, { count: 500 }))).data.transactions;
  const before = await look();
  const after = await look();
  const pendingIds = (rows: typeof before) => rows.filter((row) => row.pending).map((r) => r.transaction_id);
  const posted = pendingIds(before).filter((id) => !pendingIds(after).includes(id));
  expect(posted).toHaveLength(2);
  for (const id of posted) expect(after.some((row) => row.pending_transaction_id === id)).toBe(true);
  expect(after).toHaveLength(before.length);
});

it.each(['ins_900016', 'ins_900017', 'ins_900018'])(
  '%s spoils its answers to product calls, and to no others',
  async (bank) => {
    const { accessToken: access_token } = emulator.itemAt(bank);
    await expect(emulator.post('/accounts/get', { access_token })).rejects.toThrow();
    expect((await emulator.post('/item/get', { access_token })).status).toBe(200);
    expect((await emulator.post('/item/remove', { access_token })).status).toBe(200);
  },
);

it('accounts of a bank that is linked twice have the same names and masks, and other ids', async () => {
  const accounts = async () => {
    const { accessToken: access_token } = emulator.itemAt('ins_900001');
    return (await emulator.plaid.accountsGet({ access_token })).data.accounts;
  };
  const [first, second] = [await accounts(), await accounts()];
  const known = (list: typeof first) => list.map(({ name, mask, type }) => ({ name, mask, type }));
  expect(known(second)).toEqual(known(first));
  expect(second.some(({ account_id }) => first.some((other) => other.account_id === account_id))).toBe(false);
});

it('liabilities need consent and something owed', async () => {
  const [saver, debtor] = [emulator.itemAt('ins_900006'), emulator.itemAt('ins_900004')];
  debtor.consentedProducts = [];
  const codeFor = (access_token: string) => emulator.codeOf('/liabilities/get', { access_token });
  expect(await codeFor(saver.accessToken)).toBe('NO_LIABILITY_ACCOUNTS');
  expect(await codeFor(debtor.accessToken)).toBe('ADDITIONAL_CONSENT_REQUIRED');
});

it('a webhook is sent on request only where the Item has an address for it', async () => {
  const { accessToken: access_token } = emulator.itemAt('ins_900001');
  const fire = { access_token, webhook_code: 'DEFAULT_UPDATE' };
  expect(await emulator.codeOf('/sandbox/item/fire_webhook', fire)).toBe('SANDBOX_WEBHOOK_INVALID');
  await emulator.post('/item/webhook/update', { access_token, webhook: NO_RECEIVER });
  expect((await emulator.post('/sandbox/item/fire_webhook', fire)).body).toMatchObject({
    webhook_fired: true,
  });
  const { status } = (await emulator.post('/item/get', { access_token })).body;
  expect(status).toMatchObject({ last_webhook: { code_sent: 'DEFAULT_UPDATE' } });
});

it('an Item tells when its bank was last asked, and when that failed', async () => {
  const { accessToken: access_token } = emulator.itemAt('ins_900001');
  const times = async () => (await emulator.plaid.itemGet({ access_token })).data.status?.transactions;
  const [noon, evening] = ['2026-05-20T12:00:00.000Z', '2026-05-20T18:00:00.000Z'];
  expect(await times()).toEqual({ last_failed_update: null, last_successful_update: noon });
  emulator.pass(7 * 60 * MINUTE);
  expect(await times()).toEqual({ last_failed_update: null, last_successful_update: evening });
  await emulator.post('/sandbox/item/reset_login', { access_token });
  expect(await times()).toEqual({ last_failed_update: evening, last_successful_update: noon });
});

it('reset_login breaks an Item that was well', async () => {
  const { accessToken: access_token } = emulator.itemAt('ins_900001');
  await emulator.post('/sandbox/item/reset_login', { access_token });
  const code = await emulator.codeOf('/transactions/get', allTransactions(access_token));
  expect(code).toBe('ITEM_LOGIN_REQUIRED');
});

it.each([
  ['ins_900009', 'ITEM_LOGIN_REQUIRED'],
  ['ins_900019', 'ITEM_LOCKED'],
  ['ins_900020', 'NO_ACCOUNTS'],
])('%s answers %s until its owner has signed in again by update mode', async (bank, code) => {
  const { accessToken: access_token } = emulator.itemAt(bank);
  expect(await emulator.codeOf('/accounts/get', { access_token })).toBe(code);
  const item = await emulator.post('/item/get', { access_token });
  expect(item).toMatchObject({ status: 200, body: { item: { error: { error_code: code } } } });
  await signInAgain(emulator, access_token);
  expect((await emulator.post('/accounts/get', { access_token })).status).toBe(200);
});

it('consent that has expired breaks the Item, and signing in again renews it', async () => {
  const { accessToken: access_token } = emulator.itemAt('ins_900014');
  const item = async () => (await emulator.plaid.itemGet({ access_token })).data.item;
  expect(await item()).toMatchObject({ consent_expiration_time: '2026-05-25T12:00:00.000Z', error: null });
  emulator.pass(5 * DAY);
  expect(await item()).toMatchObject({ error: { error_code: 'ITEM_LOGIN_REQUIRED' } });
  await signInAgain(emulator, access_token);
  expect(await item()).toMatchObject({ consent_expiration_time: '2026-05-30T12:00:00.000Z', error: null });
});

async function statuses(path: string, access_token: string, count: number): Promise<number[]> {
  const answers: number[] = [];
  for (let i = 0; i < count; i++) answers.push((await emulator.post(path, { access_token })).status);
  return answers;
}

it('a limited bank answers once in any sixty seconds', async () => {
  const access_token = emulator.itemAt('ins_900013').accessToken;
  expect(await statuses('/accounts/balance/get', access_token, 1)).toEqual([200]);
  emulator.pass(MINUTE / 2);
  expect(await statuses('/accounts/balance/get', access_token, 2)).toEqual([200, 429]);
  emulator.pass(MINUTE / 2);
  expect(await statuses('/accounts/balance/get', access_token, 2)).toEqual([200, 429]);
});

it('a limited bank shows its transactions five times a minute', async () => {
  const request = allTransactions(emulator.itemAt('ins_900013').accessToken);
  for (let i = 0; i < 5; i++) expect((await emulator.post('/transactions/get', request)).status).toBe(200);
  expect(await emulator.codeOf('/transactions/get', request)).toBe('TRANSACTIONS_LIMIT');
});
