import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Bench, MINUTE, startBench } from './client.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.emulator.close());

function itemAt(institutionId: string): string {
  return bench.emulator.control.createItem({ institutionId, person: 'student' }).accessToken;
}

async function statuses(path: string, access_token: string, count: number): Promise<number[]> {
  const answers: number[] = [];
  for (let i = 0; i < count; i++) answers.push((await bench.post(path, { access_token })).status);
  return answers;
}

it.each([
  ['/accounts/balance/get', 5, 'BALANCE_LIMIT'],
  ['/accounts/get', 15, 'ACCOUNTS_LIMIT'],
  ['/item/get', 15, 'ITEM_GET_LIMIT'],
])('in Production %s is answered %i times a minute', async (path, limit, code) => {
  const access_token = itemAt('ins_900001');
  bench.emulator.control.limits('production');
  expect(await statuses(path, access_token, limit)).toEqual(Array(limit).fill(200));
  const refused = await bench.post(path, { access_token });
  expect(refused).toMatchObject({
    status: 429,
    body: { error_type: 'RATE_LIMIT_EXCEEDED', error_code: code },
  });
  expect(await statuses(path, itemAt('ins_900001'), 1)).toEqual([200]);
  bench.pass(MINUTE);
  expect(await statuses(path, access_token, 1)).toEqual([200]);
});

it('there are no limits at first, nor after they were switched off', async () => {
  const access_token = itemAt('ins_900001');
  expect(await statuses('/item/get', access_token, 30)).toEqual(Array(30).fill(200));
  bench.emulator.control.limits('production');
  bench.emulator.control.limits('off');
  expect(await statuses('/item/get', access_token, 30)).toEqual(Array(30).fill(200));
});

it('a limited bank counts by the minute that slides', async () => {
  const access_token = itemAt('ins_900013');
  expect(await statuses('/accounts/balance/get', access_token, 1)).toEqual([200]);
  bench.pass(MINUTE / 2);
  expect(await statuses('/accounts/balance/get', access_token, 2)).toEqual([200, 429]);
  bench.pass(MINUTE / 2);
  expect(await statuses('/accounts/balance/get', access_token, 2)).toEqual([200, 429]);
});

it('a limited bank shows its transactions five times a minute', async () => {
  const request = { access_token: itemAt('ins_900013'), start_date: '2026-05-01', end_date: '2026-05-20' };
  for (let i = 0; i < 5; i++) expect((await bench.post('/transactions/get', request)).status).toBe(200);
  expect((await bench.post('/transactions/get', request)).body.error_code).toBe('TRANSACTIONS_LIMIT');
});
