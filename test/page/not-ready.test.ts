/** A new bank, whose history Plaid prepares for its first minute. */

import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Client } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { dashboardOf, transactionsOf } from '../support/pages.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

const NOT_READY_BANK = 'ins_900011';
const REFRESH = 'meta[http-equiv=refresh]';

let time: number;
let app: TestApp;
let client: Client;

beforeEach(async () => {
  time = Date.parse('2026-05-20T12:00:00Z');
  app = await startTestApp({ now: () => new Date(time) });
  client = app.newClient();
  giveBank(app, client, { institutionId: NOT_READY_BANK });
});
afterEach(() => app.close());

const pass = (seconds: number) => {
  time += seconds * 1000;
};

it('every page says that the bank prepares its history, and reloads by itself', async () => {
  for (const path of ['/dashboard', '/transactions', '/spending', '/net-worth', '/recurring', '/ahead']) {
    const { status, page } = await client.get(path);
    expect(status).toBe(200);
    expect(page('#attention li').text()).toContain('is still preparing your history');
    expect(page(REFRESH).attr('content')).toBe('20');
    expect(page('#attention h2').text()).toBe('Your bank cannot be shown right now');
    expect(
      page('main')
        .text()
        .match(/Seedmoor Bank/g),
    ).toHaveLength(1);
    expect(page('main').text()).not.toMatch(
      /Nothing was spent|Nothing has come in|There are no transactions/,
    );
  }
});

it('later pages say that only the last 30 days are there, and then nothing more', async () => {
  pass(25);
  const recent = await client.get('/transactions?days=365');
  expect(recent.page(REFRESH)).toHaveLength(0);
  expect(transactionsOf(recent)).toMatchObject({
    attention: [expect.stringMatching(/^Only the last 30 days of Seedmoor Bank have arrived so far\./)],
    isPartial: true,
  });
  const dashboard = await client.get('/dashboard');
  expect(dashboard.page('.cash-flow .incomplete').text()).toBe('partial');
  expect(dashboardOf(dashboard).attention).toEqual([expect.stringContaining('Only the last 30 days')]);
  const month = await client.get('/transactions?days=30');
  expect(transactionsOf(month).rows.length).toBeGreaterThan(5);
  expect(month.text).not.toContain('Only the last 30 days');

  pass(20);
  const whole = await client.get('/transactions?days=365');
  expect(transactionsOf(whole)).toMatchObject({ attention: [], isPartial: false });
});

it('no page reloads for ever', async () => {
  const [item] = app.emulator.control.items();
  pass(700);
  app.emulator.control.inject({ kind: 'error', code: 'PRODUCT_NOT_READY' }, { itemId: item?.id ?? '' });
  const { page } = await client.get('/dashboard');
  expect(page('#attention li a').text()).toBe('Check again');
  expect(page(REFRESH)).toHaveLength(0);
});

it('pages reload only as long as the new bank needs it, also beside another bank', async () => {
  giveBank(app, client);
  expect((await client.get('/dashboard')).page(REFRESH)).toHaveLength(1);
  pass(60);
  expect((await client.get('/dashboard')).page(REFRESH)).toHaveLength(0);
});
