/** The webhooks that an Item brings: after linking, when it breaks, and as days go by. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { signInAgain } from './linking.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { allTransactions, DAY, emulatorForEachTest, MINUTE } from './test-emulator.ts';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());
const emulator = emulatorForEachTest();

function itemAt(institutionId: string, wish: { userId?: string; person?: string } = {}) {
  return emulator.itemAt(institutionId, { webhook: receiver.url, ...wish });
}

async function pass(ms: number): Promise<void> {
  emulator.pass(ms);
  await emulator.control.tick();
}

/** The codes of all webhooks received by when so much time has passed. */
async function codesAfter(ms: number): Promise<string[]> {
  await pass(ms);
  return receiver.codes();
}

/** An Item that was linked a minute ago, of which the first webhooks have come. */
async function knownItemAt(institutionId: string) {
  const item = itemAt(institutionId, { person: 'couple' });
  await pass(MINUTE);
  receiver.received.length = 0;
  return item;
}

describe('the webhooks of an Item', () => {
  it('are one for the last month after linking, then one for the rest', async () => {
    const { id, accessToken: access_token } = itemAt('ins_900001');
    expect(await codesAfter(4_000)).toEqual([]);
    expect(await codesAfter(1_000)).toEqual(['INITIAL_UPDATE']);
    expect(await codesAfter(10_000)).toEqual(['INITIAL_UPDATE', 'HISTORICAL_UPDATE']);
    const hooks = receiver.received.map(({ body }) => JSON.parse(body));
    expect(hooks[0]).toMatchObject({ item_id: id, webhook_type: 'TRANSACTIONS', environment: 'sandbox' });
    const { data } = await emulator.plaid.transactionsGet(allTransactions(access_token));
    expect(hooks[0].new_transactions + hooks[1].new_transactions).toBe(data.total_transactions);
  });

  it('come later for a bank that prepares its history', async () => {
    itemAt('ins_900011');
    expect(await codesAfter(19_000)).toEqual([]);
    expect(await codesAfter(1_000)).toEqual(['INITIAL_UPDATE']);
    expect(await codesAfter(20_000)).toEqual(['INITIAL_UPDATE', 'HISTORICAL_UPDATE']);
  });

  it('are one more for a client that has used /transactions/sync', async () => {
    const { accessToken: access_token } = itemAt('ins_900001');
    await emulator.post('/transactions/sync', { access_token, count: 1 });
    expect(await codesAfter(5_000)).toEqual(['INITIAL_UPDATE', 'SYNC_UPDATES_AVAILABLE']);
  });

  it('are none once it is removed', async () => {
    const { accessToken: access_token } = itemAt('ins_900001');
    await emulator.post('/item/remove', { access_token });
    expect(await codesAfter(60_000)).toEqual([]);
  });

  it('are one when it breaks, with its user, and one when it is repaired', async () => {
    const userId = await emulator.newUser();
    const item = itemAt('ins_900001', { userId });
    await codesAfter(60_000);
    emulator.control.breakItem(item.id, 'ITEM_LOCKED');
    await codesAfter(0);
    emulator.control.mendItem(item.id);
    expect((await codesAfter(0)).slice(2)).toEqual(['ERROR', 'LOGIN_REPAIRED']);
    expect(JSON.parse(receiver.received[2]?.body ?? '')).toMatchObject({
      user_id: userId,
      error: { error_code: 'ITEM_LOCKED', status: 400 },
    });
  });

  it('are one when permission is revoked, which update mode does not repair', async () => {
    const { id, accessToken: access_token } = itemAt('ins_900009');
    emulator.control.breakItem(id, 'USER_PERMISSION_REVOKED');
    expect(await codesAfter(0)).toEqual(['USER_PERMISSION_REVOKED']);
    await signInAgain(emulator, access_token);
    expect(await emulator.codeOf('/accounts/get', { access_token })).toBe('USER_PERMISSION_REVOKED');
  });

  it('are one days before consent expires, and one for the error when it has', async () => {
    itemAt('ins_900014');
    expect(await codesAfter(5_000)).toContain('PENDING_EXPIRATION');
    await codesAfter(DAY);
    expect((await codesAfter(4 * DAY)).filter((code) => code !== 'DEFAULT_UPDATE')).toContain('ERROR');
  });

  it('acknowledge a new address at that address', async () => {
    const { accessToken: access_token } = itemAt('ins_900001');
    await codesAfter(60_000);
    const webhook = receiver.url.replace('/hook', '/other');
    await emulator.post('/item/webhook/update', { access_token, webhook });
    expect((await codesAfter(0)).at(-1)).toBe('WEBHOOK_UPDATE_ACKNOWLEDGED');
    expect(receiver.received.at(-1)).toMatchObject({ path: '/other' });
    expect(JSON.parse(receiver.received.at(-1)?.body ?? '')).toMatchObject({ new_webhook_url: webhook });
  });

  it('are sent at once where asked for in Sandbox, but not by a code that does not exist', async () => {
    const { accessToken: access_token } = itemAt('ins_900001');
    const fire = (webhook_code: string) =>
      emulator.post('/sandbox/item/fire_webhook', { access_token, webhook_code });
    expect((await fire('PENDING_DISCONNECT')).body).toMatchObject({ webhook_fired: true });
    await expect.poll(() => receiver.codes()).toEqual(['PENDING_DISCONNECT']);
    expect((await fire('SURPRISE')).body.error_code).toBe('INVALID_FIELD');
  });

  it('are sent by themselves on the real clock', async () => {
    const { control, close } = await startEmulator();
    const wish = { institutionId: 'ins_900001', person: 'student', webhook: receiver.url };
    control.breakItem(control.createItem(wish).id, 'ITEM_LOGIN_REQUIRED');
    await expect.poll(() => receiver.codes(), { timeout: 3_000 }).toEqual(['ERROR']);
    await close();
  });

  it('are one for a day with new rows, with their number', async () => {
    const { accessToken: access_token } = await knownItemAt('ins_900001');
    expect(await codesAfter(60 * MINUTE)).toEqual([]);
    await pass(DAY);
    expect(await codesAfter(MINUTE)).toEqual(['DEFAULT_UPDATE']);
    const day = { start_date: '2026-05-21', end_date: '2026-05-21' };
    const { data } = await emulator.plaid.transactionsGet({ access_token, ...day });
    expect(data.total_transactions).toBeGreaterThan(0);
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
      new_transactions: data.total_transactions,
    });
  });

  it('are one for many days at once', async () => {
    await knownItemAt('ins_900001');
    expect(await codesAfter(30 * DAY)).toEqual(['DEFAULT_UPDATE']);
  });

  it('are none for a day without new rows', async () => {
    await knownItemAt('ins_900004');
    expect(await codesAfter(DAY)).toEqual([]);
    expect(await codesAfter(25 * DAY)).toEqual(['DEFAULT_UPDATE']);
  });

  it('are none after that of an error', async () => {
    const { id } = await knownItemAt('ins_900001');
    emulator.control.breakItem(id, 'ITEM_LOGIN_REQUIRED');
    expect(await codesAfter(3 * DAY)).toEqual(['ERROR']);
  });

  it('are one a day for each of a thousand Items', async () => {
    for (let i = 0; i < 1_000; i++) itemAt('ins_900001');
    expect((await codesAfter(DAY)).filter((code) => code === 'DEFAULT_UPDATE')).toHaveLength(1_000);
  });

  it('are none after a reset', async () => {
    itemAt('ins_900001', { person: 'couple' });
    emulator.control.reset();
    expect(await codesAfter(DAY)).toEqual([]);
  });
});
