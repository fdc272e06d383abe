/** The set-up page: who may see it, and what it says. */

import { afterEach, describe, expect, it } from 'vitest';
import { startEmulator } from '../../../src/emulator/emulator.ts';
import type { Client } from '../../support/client.ts';
import { startDemo } from '../../support/demo.ts';
import { noticesOf } from '../../support/pages.ts';
import { startPlaidProxy } from '../../support/plaid-proxy.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const TOKEN = 'a-token-of-the-operator';
let app: TestApp;
const control = () => app.emulator.control;

async function operatorIn(env: Record<string, string> = {}): Promise<Client> {
  app = await startTestApp({ env: { SETUP_TOKEN: TOKEN, ...env } });
  const operator = app.newClient();
  await operator.press(await operator.get('/setup'), 'Show the set-up', { token: TOKEN });
  return operator;
}

describe('the set-up page', () => {
  afterEach(() => app.close());

  it('is closed where no token is set, and says how to open it', async () => {
    app = await startTestApp();
    const client = app.newClient();
    const { status, page } = await client.get('/setup');
    expect(status).toBe(200);
    expect(page('main').text()).toContain('To open it, set SETUP_TOKEN');
    expect(page('table, main form')).toHaveLength(0);
    expect((await client.post('/setup', { token: '' })).status).toBe(404);
    expect((await client.post('/setup/key-check')).location).toBe('/setup');
    expect(control().calls()).toEqual([]);
  });

  it('shows a stranger no check, and does not call Plaid for one', async () => {
    app = await startTestApp({ env: { SETUP_TOKEN: TOKEN } });
    const stranger = app.newClient();
    const door = await stranger.get('/setup');
    expect(door.page('table')).toHaveLength(0);
    expect(door.page('input[type=password]')).toHaveLength(1);
    for (const token of ['', 'a-token', `${TOKEN} `, TOKEN.toUpperCase()]) {
      expect((await stranger.press(door, 'Show the set-up', { token })).location).toBe('/setup');
      const again = await stranger.get('/setup');
      expect(noticesOf(again)).toEqual(['That is not the token that SETUP_TOKEN holds.']);
      expect(again.page('table')).toHaveLength(0);
    }
    expect((await stranger.get(`/setup?token=${TOKEN}`)).page('table')).toHaveLength(0);
    expect((await stranger.post('/setup/key-check')).location).toBe('/setup');
    expect(control().calls()).toEqual([]);
  });

  it('opens with the token, for this browser alone', async () => {
    const { page } = await (await operatorIn()).get('/setup');
    expect(page('tbody th').first().text()).toBe('Plaid’s keys');
    expect(page('main').text()).toContain(`${app.url}/link/return`);
    expect((await app.newClient().get('/setup')).page('table')).toHaveLength(0);
  });

  it.each([
    [{}, 'When somebody presses “Refresh balances”'],
    [{ LIVE_BALANCES: 'view' }, 'At every view of the overview: LIVE_BALANCES is view'],
  ])('says when Plaid bills a balance: with %j', async (env, begins) => {
    const { page } = await (await operatorIn(env)).get('/setup');
    const row = page('.billing tr').filter((_, tr) => page(tr).find('th').text() === 'Balance');
    expect(row.find('td').eq(1).text()).toBe(begins);
  });

  it('prints no secret, and none is logged or kept readable in a cookie', async () => {
    const key = Buffer.alloc(32, 'key-bytes').toString('base64');
    const operator = await operatorIn({ ENCRYPTION_KEYS: key, PLAID_SECRET: 'the-plaid-secret' });
    await operator.press(await operator.get('/setup'), 'Ask Plaid');
    const everything = [(await operator.get('/setup')).text, ...app.logLines, operator.cookies].join('\n');
    for (const secret of [TOKEN, key, 'the-plaid-secret', 'test-client']) {
      expect(everything).not.toContain(secret);
    }
  });

  it('is open to everyone in the demo, which has no keys to check', async () => {
    app = await startDemo();
    const client = app.newClient();
    const { page, text } = await client.get('/setup');
    expect(page('tbody tr').first().text()).toContain('set PLAID_CLIENT_ID and PLAID_SECRET');
    expect(text).not.toContain('Ask Plaid');
    await client.post('/setup/key-check');
    expect(noticesOf(await client.get('/setup'))).toEqual(['The demo has no keys to check.']);
  });

  it('counts the proxies that a request has come through', async () => {
    const headers = { 'x-forwarded-for': '198.51.100.7, 203.0.113.9' };
    const { page } = await (await operatorIn()).get('/setup', headers);
    expect(page('tr:contains(Proxies)').text()).toContain('2 seen, 0 expected');
    expect(page('tr:contains(Proxies)').text()).toContain('set TRUST_PROXY to 2');
  });

  it('says how many of the checks need the operator', async () => {
    const { page } = await (await operatorIn()).get('/setup');
    const [needed, all] = [page('.checks tbody .pill').length, page('.checks tbody tr').length];
    expect(needed).toBeGreaterThan(1);
    expect(needed).toBeLessThan(all);
    expect(page('.lead').text()).toBe(`${needed} of ${all} checks need attention.`);
  });

  describe('asks Plaid whether the keys work', () => {
    /** Presses the button; what the page says then. */
    async function askPlaid(operator: Client): Promise<string> {
      await operator.press(await operator.get('/setup'), 'Ask Plaid');
      return noticesOf(await operator.get('/setup')).join();
    }

    it('by a real Link token, and only when the button is pressed', async () => {
      const operator = await operatorIn();
      await operator.get('/setup');
      expect(control().calls()).toEqual([]);
      expect(await askPlaid(operator)).toMatch(/^Plaid accepts the keys/);
      expect(
        control()
          .calls()
          .map(({ path }) => path),
      ).toEqual(['/link/token/create']);
    });

    it('with the address to which a visit leads back', async () => {
      const plaid = await startEmulator();
      const proxy = await startPlaidProxy(plaid.baseUrl);
      await askPlaid(await operatorIn({ PLAID_BASE_URL: proxy.url }));
      expect(proxy.heard.map(({ body }) => body.hosted_link)).toEqual([
        { completion_redirect_uri: `${app.url}/link/return`, url_lifetime_seconds: 14_400 },
      ]);
      await proxy.close();
      await plaid.close();
    });

    it.each([
      ['INVALID_API_KEYS', /compare PLAID_CLIENT_ID, PLAID_SECRET and PLAID_ENV/],
      ['INVALID_LINK_CUSTOMIZATION', /Data Transparency Messaging/],
      ['INVALID_FIELD', /PLAID_COUNTRY_CODES/],
      ['NEVER_HEARD_OF', /NEVER_HEARD_OF, request \w{15}\)/],
      ['INTERNAL_SERVER_ERROR', /^Plaid could not be reached .* Try again/],
    ])('and says after one try what to do about %s', async (code, words) => {
      const operator = await operatorIn();
      control().inject({ kind: 'error', code }, { path: '/link/token/create' });
      expect(await askPlaid(operator)).toMatch(words);
      expect(control().calls()).toHaveLength(1);
    });
  });
});
