/** Readers who ask for a large file and do not read it: little is held for them. test/web/server.test.ts says for how long. */

import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it, vi } from 'vitest';
import { giveBank } from '../support/give-bank.ts';
import { startTestApp } from '../support/test-app.ts';
import { connectTo } from './raw-client.ts';

const ROWS = 40_000;
/** As many as fit the buffers of the sockets on both sides. */
const MOST_PAGES = 40;

const app = await startTestApp();
const client = app.newClient();
giveBank(app, client, { transactions: ROWS });
afterAll(() => app.close());

const pagesAsked = () =>
  app.emulator.control.calls().filter(({ path }) => path === '/transactions/get').length;

async function askAndNeverRead() {
  const connection = await connectTo(app.url);
  connection.socket.write(
    `GET /transactions.json?days=730 HTTP/1.1\r\nHost: localhost\r\nCookie: ${client.cookies}\r\n\r\n`,
  );
  await vi.waitFor(() => expect(connection.soFar()).toContain('HTTP/1.1 200'), 30_000);
  connection.socket.pause();
  return connection;
}

/** How often Plaid has been asked when that number no longer grows. */
async function pagesWhenStill(): Promise<number> {
  for (let before = -1; ; ) {
    const count = pagesAsked();
    if (count === before) return count;
    before = count;
    await pause(700);
  }
}

/** How many requests are logged whose readers had left before the end. */
const aborted = () => app.logLines.filter((line) => line.includes('"isAborted":true')).length;
const untilAborted = (count: number) => vi.waitFor(() => expect(aborted()).toBe(count), 30_000);

it('slow readers halt their own download, and the bank is not asked for more', async () => {
  const before = pagesAsked();
  const connection = await askAndNeverRead();
  expect((await pagesWhenStill()) - before).toBeLessThan(MOST_PAGES);
  expect(aborted()).toBe(0);
  connection.socket.destroy();
  await untilAborted(1);
});

it('readers who leave while a page is made leave no open request, and nothing is logged as a failure', async () => {
  const before = aborted();
  const release = app.emulator.control.hold();
  let arrived = 0;
  app.server.server.on('request', () => {
    arrived += 1;
  });
  const pages = ['/dashboard', '/transactions', '/spending', '/recurring', '/transactions.csv'];
  await Promise.all(
    pages.map(async (path) => {
      const connection = await connectTo(app.url);
      connection.socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nCookie: ${client.cookies}\r\n\r\n`);
      await vi.waitFor(() => expect(arrived).toBe(pages.length), 30_000);
      connection.socket.resetAndDestroy();
    }),
  );
  await untilAborted(before + pages.length);
  release();
  expect(app.logLines.filter((line) => /"level":[456]0/.test(line))).toEqual([]);
});
