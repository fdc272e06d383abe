import { beforeEach, expect, it } from 'vitest';
import { createCalls } from '../../src/emulator/calls.ts';
import type { Item } from '../../src/emulator/item.ts';
import { emulatorForEachTest } from './test-emulator.ts';

const PATH = '/accounts/get';
const emulator = emulatorForEachTest();
let item: Item;
beforeEach(() => {
  item = emulator.itemAt('ins_900001');
});

const ask = (of = item) => emulator.send(PATH, { access_token: of.accessToken });

it('a held call waits until it is released', async () => {
  const release = emulator.control.hold({ path: PATH });
  let isAnswered = false;
  const answer = ask().then((response) => {
    isAnswered = true;
    return response.status;
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(isAnswered).toBe(false);
  expect(emulator.control.calls().at(-1)).toMatchObject({ path: PATH, itemId: item.id, status: null });
  release();
  expect(await answer).toBe(200);
  expect((await ask()).status).toBe(200);
});

it('a delayed call is answered later', async () => {
  emulator.control.inject({ kind: 'delay', ms: 200 }, { path: PATH });
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
  emulator.control.inject({ kind: 'error', code });
  const response = await ask();
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error_code: code, error_type });
});

it('a fault is of one Item, one path and a number of calls where these are given', async () => {
  const other = emulator.itemAt('ins_900001');
  const fault = { kind: 'error', code: 'ITEM_LOCKED' } as const;
  emulator.control.inject(fault, { itemId: item.id, path: PATH, times: 2 });
  emulator.control.inject(fault, { path: '/item/get' });
  expect((await ask(other)).status).toBe(200);
  expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([400, 400, 200]);
});

it('a fault ends when it is ended, and all end on reset', async () => {
  const end = emulator.control.inject({ kind: 'html' });
  expect((await ask()).status).toBe(500);
  end();
  expect((await ask()).status).toBe(200);
  emulator.control.inject({ kind: 'html' });
  emulator.control.reset();
  expect((await ask()).status).toBe(200);
});

it('a page of HTML has status 500', async () => {
  emulator.control.inject({ kind: 'html' });
  const response = await ask();
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(await response.text()).toContain('<h1>Internal Server Error</h1>');
});

it('a garbage answer has status 200 and is no JSON', async () => {
  emulator.control.inject({ kind: 'garbage' });
  const response = await ask();
  expect(response.status).toBe(200);
  await expect(response.json()).rejects.toThrow(SyntaxError);
});

it('a truncated answer has status 200 and ends too early', async () => {
  emulator.control.inject({ kind: 'truncated' });
  const response = await ask();
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow();
});

it('a reset connection gives no answer at all', async () => {
  emulator.control.inject({ kind: 'reset' });
  await expect(ask()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  expect(emulator.control.calls().at(-1)?.status).toBeNull();
});

it('a huge answer is well-formed and as large as asked', async () => {
  emulator.control.inject({ kind: 'huge', bytes: 5_000_000 });
  const text = await (await ask()).text();
  expect(text.length).toBeGreaterThan(5_000_000);
  expect(Object.keys(JSON.parse(text))).toEqual(['filler']);
});

it('at most 10,000 calls are listed, and these are the latest', () => {
  const calls = createCalls();
  for (let i = 0; i < 45_000; i++) calls.receive(`/${i}`, null, new Date(0));
  expect(calls.list()).toHaveLength(10_000);
  expect(calls.list().at(-1)?.path).toBe('/44999');
});
