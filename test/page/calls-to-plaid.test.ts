/** How often the app calls Plaid: what it shares, what it tries again, and what it does about Plaid's rate limits. */

import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { Fault } from '../../src/emulator/faults.ts';
import { asked } from '../support/asked.ts';
import type { Client } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { PageReader } from '../support/page-reader.ts';
import { dashboardOf } from '../support/pages.ts';
import { startTestApp } from '../support/test-app.ts';

// The clock stands still, so that everything happens within one minute.
const app = await startTestApp({ now: () => new Date('2026-05-20T12:00:00Z') });
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
    for (const answer of await Promise.all(both)) expect(dashboardOf(answer).latest).toHaveLength(10);
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
    expect(dashboardOf(await staying).latest).toHaveLength(10);
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
    const { attention, latest, accounts } = dashboardOf(await client.get('/dashboard'));
    expect(attention).toEqual([]);
    expect(latest).toHaveLength(10);
    expect(accounts[0]?.about).toContain('asked live');
  });

  it('is made three times at most', async () => {
    const client = clientWithBank();
    control.inject({ kind: 'error', code: 'INTERNAL_SERVER_ERROR' });
    expect(dashboardOf(await client.get('/dashboard')).attention).toHaveLength(1);
    expect([callsTo('/transactions/get'), callsTo('/accounts/balance/get')]).toEqual([3, 3]);
  });

  it.each(['RATE_LIMIT', 'BALANCE_LIMIT', 'TRANSACTIONS_LIMIT', 'INSTITUTION_DOWN', 'ITEM_LOGIN_REQUIRED'])(
    'with %s is not tried again',
    async (code) => {
      const client = clientWithBank();
      control.inject({ kind: 'error', code });
      await client.get('/transactions');
      expect(callsTo('/transactions/get')).toBe(1);
    },
  );

  it('to create a Link token is not tried again', async () => {
    control.inject({ kind: 'error', code: 'INTERNAL_SERVER_ERROR' }, { path: '/link/token/create' });
    await app.newClient().post('/link');
    expect(callsTo('/link/token/create')).toBe(1);
  });
});

describe('beyond Plaid’s rate limits', () => {
  afterEach(() => control.limits('off'));

  it('each of fifty views in a minute is a whole page that says how long to wait, for one try of each call', async () => {
    const client = clientWithBank();
    control.limits('production');
    for (let view = 1; view <= 50; view++) {
      const callsBefore = asked(app.emulator).length;
      const answer = await client.get('/dashboard');
      expect(answer.status).toBe(200);
      expect(asked(app.emulator).length - callsBefore).toBe(3);
      expect(answer.text).not.toMatch(/\b429\b|_LIMIT|RATE/);
      const { attention, netWorth } = dashboardOf(answer);
      expect(attention).toHaveLength(view <= 5 ? 0 : 1);
      if (view > 5)
        expect(attention[0]).toMatch(/^Fernhollow Bank was asked too often; wait a minute before/);
      // From the sixth view on, balances are Plaid's cached ones, which come with the transactions.
      expect(netWorth).toHaveLength(view <= 30 ? 1 : 0);
      if (view > 30) {
        expect(answer.page('.net-worth .failed').text()).toContain('could not be read just now');
      }
    }
  });

  it('the page of transactions says so too', async () => {
    const client = clientWithBank();
    control.limits('production');
    for (let view = 1; view <= 31; view++) {
      const { page } = await client.get('/transactions?days=30');
      expect(page('#attention').text().includes('wait a minute')).toBe(view > 30);
    }
  });
});
