/** What PLAID_CREDIT=off leaves out: consent to Liabilities, the calls, the page and its entry in the navigation. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmulator } from '../../../src/emulator/emulator.ts';
import { described } from '../../support/api-document.ts';
import type { Client } from '../../support/client.ts';
import { linkBank } from '../../support/link.ts';
import { startPlaidProxy } from '../../support/plaid-proxy.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const TOKEN = 'a-token-of-the-operator';

const plaid = await startEmulator();
const proxy = await startPlaidProxy(plaid.baseUrl);
const env = { PLAID_BASE_URL: proxy.url, SETUP_TOKEN: TOKEN };
let off: TestApp;
let on: TestApp;
let client: Client;
beforeAll(async () => {
  on = await startTestApp({ env });
  off = await startTestApp({ env: { ...env, PLAID_CREDIT: 'off' } });
  client = off.newClient();
  await linkBank(client, { bank: 'ins_900002' });
});
afterAll(async () => {
  await Promise.all([on.close(), off.close()]);
  await proxy.close();
  await plaid.close();
});

/** The bodies of the link tokens that this makes. */
async function linkTokensOf(act: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  const before = proxy.heard.length;
  await act();
  return proxy.heard
    .slice(before)
    .filter(({ path }) => path === '/link/token/create')
    .map(({ body }) => body);
}

it('asks for no consent to Liabilities, neither for a new bank nor for one that is there', async () => {
  const slot = client.bankCookies[0]?.replace(/^bank-/, '') ?? '';
  const bodies = await linkTokensOf(async () => {
    await client.post('/link');
    await client.post(`/banks/${slot}/repair`);
  });
  expect(bodies).toHaveLength(2);
  for (const body of bodies) expect(body).not.toHaveProperty('additional_consented_products');
  const [asked] = await linkTokensOf(() => on.newClient().post('/link'));
  expect(asked?.additional_consented_products).toEqual(['liabilities']);
});

it('has a page that says so, asks nobody, and stands in no navigation', async () => {
  const before = proxy.heard.length;
  const { status, page } = await client.get('/credit');
  expect(status).toBe(200);
  expect(page('main').text()).toContain('This page is turned off on this server');
  expect(page('main a[href="/dashboard"]')).toHaveLength(1);
  expect(proxy.heard).toHaveLength(before);
  expect(page('nav.pages a[href="/transactions"]')).toHaveLength(1);
  expect(page('nav.pages a[href="/credit"]')).toHaveLength(0);
});

it('answers programs with 404 and the reason, and leads them there from nowhere', async () => {
  const before = proxy.heard.length;
  const answer = await client.get('/api/credit');
  expect(answer.status).toBe(404);
  expect(described(answer, '/api/credit')).toMatchObject({
    error: 'not-found',
    message: expect.stringContaining('PLAID_CREDIT'),
  });
  expect(proxy.heard).toHaveLength(before);
  const overview = described<{ credit: object }>(await client.get('/api/dashboard'), '/api/dashboard');
  expect(overview.credit).toMatchObject({ more: null, use: [{ cardCount: 2 }] });
});

it('still needs a bank, and is told on the set-up page', async () => {
  expect((await off.newClient().get('/credit')).location).toBe('/');
  const told = async (app: TestApp) => {
    const operator = app.newClient();
    await operator.post('/setup', { token: TOKEN });
    const { page } = await operator.get('/setup');
    return [
      page('.checks tr:contains(Cards and loans)').text(),
      page('.billing tr:contains(Liabilities)').text(),
    ];
  };
  const [check, fee] = await told(off);
  expect(check).toContain('Off: Plaid is not asked for Liabilities');
  expect(fee).toContain('PLAID_CREDIT is off');
  expect((await told(on))[1]).toContain('When the credit page first asks a bank');
});
