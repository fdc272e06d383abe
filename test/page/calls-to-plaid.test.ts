/** How often the app calls Plaid: what it shares, what it tries again, and what it does about Plaid's rate limits. */

import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Fault } from '../../src/emulator/faults.ts';
import { asked } from '../support/asked.ts';
import type { Client } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { PageReader } from '../support/page-reader.ts';
import { dashboardOf } from '../support/pages.ts';
import { startTestApp } from '../support/test-app.ts';

/** The clock stands still, so that everything happens within one minute, unless a test lets waiting move it. */
let waitMovesClock = false;
let time = Date.parse('2026-05-20T12:00:00Z');
const app = await startTestApp({
  env: { LIVE_BALANCES: 'view' },
  now: () => new Date(time),
  async wait(ms) {
    if (waitMovesClock) time += ms;
  },
});
const { control } = app.emulator;
afterAll(() => app.close());
afterEach(() => control.reset());

const paths = () => control.calls().map(({ path }) => path);
const callsTo = (path: string) => paths().filter((called) => called === path).length;

function clientWithBank(): Client {
  const client = app.newClient();
  giveBank(app, client, { transactions: 300 });
  return client;
}

describe('a view of the dashboard', () => {
  const ONE_VIEW = ['/accounts/balance/get', '/item/get', '/transactions/get'];
  const TWO_VIEWS = [...ONE_VIEW, ...ONE_VIEW].toSorted();
  let release = () => {};
  afterEach(() => release());

  it('shares its calls with another view at the same time', async () => {
    const client = clientWithBank();
    release = control.hold();
    const both = [client.get('/dashboard'), client.get('/dashboard')];
    await vi.waitFor(() => expect(paths().toSorted()).toEqual(ONE_VIEW), 10_000);
    release();
    for (const answer of await Promise.all(both)) expect(dashboardOf(answer).latest).toHaveLength(5);
    expect(paths().toSorted()).toEqual(ONE_VIEW);
  });

  it('shares none with a later view', async () => {
    const client = clientWithBank();
    await client.get('/dashboard');
    await client.get('/dashboard');
    expect(paths().toSorted()).toEqual(TWO_VIEWS);
  });

  it('shares none with the view of another browser', async () => {
    const clients = [clientWithBank(), clientWithBank()];
    await Promise.all(clients.map((client) => client.get('/dashboard')));
    expect(paths().toSorted()).toEqual(TWO_VIEWS);
  });

  it('keeps the shared calls when the reader of the other view leaves', async () => {
    const client = clientWithBank();
    release = control.hold();
    const leaving = new AbortController();
    const left = await PageReader.open(`${app.url}/dashboard`, client, leaving.signal);
    const staying = client.get('/dashboard');
    await left.next();
    await vi.waitFor(() => expect(paths().toSorted()).toEqual(ONE_VIEW), 10_000);
    // The second view must have joined before the first one leaves.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    leaving.abort();
    await vi.waitFor(() => expect(app.logLines.at(-1)).toContain('"isAborted":true'), 10_000);
    release();
    expect(dashboardOf(await staying).latest).toHaveLength(5);
    expect(paths().toSorted()).toEqual(ONE_VIEW);
  });
});

describe('a call that fails', () => {
  it.each<[string, Fault]>([
    ['a failure inside Plaid', { kind: 'error', code: 'INTERNAL_SERVER_ERROR' }],
    ['maintenance at Plaid', { kind: 'error', code: 'PLANNED_MAINTENANCE' }],
    ['a bank that all of Plaid’s clients call too often', { kind: 'error', code: 'INSTITUTION_RATE_LIMIT' }],
    ['a proxy’s page of HTML', { kind: 'html' }],
    ['a reset connection', { kind: 'reset' }],
  ])('once, for %s, is tried again, and the page says nothing of it', async (_, fault) => {
    const client = clientWithBank();
    for (const path of ['/transactions/get', '/accounts/balance/get', '/item/get']) {
      control.inject(fault, { path, times: 1 });
    }
    const { attention, latest, asOf } = dashboardOf(await client.get('/dashboard'));
    expect(attention).toEqual([]);
    expect(latest).toHaveLength(5);
    expect(asOf).toBe('Live balances');
  });

  it('is made three times at most', async () => {
    const client = clientWithBank();
    control.inject({ kind: 'error', code: 'INTERNAL_SERVER_ERROR' });
    expect(dashboardOf(await client.get('/dashboard')).attention).toHaveLength(1);
    expect([callsTo('/transactions/get'), callsTo('/accounts/balance/get')]).toEqual([3, 3]);
  });

  it.each(['INSTITUTION_DOWN', 'ITEM_LOGIN_REQUIRED'])('with %s is not tried again', async (code) => {
    const client = clientWithBank();
    control.inject({ kind: 'error', code });
    await client.get('/transactions');
    expect(callsTo('/transactions/get')).toBe(1);
  });

  it.each(['RATE_LIMIT', 'ACCOUNTS_LIMIT', 'TRANSACTIONS_LIMIT'])(
    'with %s is made again after each of four waits while a page is streamed, and else after two',
    async (code) => {
      const client = clientWithBank();
      control.inject({ kind: 'error', code });
      await client.get('/spending');
      expect(callsTo('/transactions/get')).toBe(5);
      await client.get('/transactions');
      expect(callsTo('/transactions/get')).toBe(8);
    },
  );

  it('to create a Link token is not tried again', async () => {
    control.inject({ kind: 'error', code: 'INTERNAL_SERVER_ERROR' }, { path: '/link/token/create' });
    await app.newClient().post('/link');
    expect(callsTo('/link/token/create')).toBe(1);
  });
});

describe('beyond Plaid’s rate limits', () => {
  beforeEach(() => control.production({ slowness: 0 }));
  afterEach(() => {
    waitMovesClock = false;
  });

  it('each of forty views in a minute is a whole page with balances, and says how long to wait', async () => {
    const client = clientWithBank();
    for (let view = 1; view <= 40; view++) {
      const callsBefore = asked(app.emulator).length;
      const answer = await client.get('/dashboard');
      expect(answer.status).toBe(200);
      // From the 31st view on, five tries for transactions, and one call for the balances that come with them.
      expect(asked(app.emulator).length - callsBefore).toBe(view <= 30 ? 3 : 8);
      expect(answer.text).not.toMatch(/\b429\b|_LIMIT|RATE/);
      const { attention, netWorth, latest } = dashboardOf(answer);
      expect(attention).toHaveLength(view <= 5 ? 0 : 1);
      if (view > 5)
        expect(attention[0]).toMatch(/^Fernhollow Bank was asked too often; wait a minute before/);
      expect(netWorth).toHaveLength(1);
      expect(latest).toHaveLength(view <= 30 ? 5 : 0);
    }
  });

  it('a list for which nothing is left says so too, when it has waited in vain', async () => {
    const client = clientWithBank();
    for (let view = 1; view <= 31; view++) {
      const { page } = await client.get('/transactions?days=30');
      expect(page('#attention').text().includes('wait a minute')).toBe(view > 30);
    }
  });

  it.each(['/spending', '/recurring', '/dashboard'])(
    '%s waits for the next minute when nothing is left in this one, and is whole then',
    async (path) => {
      waitMovesClock = true;
      const client = clientWithBank();
      for (let view = 1; view <= 30; view++) await client.get('/transactions?days=30');
      const startedAt = time;
      const { page } = await client.get(path);
      expect(page('#attention li:not(.due), .failed, .empty, .incomplete')).toHaveLength(0);
      // Among 300 purchases at random nothing recurs.
      expect(page('main').text()).toMatch(path === '/recurring' ? /No recurring payment was found/ : /\$\d/);
      expect(time - startedAt).toBeGreaterThanOrEqual(60_000);
    },
  );
});
