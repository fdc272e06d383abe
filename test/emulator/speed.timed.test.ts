import { afterEach, beforeEach, expect, it } from 'vitest';
import { ledgerOfExactly } from '../../src/emulator/world/exactly.ts';
import { scaled } from '../support/time-limits.ts';
import { allTransactions, type Bench, DAY, startBench, studentAt } from './client.ts';
import { NOBODY } from './contract.ts';
import { TODAY } from './places.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.emulator.close());

async function msOf(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

it('a ledger of 50,000 is made within a second', async () => {
  expect(await msOf(() => ledgerOfExactly(50_000, 'size', TODAY))).toBeLessThan(scaled(1_000));
});

it('a page of 500 from 24,000 rows is quick once the bank’s books are made', async () => {
  const wish = { institutionId: 'ins_900007', person: 'couple' };
  const { accessToken } = bench.emulator.control.createItem(wish);
  const request = allTransactions(accessToken, { count: 500, offset: 9_000 });
  for (let i = 0; i < 5; i++) await bench.plaid.transactionsGet(request);
  expect(await msOf(() => bench.plaid.transactionsGet(request))).toBeLessThan(scaled(500));
  const { data } = await bench.plaid.transactionsGet(request);
  expect(data.transactions).toHaveLength(500);
  expect(data.total_transactions).toBeGreaterThan(22_000);
});

it('a thousand Items and a new day take little time', async () => {
  const { control } = bench.emulator;
  const wish = { institutionId: 'ins_900001', person: 'student', webhook: NOBODY };
  for (let i = 0; i < 1_000; i++) control.createItem(wish);
  bench.pass(DAY);
  expect(await msOf(() => control.tick())).toBeLessThan(scaled(10_000));
  expect(control.webhooks().filter(({ code }) => code === 'DEFAULT_UPDATE')).toHaveLength(1_000);
});

it('a slow bank takes three seconds for its live balance only', async () => {
  const { accessToken: access_token } = studentAt(bench, 'ins_900010');
  expect(await msOf(() => bench.post('/accounts/get', { access_token }))).toBeLessThan(scaled(1_500));
  expect(await msOf(() => bench.post('/accounts/balance/get', { access_token }))).toBeGreaterThan(2_900);
});

it('a dripping answer brings a few bytes in a second', async () => {
  const { accessToken: access_token } = studentAt(bench, 'ins_900001');
  bench.emulator.control.inject({ kind: 'drip' });
  const response = await fetch(`${bench.emulator.baseUrl}/accounts/get`, {
    method: 'POST',
    headers: { 'PLAID-CLIENT-ID': 'client', 'PLAID-SECRET': 'secret' },
    body: JSON.stringify({ access_token }),
    signal: AbortSignal.timeout(700),
  });
  let received = 0;
  const reading = (async () => {
    for await (const chunk of response.body ?? []) received += chunk.length;
  })();
  await expect(reading).rejects.toThrow();
  expect(received).toBeGreaterThan(1);
  expect(received).toBeLessThan(12);
});
