/** The way to Plaid's page, for browsers that follow a redirect and for those that do not. */

import { afterAll, expect, it } from 'vitest';
import { giveBank } from '../support/give-bank.ts';
import { returnUrlOf, startPlaidProxy } from '../support/plaid-proxy.ts';
import { startTestApp } from '../support/test-app.ts';

const app = await startTestApp();
const proxy = await startPlaidProxy(app.emulator.baseUrl);
const elsewhere = await startTestApp({ env: { PLAID_BASE_URL: proxy.url }, emulator: app.emulator });
afterAll(async () => {
  await elsewhere.close();
  await proxy.close();
  await app.close();
});

it.each(['/link', '/banks/:id/repair', '/banks/:id/accounts'])(
  'POST %s redirects, and its page has a link to the same place (RFC 9110, 15.4.4)',
  async (path) => {
    const client = app.newClient();
    const id = giveBank(app, client);
    const { status, location, page, headers } = await client.post(path.replace(':id', id));
    expect(status).toBe(303);
    expect(location).toMatch(/\/link\//);
    expect(headers.get('content-type')).toMatch(/^text\/html/);
    expect(page('title').text()).toBe('Continue to Plaid · Ledgerless');
    expect(page('main a.button').first().attr('href')).toBe(location);
    expect(page('script, [style]')).toHaveLength(0);
  },
);

it('a redirect that our own policy for forms would stop is a page with the link alone, and the visit can be finished', async () => {
  const client = elsewhere.newClient();
  const hosted = 'https://link.elsewhere.example/x?a=1&b="><i>';
  proxy.change = (path, text) =>
    path === '/link/token/create' ? JSON.stringify({ ...JSON.parse(text), hosted_link_url: hosted }) : text;
  const { status, location, page, headers } = await client.post('/link');
  proxy.change = (_path, text) => text;
  expect(headers.get('content-security-policy')).not.toContain('link.elsewhere.example');
  expect([status, location]).toEqual([200, null]);
  expect(page('main a.button').first().attr('href')).toBe(hosted);
  expect(page('main i')).toHaveLength(0);
  expect(page('main').text()).toContain('link.elsewhere.example');
  // What was begun is in the session all the same.
  const back = returnUrlOf(proxy);
  expect((await client.get(back)).page('h1').text()).toBe('Waiting for Plaid');
});

it('notices wait for the next page that somebody sees', async () => {
  const client = app.newClient();
  const id = giveBank(app, client);
  await client.get(`/banks/${id}/repaired`);
  await client.post('/link');
  expect((await client.get('/')).text).toContain('works now');
});
