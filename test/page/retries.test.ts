import { afterAll, afterEach, expect, it } from 'vitest';
import type { Fault } from '../../src/emulator/faults.ts';
import { giveBank } from '../support/give-bank.ts';
import { dashboardOf } from '../support/pages.ts';
import { startTestApp } from '../support/test-app.ts';

const app = await startTestApp();
afterAll(() => app.close());
afterEach(() => app.emulator.control.reset());

const PASSING: Record<string, Fault> = {
  'a failure inside Plaid': { kind: 'error', code: 'INTERNAL_SERVER_ERROR' },
  'maintenance at Plaid': { kind: 'error', code: 'PLANNED_MAINTENANCE' },
  'a bank that has had too many questions of everybody’s': { kind: 'error', code: 'INSTITUTION_RATE_LIMIT' },
  'a proxy’s page of HTML': { kind: 'html' },
  'a reset connection': { kind: 'reset' },
};

function callsTo(path: string): number {
  return app.emulator.control.calls().filter((call) => call.path === path).length;
}

it.each(Object.entries(PASSING))('gets over %s without a word of it', async (_, fault) => {
  const client = app.newClient();
  giveBank(app, client, { transactions: 300 });
  for (const path of ['/transactions/get', '/accounts/balance/get', '/item/get']) {
    app.emulator.control.inject(fault, { path, times: 1 });
  }
  const { attention, latest, accounts } = dashboardOf(await client.get('/dashboard'));
  expect(attention).toEqual([]);
  expect(latest).toHaveLength(10);
  expect(accounts[0]?.about).toContain('asked live');
});

it('gives up after three tries', async () => {
  const client = app.newClient();
  giveBank(app, client, { transactions: 300 });
  app.emulator.control.inject({ kind: 'error', code: 'INTERNAL_SERVER_ERROR' });
  const { attention } = dashboardOf(await client.get('/dashboard'));
  expect(attention).toHaveLength(1);
  expect(callsTo('/transactions/get')).toBe(3);
  expect(callsTo('/accounts/balance/get')).toBe(3);
});

it.each(['RATE_LIMIT', 'BALANCE_LIMIT', 'TRANSACTIONS_LIMIT', 'INSTITUTION_DOWN', 'ITEM_LOGIN_REQUIRED'])(
  'asks once only where %s is the answer',
  async (code) => {
    const client = app.newClient();
    giveBank(app, client, { transactions: 300 });
    app.emulator.control.inject({ kind: 'error', code });
    await client.get('/transactions');
    expect(callsTo('/transactions/get')).toBe(1);
  },
);

it('never begins a visit to Link twice', async () => {
  const client = app.newClient();
  app.emulator.control.inject(
    { kind: 'error', code: 'INTERNAL_SERVER_ERROR' },
    { path: '/link/token/create' },
  );
  await client.post('/link');
  expect(callsTo('/link/token/create')).toBe(1);
});
