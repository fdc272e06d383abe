import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCalls } from '../../src/emulator/calls.ts';
import type { Item } from '../../src/emulator/item.ts';
import { type Bench, startBench } from './client.ts';

let bench: Bench;
let item: Item;
beforeEach(async () => {
  bench = await startBench();
  item = bench.emulator.control.createItem({ institutionId: 'ins_900001', person: 'student' });
});
afterEach(() => bench.emulator.close());

const PATH = '/accounts/get';

function ask(of: Item = item): Promise<Response> {
  return fetch(bench.emulator.baseUrl + PATH, {
    method: 'POST',
    headers: { 'PLAID-CLIENT-ID': 'client', 'PLAID-SECRET': 'secret' },
    body: JSON.stringify({ access_token: of.accessToken }),
  });
}

it('a held call waits until it is released', async () => {
  const release = bench.emulator.control.hold({ path: PATH });
  let isAnswered = false;
  const answer = ask().then((response) => {
    isAnswered = true;
    return response.status;
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(isAnswered).toBe(false);
  expect(bench.emulator.control.calls().at(-1)).toMatchObject({ path: PATH, itemId: item.id, status: null });
  release();
  expect(await answer).toBe(200);
  expect((await ask()).status).toBe(200);
});

it('a delay delays', async () => {
  bench.emulator.control.inject({ kind: 'delay', ms: 200 }, { path: PATH });
  const started = performance.now();
  await ask();
  expect(performance.now() - started).toBeGreaterThan(190);
});

it.each([
  ['INSTITUTION_DOWN', 400, 'INSTITUTION_ERROR'],
  ['BALANCE_LIMIT', 429, 'RATE_LIMIT_EXCEEDED'],
  ['INTERNAL_SERVER_ERROR', 500, 'API_ERROR'],
  ['A_CODE_OF_NEXT_YEAR', 400, 'API_ERROR'],
])('%s is answered with status %i', async (code, status, error_type) => {
  bench.emulator.control.inject({ kind: 'error', code });
  const response = await ask();
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error_code: code, error_type });
});

it('a fault meets only the Item, the path and the number of calls it is for', async () => {
  const other = bench.emulator.control.createItem({ institutionId: 'ins_900001', person: 'student' });
  const fault = { kind: 'error', code: 'ITEM_LOCKED' } as const;
  bench.emulator.control.inject(fault, { itemId: item.id, path: PATH, times: 2 });
  bench.emulator.control.inject(fault, { path: '/item/get' });
  expect((await ask(other)).status).toBe(200);
  expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([400, 400, 200]);
});

it('a fault ends when it is ended, and all end on reset', async () => {
  const end = bench.emulator.control.inject({ kind: 'html' });
  expect((await ask()).status).toBe(500);
  end();
  expect((await ask()).status).toBe(200);
  bench.emulator.control.inject({ kind: 'html' });
  bench.emulator.control.reset();
  expect((await ask()).status).toBe(200);
});

it('a page of HTML comes with status 500', async () => {
  bench.emulator.control.inject({ kind: 'html' });
  const response = await ask();
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(await response.text()).toContain('<h1>Internal Server Error</h1>');
});

it('garbage comes with status 200 and is no JSON', async () => {
  bench.emulator.control.inject({ kind: 'garbage' });
  const response = await ask();
  expect(response.status).toBe(200);
  await expect(response.json()).rejects.toThrow(SyntaxError);
});

it('a truncated answer begins well and breaks off', async () => {
  bench.emulator.control.inject({ kind: 'truncated' });
  const response = await ask();
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow();
});

it('a reset connection gives no answer at all', async () => {
  bench.emulator.control.inject({ kind: 'reset' });
  await expect(ask()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  expect(bench.emulator.control.calls().at(-1)?.status).toBeNull();
});

it('a huge answer is well-formed and as large as asked', async () => {
  bench.emulator.control.inject({ kind: 'huge', bytes: 5_000_000 });
  const text = await (await ask()).text();
  expect(text.length).toBeGreaterThan(5_000_000);
  expect(Object.keys(JSON.parse(text))).toEqual(['filler']);
});

it('the list of calls stays bounded', () => {
  const calls = createCalls();
  for (let i = 0; i < 45_000; i++) calls.receive(`/${i}`, null, new Date(0));
  expect(calls.list()).toHaveLength(10_000);
  expect(calls.list().at(-1)?.path).toBe('/44999');
});
