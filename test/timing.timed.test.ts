/** How soon the dashboard begins and is complete, with Plaid's own waiting times. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from './support/client.ts';
import { giveBank } from './support/give-bank.ts';
import { PageReader } from './support/page-reader.ts';
import { startTestApp, type TestApp } from './support/test-app.ts';
import { scaled } from './support/time-limits.ts';

/** The median time of a live balance (Plaid's own figure). */
const SLOWEST_MS = 3000;
/** Pages of transactions take less, and two rounds of them must fit into the time of one balance. */
const PAGE_MS = 300;
const FIRST_BYTE_MS = scaled(50);
/** For our own work on a row, and on the page as a whole. */
const ROW_MS = 0.03;
const REST_MS = 400;
/** Other programs may interfere: the limit is kept when one of these attempts keeps it. */
const ATTEMPTS = 3;

let app: TestApp;
beforeEach(async () => {
  app = await startTestApp({ env: { LIVE_BALANCES: 'view' } });
});
afterEach(() => app.close());

async function firstByteMs(client: Client): Promise<number> {
  const leaving = new AbortController();
  const start = performance.now();
  const reader = await PageReader.open(`${app.url}/dashboard`, client, leaving.signal);
  await reader.next();
  const ms = performance.now() - start;
  leaving.abort();
  return ms;
}

async function completeMs(client: Client): Promise<number> {
  const start = performance.now();
  const { text } = await client.get('/dashboard?days=730');
  expect(text).toMatch(/<\/html>\s*$/);
  return performance.now() - start;
}

/** The least of the attempts, which end when one is within the limit. */
async function best(measure: () => Promise<number>, limit: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS && least > limit; attempt++) {
    least = Math.min(least, await measure());
  }
  return least;
}

it('the dashboard sends its first byte within 50 ms while Plaid takes three seconds for everything', async () => {
  const client = app.newClient();
  giveBank(app, client, { transactions: 500 });
  await completeMs(client);
  app.emulator.control.inject({ kind: 'delay', ms: SLOWEST_MS });
  expect(await best(() => firstByteMs(client), FIRST_BYTE_MS)).toBeLessThanOrEqual(FIRST_BYTE_MS);
});

describe.each([
  [1, 500],
  [5, 500],
  [1, 10_000],
  [5, 10_000],
])('the dashboard with %i banks of %i transactions each', (banks, transactions) => {
  it('is complete soon after the slowest call, in whose time two rounds of the others fit', async () => {
    const client = app.newClient();
    for (let i = 0; i < banks; i++) giveBank(app, client, { transactions });
    const { control } = app.emulator;
    // Once without delays: the emulator makes its books, and the code is compiled.
    await completeMs(client);
    const calls = control.calls().map(({ path }) => path);
    // Neighbouring pages share five rows.
    const pages = 1 + Math.ceil((transactions - 500) / 495);
    expect(calls.filter((path) => path === '/transactions/get')).toHaveLength(banks * pages);
    expect(calls.filter((path) => path === '/accounts/balance/get')).toHaveLength(banks);

    control.inject({ kind: 'delay', ms: SLOWEST_MS }, { path: '/accounts/balance/get' });
    control.inject({ kind: 'delay', ms: PAGE_MS }, { path: '/transactions/get' });
    const most = SLOWEST_MS + scaled(REST_MS + banks * transactions * ROW_MS);
    expect(await best(() => completeMs(client), most)).toBeLessThanOrEqual(most);
  });
});
