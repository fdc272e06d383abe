import { afterEach, describe, expect, it } from 'vitest';
import { startEmulator } from '../../../src/emulator/emulator.ts';
import { startDemo } from '../../support/demo.ts';
import { noticesOf } from '../../support/pages.ts';
import { startPlaidProxy } from '../../support/plaid-proxy.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const TOKEN = 'a-token-of-the-operator';

let app: TestApp;
afterEach(() => app.close());

async function operatorIn(env: Record<string, string> = {}) {
  app = await startTestApp({ env: { SETUP_TOKEN: TOKEN, ...env } });
  const operator = app.newClient();
  await operator.press(await operator.get('/setup'), 'Show the set-up', { token: TOKEN });
  return operator;
}

describe('the set-up page', () => {
  it('is shut where nobody has set a token, and says how to open it', async () => {
    app = await startTestApp();
    const client = app.newClient();
    const { status, page } = await client.get('/setup');
    expect(status).toBe(200);
    expect(page('main').text()).toContain('To open it, set SETUP_TOKEN');
    expect(page('table, main form')).toHaveLength(0);
    expect((await client.post('/setup', { token: '' })).status).toBe(404);
    expect((await client.post('/setup/key-check')).location).toBe('/setup');
    expect(app.emulator.control.calls()).toEqual([]);
  });

  it('tells a stranger nothing, and calls Plaid for none', async () => {
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
    expect(app.emulator.control.calls()).toEqual([]);
  });

  it('opens to the token, for this browser alone', async () => {
    const operator = await operatorIn();
    const { page } = await operator.get('/setup');
    expect(page('tbody th').first().text()).toBe('Plaid’s keys');
    expect(page('main').text()).toContain(`${app.url}/link/return`);
    expect((await app.newClient().get('/setup')).page('table')).toHaveLength(0);
  });

  it('prints no secret, and none is logged or kept readable', async () => {
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
    const answer = await client.get('/setup');
    expect(answer.page('tbody tr').first().text()).toContain('set PLAID_CLIENT_ID and PLAID_SECRET');
    expect(answer.text).not.toContain('Ask Plaid');
    await client.post('/setup/key-check');
    expect(noticesOf(await client.get('/setup'))).toEqual(['The demo has no keys to check.']);
  });

  it('shows what stands between browser and server', async () => {
    const operator = await operatorIn();
    const { page } = await operator.get('/setup', { 'x-forwarded-for': '198.51.100.7, 203.0.113.9' });
    expect(page('tr:contains(Proxies)').text()).toContain('2 seen, 0 expected');
    expect(page('tr:contains(Proxies)').text()).toContain('set TRUST_PROXY to 2');
  });

  it('says how many of the checks need the operator', async () => {
    const operator = await operatorIn();
    const { page } = await operator.get('/setup');
    const needed = page('tbody .pill').length;
    const all = page('tbody tr').length;
    expect(needed).toBeGreaterThan(1);
    expect(needed).toBeLessThan(all);
    expect(page('.lead').text()).toBe(`${needed} of ${all} checks need you.`);
  });
});

describe('asking Plaid whether the keys work', () => {
  it('begins a real visit, and only when it is asked for', async () => {
    const operator = await operatorIn();
    const setup = await operator.get('/setup');
    expect(app.emulator.control.calls()).toEqual([]);
    await operator.press(setup, 'Ask Plaid');
    expect(app.emulator.control.calls().map(({ path }) => path)).toEqual(['/link/token/create']);
    const [sentence] = noticesOf(await operator.get('/setup'));
    expect(sentence).toMatch(/^Plaid accepts the keys/);
  });

  it('asks with the address to which a visit leads back', async () => {
    const plaid = await startEmulator();
    const proxy = await startPlaidProxy(plaid.baseUrl);
    const operator = await operatorIn({ PLAID_BASE_URL: proxy.url });
    await operator.press(await operator.get('/setup'), 'Ask Plaid');
    expect(proxy.heard.map(({ body }) => body.hosted_link)).toEqual([
      { completion_redirect_uri: `${app.url}/link/return` },
    ]);
    await proxy.close();
    await plaid.close();
  });

  it.each([
    ['INVALID_API_KEYS', /compare PLAID_ENV and PLAID_SECRET/],
    ['INVALID_PRODUCT', /may not use Transactions/],
    ['INVALID_FIELD', /PLAID_COUNTRY_CODES/],
    ['NEVER_HEARD_OF', /NEVER_HEARD_OF, request \w{15}\)/],
    ['INTERNAL_SERVER_ERROR', /^Plaid could not be reached .* Try again/],
  ])('says what to do about %s, after one try', async (code, words) => {
    const operator = await operatorIn();
    app.emulator.control.inject({ kind: 'error', code }, { path: '/link/token/create' });
    await operator.press(await operator.get('/setup'), 'Ask Plaid');
    expect(noticesOf(await operator.get('/setup'))[0]).toMatch(words);
    expect(app.emulator.control.calls()).toHaveLength(1);
  });
});
