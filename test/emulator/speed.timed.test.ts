import { expect, it } from 'vitest';
import { dayFrom } from '../../src/emulator/world/days.ts';
import { ledgerOfExactly } from '../../src/emulator/world/exactly.ts';
import { referenceMs, scaled } from '../support/time-limits.ts';
import { allTransactions, DAY, emulatorForEachTest, NO_RECEIVER } from './test-emulator.ts';

const emulator = emulatorForEachTest();

async function msOf(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

it('a ledger of 50,000 is made within a second', async () => {
  const work = () => ledgerOfExactly(50_000, 'size', dayFrom(2026, 4, 20));
  expect(await referenceMs(work, { rounds: 5, warmUps: 0 })).toBeLessThan(1_000);
});

it('a page of 500 from 24,000 rows is quick once the bank’s ledger is made', async () => {
  const { accessToken } = emulator.itemAt('ins_900007', { person: 'couple' });
  const request = allTransactions(accessToken, { count: 500, offset: 9_000 });
  for (let i = 0; i < 5; i++) await emulator.plaid.transactionsGet(request);
  expect(await msOf(() => emulator.plaid.transactionsGet(request))).toBeLessThan(scaled(500));
  const { data } = await emulator.plaid.transactionsGet(request);
  expect(data.transactions).toHaveLength(500);
  expect(data.total_transactions).toBeGreaterThan(22_000);
});

it('a new day of a thousand Items takes little time', async () => {
  for (let i = 0; i < 1_000; i++) emulator.itemAt('ins_900001', { webhook: NO_RECEIVER });
  emulator.pass(DAY);
  expect(await msOf(() => emulator.control.tick())).toBeLessThan(scaled(10_000));
  expect(emulator.control.webhooks().filter(({ code }) => code === 'DEFAULT_UPDATE')).toHaveLength(1_000);
});

it('a slow bank takes three seconds for its live balance, and none for anything else', async () => {
  const { accessToken: access_token } = emulator.itemAt('ins_900010');
  expect(await msOf(() => emulator.post('/accounts/get', { access_token }))).toBeLessThan(scaled(1_500));
  expect(await msOf(() => emulator.post('/accounts/balance/get', { access_token }))).toBeGreaterThan(2_900);
});

it('a dripping answer brings a few bytes a second', async () => {
  const { accessToken: access_token } = emulator.itemAt('ins_900001');
  emulator.control.inject({ kind: 'drip' });
  const { body } = await emulator.send('/accounts/get', { access_token }, AbortSignal.timeout(700));
  let received = 0;
  const reading = (async () => {
    for await (const chunk of body ?? []) received += chunk.length;
  })();
  await expect(reading).rejects.toThrow();
  expect(received).toBeGreaterThan(1);
  expect(received).toBeLessThan(12);
});
