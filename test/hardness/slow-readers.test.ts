/** Readers who ask for a lot and then do not read it: little is held for them, and not for ever. */

import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Browser } from '../support/browser.ts';
import { giveBank } from '../support/give-bank.ts';
import { type House, openHouse } from '../support/house.ts';
import { connectTo } from './raw-client.ts';

const ROWS = 40_000;
/** What the sockets' own buffers on both sides and one page of Plaid's may take. */
const MOST_PAGES = 40;

let house: House;
let visitor: Browser;
beforeAll(async () => {
  house = await openHouse();
  visitor = house.visitor();
  giveBank(house, visitor, { transactions: ROWS });
});
afterAll(() => house.close());

const pagesAsked = () =>
  house.emulator.control.calls().filter(({ path }) => path === '/transactions/get').length;

async function askAndNeverRead() {
  const client = await connectTo(house.url);
  client.socket.write(
    `GET /transactions.json?days=730 HTTP/1.1\r\nHost: localhost\r\nCookie: ${visitor.cookies}\r\n\r\n`,
  );
  await vi.waitFor(() => expect(client.soFar()).toContain('HTTP/1.1 200'), 30_000);
  client.socket.pause();
  return client;
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

/** Lines of requests whose readers were gone before the end. */
const aborted = () => house.logLines.filter((line) => line.includes('"isAborted":true')).length;
const untilAborted = (count: number) => vi.waitFor(() => expect(aborted()).toBe(count), 30_000);

it('hold up their own download, and the bank is not asked for what nobody takes', async () => {
  const before = pagesAsked();
  const client = await askAndNeverRead();
  expect((await pagesWhenStill()) - before).toBeLessThan(MOST_PAGES);
  expect(aborted()).toBe(0);
  client.socket.destroy();
  await untilAborted(1);
});

it('are given up when they have taken nothing for a minute', async () => {
  const { server } = house.server;
  expect(server.timeout).toBe(60_000);
  server.timeout = 1_000;
  const before = aborted();
  const client = await askAndNeverRead();
  server.timeout = 60_000;
  await untilAborted(before + 1);
  client.socket.destroy();
});

it('who leave in the middle of anything leave no request behind, and no failure', async () => {
  const before = aborted();
  const release = house.emulator.control.hold();
  let arrived = 0;
  house.server.server.on('request', () => {
    arrived += 1;
  });
  const pages = ['/dashboard', '/transactions', '/spending', '/recurring', '/transactions.csv'];
  await Promise.all(
    pages.map(async (path) => {
      const client = await connectTo(house.url);
      client.socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nCookie: ${visitor.cookies}\r\n\r\n`);
      await vi.waitFor(() => expect(arrived).toBe(pages.length), 30_000);
      client.socket.resetAndDestroy();
    }),
  );
  await untilAborted(before + pages.length);
  release();
  expect(house.logLines.filter((line) => /"level":[456]0/.test(line))).toEqual([]);
});
