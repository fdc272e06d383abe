/** Exports when a bank fails: before the first byte, half-way, and when the reader leaves. */

import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { noticesOf } from '../../support/pages.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const DOWN = 'ins_900008';
/** pino's number for warnings; errors are above it. */
const WARN = 40;

let app: TestApp;
let client: Client;
beforeEach(async () => {
  app = await startTestApp();
  client = app.newClient();
});
afterEach(() => app.close());

it('is refused by name when a bank does not answer, and nothing of a file goes out', async () => {
  giveBank(app, client);
  giveBank(app, client, { institutionId: DOWN });
  const answer = await client.get('/transactions.csv?days=90');
  expect(answer).toMatchObject({ status: 303, location: '/transactions?days=90' });
  expect(answer.headers.get('content-disposition')).toBeNull();
  expect(noticesOf(await client.get('/transactions?days=90'))).toEqual([
    'No file was written: Oldgrove Bank could not be read just now.',
  ]);
});

it('is written without that bank for a reader who was told so, and says it in its name', async () => {
  giveBank(app, client);
  giveBank(app, client, { institutionId: DOWN });
  const { text, headers } = await client.get('/transactions.json?partial=yes');
  expect(headers.get('content-disposition')).toMatch(/transactions-[\d-]+-partial\.json/);
  expect(JSON.parse(text)).toMatchObject({ banks: ['Fernhollow Bank'], missingBanks: ['Oldgrove Bank'] });
});

it('is not written from nothing, even for a reader who wants a part', async () => {
  giveBank(app, client, { institutionId: DOWN });
  expect((await client.get('/transactions.ofx?partial=yes')).status).toBe(303);
});

it.each(['csv', 'json', 'ofx', 'qif'])(
  'breaks off when a bank fails half-way, so that no %s looks whole',
  async (name) => {
    giveBank(app, client, { transactions: 3000 });
    const path = '/transactions/get';
    const failing = waitForCalls(2).then(() =>
      app.emulator.control.inject({ kind: 'error', code: 'INTERNAL_SERVER_ERROR' }, { path }),
    );
    const release = app.emulator.control.inject({ kind: 'delay', ms: 50 }, { path });
    await expect(client.get(`/transactions.${name}?days=730`)).rejects.toThrow(/terminated|fetch failed/);
    await failing;
    release();
    expect(app.logLines.filter((line) => line.includes('INTERNAL_SERVER_ERROR'))).toHaveLength(1);
    expect(app.logLines.filter((line) => line.includes('request failed'))).toEqual([]);
  },
);

it('asks the bank no more when the reader leaves', async () => {
  giveBank(app, client, { transactions: 20_000 });
  const leaving = new AbortController();
  const response = await fetch(`${app.url}/transactions.csv?days=730`, {
    headers: { cookie: client.cookies },
    signal: leaving.signal,
  });
  await response.body?.getReader().read();
  leaving.abort();
  await wait(200);
  const calls = app.emulator.control.calls().length;
  await wait(300);
  expect(app.emulator.control.calls().length).toBe(calls);
  expect(calls).toBeLessThan(40);
  expect(app.logLines.filter((line) => line.includes('request failed'))).toEqual([]);
});

it.each(['answers', 'fails', 'hangs up'] as const)(
  'logs nothing when the reader leaves in the middle of an export, and Plaid then %s',
  async (end) => {
    const { control } = app.emulator;
    giveBank(app, client, { transactions: 3000 });
    const release = await leaveDuringSecondPage();
    if (end === 'fails') control.inject({ kind: 'error', code: 'INTERNAL_SERVER_ERROR' });
    if (end === 'hangs up') control.inject({ kind: 'reset' });
    release();
    await wait(200);
    expect(app.logLines.map((line) => JSON.parse(line).level).filter((level) => level >= WARN)).toEqual([]);
  },
);

it('logs a failure of our own as an error, also when the reader has left by then', async () => {
  const { gateway } = app.services;
  const { historyPages } = gateway;
  Object.assign(gateway, {
    async *historyPages(...question: Parameters<typeof historyPages>) {
      for await (const page of historyPages(...question)) {
        if (!page.ok) throw new TypeError('a fault of ours');
        yield page;
      }
    },
  });
  giveBank(app, client, { transactions: 3000 });
  const release = await leaveDuringSecondPage();
  release();
  await wait(200);
  const failed = app.logLines.map((line) => JSON.parse(line)).filter(({ level }) => level > WARN);
  expect(failed).toMatchObject([{ error: 'TypeError', msg: 'request failed' }]);
});

/** Begins an export, reads its first page, and leaves while Plaid is at the second; returns what lets Plaid go on. */
async function leaveDuringSecondPage(): Promise<() => void> {
  const { control } = app.emulator;
  const leaving = new AbortController();
  const before = control.calls().length;
  const started = fetch(`${app.url}/transactions.csv?days=730`, {
    headers: { cookie: client.cookies },
    signal: leaving.signal,
  });
  await waitForCalls(before + 1);
  const release = control.hold();
  const response = await started;
  await response.body?.getReader().read();
  await waitForCalls(before + 2);
  leaving.abort();
  await wait(100);
  return release;
}

async function waitForCalls(count: number): Promise<void> {
  while (app.emulator.control.calls().length < count) await wait(5);
}
