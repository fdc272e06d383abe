import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Bench, DAY, startBench } from './client.ts';
import { signInAgain } from './linking.ts';
import { type Receiver, startReceiver } from './receiver.ts';

let bench: Bench;
let receiver: Receiver;
beforeEach(async () => {
  [bench, receiver] = [await startBench(), await startReceiver()];
});
afterEach(async () => {
  await bench.emulator.close();
  await receiver.close();
});

function itemAt(institutionId: string, extra: { userId?: string } = {}) {
  const wish = { institutionId, person: 'student', webhook: receiver.url, ...extra };
  return bench.emulator.control.createItem(wish);
}

/** The codes received by when so much time has passed. */
async function codesAfter(ms: number): Promise<string[]> {
  bench.pass(ms);
  await bench.emulator.control.tick();
  return receiver.codes().splice(0);
}

it('after linking the last month is told of first, then the rest', async () => {
  const { id, accessToken: access_token } = itemAt('ins_900001');
  expect(await codesAfter(4_000)).toEqual([]);
  expect(await codesAfter(1_000)).toEqual(['INITIAL_UPDATE']);
  expect(await codesAfter(10_000)).toEqual(['INITIAL_UPDATE', 'HISTORICAL_UPDATE']);
  const hooks = receiver.received.map(({ body }) => JSON.parse(body));
  expect(hooks[0]).toMatchObject({ item_id: id, webhook_type: 'TRANSACTIONS', environment: 'sandbox' });
  const range = { start_date: '2020-01-01', end_date: '2030-01-01' };
  const { data } = await bench.plaid.transactionsGet({ access_token, ...range });
  expect(hooks[0].new_transactions + hooks[1].new_transactions).toBe(data.total_transactions);
});

it('a bank that prepares its history tells later', async () => {
  itemAt('ins_900011');
  expect(await codesAfter(19_000)).toEqual([]);
  expect(await codesAfter(1_000)).toEqual(['INITIAL_UPDATE']);
  expect(await codesAfter(20_000)).toEqual(['INITIAL_UPDATE', 'HISTORICAL_UPDATE']);
});

it('who has used sync is told of updates to sync as well', async () => {
  const { accessToken: access_token } = itemAt('ins_900001');
  await bench.post('/transactions/sync', { access_token, count: 1 });
  expect(await codesAfter(5_000)).toEqual(['INITIAL_UPDATE', 'SYNC_UPDATES_AVAILABLE']);
});

it('a removed Item is told of no more', async () => {
  const { accessToken: access_token } = itemAt('ins_900001');
  await bench.post('/item/remove', { access_token });
  expect(await codesAfter(60_000)).toEqual([]);
});

it('an Item that breaks and mends is told of, with its user', async () => {
  const user = await bench.post('/user/create', { client_user_id: 'first' });
  const userId = String(user.body.user_id);
  const item = itemAt('ins_900001', { userId });
  await codesAfter(60_000);
  bench.emulator.control.breakItem(item.id, 'ITEM_LOCKED');
  await codesAfter(0);
  bench.emulator.control.mendItem(item.id);
  expect((await codesAfter(0)).slice(2)).toEqual(['ERROR', 'LOGIN_REPAIRED']);
  expect(JSON.parse(receiver.received[2]?.body ?? '')).toMatchObject({
    user_id: userId,
    error: { error_code: 'ITEM_LOCKED', status: 400 },
  });
});

it('permission that was taken back stays so through update mode', async () => {
  const { id, accessToken: access_token } = itemAt('ins_900009');
  bench.emulator.control.breakItem(id, 'USER_PERMISSION_REVOKED');
  expect(await codesAfter(0)).toEqual(['USER_PERMISSION_REVOKED']);
  await signInAgain(bench, access_token);
  expect((await bench.post('/accounts/get', { access_token })).body.error_code).toBe(
    'USER_PERMISSION_REVOKED',
  );
});

it('consent that ends is announced, then the Item is in error', async () => {
  itemAt('ins_900014');
  expect(await codesAfter(5_000)).toContain('PENDING_EXPIRATION');
  await codesAfter(DAY);
  expect((await codesAfter(4 * DAY)).filter((code) => code !== 'DEFAULT_UPDATE')).toContain('ERROR');
});

it('a new webhook is acknowledged at its own address', async () => {
  const { accessToken: access_token } = itemAt('ins_900001');
  await codesAfter(60_000);
  const webhook = receiver.url.replace('/hook', '/other');
  await bench.post('/item/webhook/update', { access_token, webhook });
  expect((await codesAfter(0)).at(-1)).toBe('WEBHOOK_UPDATE_ACKNOWLEDGED');
  expect(receiver.received.at(-1)).toMatchObject({ path: '/other' });
  expect(JSON.parse(receiver.received.at(-1)?.body ?? '')).toMatchObject({ new_webhook_url: webhook });
});

it('a webhook that is fired is sent at once, and one nobody knows is refused', async () => {
  const { accessToken: access_token } = itemAt('ins_900001');
  const fire = (webhook_code: string) =>
    bench.post('/sandbox/item/fire_webhook', { access_token, webhook_code });
  expect((await fire('PENDING_DISCONNECT')).body).toMatchObject({ webhook_fired: true });
  await expect.poll(() => receiver.codes()).toEqual(['PENDING_DISCONNECT']);
  expect((await fire('SURPRISE')).body.error_code).toBe('INVALID_FIELD');
});

it('without a clock of one’s own webhooks leave by themselves', async () => {
  const { startEmulator } = await import('../../src/emulator/emulator.ts');
  const emulator = await startEmulator();
  const wish = { institutionId: 'ins_900001', person: 'student', webhook: receiver.url };
  const { id } = emulator.control.createItem(wish);
  emulator.control.breakItem(id, 'ITEM_LOGIN_REQUIRED');
  await expect.poll(() => receiver.codes(), { timeout: 3_000 }).toEqual(['ERROR']);
  await emulator.close();
});
