/** Files of the current view: what they hold, when there is none, and what happens when a bank fails or the reader leaves. */

import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { noticesOf, transactionsOf } from '../../support/pages.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

/** Oldgrove Bank, which never answers. */
const DOWN = 'ins_900008';
/** pino's number for warnings; errors are above it. */
const WARN = 40;

let app: TestApp;
let client: Client;
beforeEach(async () => {
  app = await startTestApp({ now: () => new Date('2026-06-15T12:00:00Z') });
  client = app.newClient();
});
afterEach(() => app.close());

interface Exported {
  readonly transactions: readonly { id: string; amount: number; isPending: boolean; payee: string }[];
  readonly missingBanks: readonly string[];
}

const FORMATS = ['csv', 'json', 'ofx', 'qif'];
const exported = async (path: string): Promise<Exported> => JSON.parse((await client.get(path)).text);
const transactionCalls = () =>
  app.emulator.control.calls().filter(({ path }) => path === '/transactions/get').length;
const requestFailures = () => app.logLines.filter((line) => line.includes('request failed'));

describe('a file', () => {
  beforeEach(() => {
    giveBank(app, client);
  });

  it.each([
    ['csv', 'text/csv'],
    ['json', 'application/json'],
    ['ofx', 'application/x-ofx'],
    ['qif', 'application/x-qif'],
  ])('comes as a dated %s attachment that nobody may store', async (name, mediaType) => {
    const { status, headers } = await client.get(`/transactions.${name}`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain(mediaType);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="transactions-2026-06-15.${name}"`);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('holds what the page shows: every match of the filter, once, from every bank', async () => {
    giveBank(app, client, { institutionId: 'ins_900005' });
    const query = '?days=365&direction=out&min=20';
    const { found } = transactionsOf(await client.get(`/transactions${query}`));
    const { transactions } = await exported(`/transactions.json${query}`);
    expect(`${transactions.length.toLocaleString('en-US')} transactions`).toBe(found);
    expect(transactions.length).toBeGreaterThan(50);
    expect(new Set(transactions.map(({ id }) => id)).size).toBe(transactions.length);
    expect(transactions.every(({ amount }) => amount < 0)).toBe(true);
    const csv = await client.get(`/transactions.csv${query}`);
    expect(csv.text.split('\r\n')).toHaveLength(transactions.length + 2);
  });

  it('of OFX and QIF holds the same without what is pending', async () => {
    const { transactions } = await exported('/transactions.json?days=90');
    const posted = transactions.filter(({ isPending }) => !isPending).length;
    expect(posted).toBeLessThan(transactions.length);
    const ofx = await client.get('/transactions.ofx?days=90');
    const qif = await client.get('/transactions.qif?days=90');
    expect(ofx.text.match(/<STMTTRN>/g)).toHaveLength(posted);
    expect(qif.text.match(/^T-?[\d.]+$/gm)).toHaveLength(posted);
  });

  it('of one account has that account alone', async () => {
    const all = await client.get('/transactions.qif');
    const { page } = await client.get('/transactions');
    const account = page('select[name=account] option').eq(1).attr('value');
    const one = await client.get(`/transactions.qif?account=${account}`);
    expect(all.text.match(/^!Account$/gm)?.length).toBeGreaterThan(1);
    expect(one.text.match(/^!Account$/gm)).toHaveLength(1);
  });

  it('takes one call to Plaid where one page holds it all, whatever the format', async () => {
    for (const name of FORMATS) {
      const before = transactionCalls();
      await client.get(`/transactions.${name}`);
      expect(transactionCalls() - before).toBe(1);
    }
  });

  it('of a bank with one account asks for nothing twice, whatever the format', async () => {
    const other = app.newClient();
    giveBank(app, other, { transactions: 1_500 });
    for (const name of FORMATS) {
      const before = transactionCalls();
      const { text } = await other.get(`/transactions.${name}?days=730`);
      expect(text.length).toBeGreaterThan(50_000);
      expect([name, transactionCalls() - before]).toEqual([name, 3]);
    }
  });

  it('is refused while amounts are hidden, and the page says so', async () => {
    await client.post('/preferences', { hidden: 'yes' });
    for (const name of FORMATS) {
      const answer = await client.get(`/transactions.${name}?q=tea`);
      expect(answer).toMatchObject({ status: 303, location: '/transactions?q=tea' });
    }
    expect(noticesOf(await client.get('/transactions?q=tea')).join()).toContain('they are hidden');
  });

  it('is refused when a bank does not answer, by the bank’s name, and nothing of the file is sent', async () => {
    giveBank(app, client, { institutionId: DOWN });
    const answer = await client.get('/transactions.csv?days=90');
    expect(answer).toMatchObject({ status: 303, location: '/transactions?days=90' });
    expect(answer.headers.get('content-disposition')).toBeNull();
    expect(noticesOf(await client.get('/transactions?days=90'))).toEqual([
      'No file was written: Oldgrove Bank could not be read just now.',
    ]);
  });

  it('is written without that bank for a reader who accepts a partial one, and its name says so', async () => {
    giveBank(app, client, { institutionId: DOWN });
    const { text, headers } = await client.get('/transactions.json?partial=yes');
    expect(headers.get('content-disposition')).toMatch(/transactions-[\d-]+-partial\.json/);
    expect(JSON.parse(text)).toMatchObject({ banks: ['Fernhollow Bank'], missingBanks: ['Oldgrove Bank'] });
  });
});

it('is not written without a bank', async () => {
  expect(await client.get('/transactions.csv')).toMatchObject({ status: 303, location: '/' });
});

it('is not written where no bank answers, even for a reader who accepts a partial one', async () => {
  giveBank(app, client, { institutionId: DOWN });
  expect((await client.get('/transactions.ofx?partial=yes')).status).toBe(303);
});

it.each(FORMATS)('breaks off when a bank fails half-way, so that no %s looks complete', async (name) => {
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
  expect(requestFailures()).toEqual([]);
});

describe('when the reader leaves', () => {
  it('asks the bank for nothing more', async () => {
    giveBank(app, client, { transactions: 20_000 });
    const { started, leave } = startExport();
    await (await started).body?.getReader().read();
    leave();
    await wait(200);
    const calls = app.emulator.control.calls().length;
    await wait(300);
    expect(app.emulator.control.calls().length).toBe(calls);
    expect(calls).toBeLessThan(40);
    expect(requestFailures()).toEqual([]);
  });

  it.each(['answers', 'fails', 'hangs up'] as const)('logs nothing where Plaid then %s', async (end) => {
    const { control } = app.emulator;
    giveBank(app, client, { transactions: 3000 });
    const release = await leaveDuringSecondPage();
    if (end === 'fails') control.inject({ kind: 'error', code: 'INTERNAL_SERVER_ERROR' });
    if (end === 'hangs up') control.inject({ kind: 'reset' });
    release();
    await wait(200);
    expect(app.logLines.map((line) => JSON.parse(line).level).filter((level) => level >= WARN)).toEqual([]);
  });

  it('logs a failure of our own as an error all the same', async () => {
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

  function startExport() {
    const leaving = new AbortController();
    const started = fetch(`${app.url}/transactions.csv?days=730`, {
      headers: { cookie: client.cookies },
      signal: leaving.signal,
    });
    return { started, leave: () => leaving.abort() };
  }

  /** Reads the first page of an export, and leaves while Plaid is at the second; returns what lets Plaid go on. */
  async function leaveDuringSecondPage(): Promise<() => void> {
    const { control } = app.emulator;
    const before = control.calls().length;
    const { started, leave } = startExport();
    await waitForCalls(before + 1);
    const release = control.hold();
    await (await started).body?.getReader().read();
    await waitForCalls(before + 2);
    leave();
    await wait(100);
    return release;
  }
});

async function waitForCalls(count: number): Promise<void> {
  while (app.emulator.control.calls().length < count) await wait(5);
}
