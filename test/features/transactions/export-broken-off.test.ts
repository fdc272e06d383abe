/** Files that end too early: a bank fails half-way, or the reader leaves. */

import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

/** pino's number for warnings; errors are above it. */
const WARN = 40;

let app: TestApp;
let client: Client;
beforeEach(async () => {
  app = await startTestApp({ now: () => new Date('2026-06-15T12:00:00Z') });
  client = app.newClient();
});
afterEach(() => app.close());

const requestFailures = () => app.logLines.filter((line) => line.includes('request failed'));

it.each(['csv', 'json', 'ofx', 'qif'])(
  'breaks off when a bank fails half-way, so that no %s looks complete',
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
    expect(requestFailures()).toEqual([]);
  },
);

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
