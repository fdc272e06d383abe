import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Bench, DAY, MINUTE, startBench } from './client.ts';
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

async function itemAt(institutionId: string) {
  const wish = { institutionId, person: 'couple', webhook: receiver.url };
  const item = bench.emulator.control.createItem(wish);
  await pass(MINUTE);
  receiver.received.length = 0;
  return item;
}

async function pass(ms: number): Promise<void> {
  bench.pass(ms);
  await bench.emulator.control.tick();
}

it('a new day with new rows is told once, with their number', async () => {
  const { accessToken: access_token } = await itemAt('ins_900001');
  await pass(60 * MINUTE);
  expect(receiver.codes()).toEqual([]);
  await pass(DAY);
  await pass(MINUTE);
  expect(receiver.codes()).toEqual(['DEFAULT_UPDATE']);
  const day = { start_date: '2026-05-21', end_date: '2026-05-21' };
  const { data } = await bench.plaid.transactionsGet({ access_token, ...day });
  expect(data.total_transactions).toBeGreaterThan(0);
  expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
    new_transactions: data.total_transactions,
  });
});

it('many days at once are told together', async () => {
  await itemAt('ins_900001');
  await pass(30 * DAY);
  expect(receiver.codes()).toEqual(['DEFAULT_UPDATE']);
});

it('a day without new rows is silent', async () => {
  await itemAt('ins_900004');
  await pass(DAY);
  expect(receiver.codes()).toEqual([]);
  await pass(15 * DAY);
  expect(receiver.codes()).toEqual(['DEFAULT_UPDATE']);
});

it('an Item in error is silent after the error', async () => {
  const { id } = await itemAt('ins_900001');
  bench.emulator.control.breakItem(id, 'ITEM_LOGIN_REQUIRED');
  await pass(3 * DAY);
  expect(receiver.codes()).toEqual(['ERROR']);
});

it('a new day is told of each of a thousand Items', async () => {
  const { control } = bench.emulator;
  const wish = { institutionId: 'ins_900001', person: 'student', webhook: receiver.url };
  for (let i = 0; i < 1_000; i++) control.createItem(wish);
  await pass(DAY);
  expect(receiver.codes().filter((code) => code === 'DEFAULT_UPDATE')).toHaveLength(1_000);
});

it('after a reset nothing planned happens any more', async () => {
  bench.emulator.control.createItem({
    institutionId: 'ins_900001',
    person: 'couple',
    webhook: receiver.url,
  });
  bench.emulator.control.reset();
  await pass(DAY);
  expect(receiver.codes()).toEqual([]);
});
