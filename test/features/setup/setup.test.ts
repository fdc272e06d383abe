/** The set-up page: who may see it, and what its checks find. */

import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/config.ts';
import { startEmulator } from '../../../src/emulator/emulator.ts';
import { type SeenRequest, setupChecks } from '../../../src/features/setup/checks.ts';
import type { Client } from '../../support/client.ts';
import { startDemo } from '../../support/demo.ts';
import { noticesOf } from '../../support/pages.ts';
import { startPlaidProxy } from '../../support/plaid-proxy.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const newKey = () => randomBytes(32).toString('base64');
const SANDBOX = { PLAID_ENV: 'sandbox' };
const OTHER_SERVER = { PLAID_BASE_URL: 'http://[::1]:1' };
const ALL_ON = {
  REDIS_URL: 'redis://redis.example',
  DATABASE_URL: 'postgresql://postgres.example/ledgerless',
  SMTP_URL: 'smtps://mail.example',
  MAIL_FROM: 'sign-in@ledgerless.example',
};
const NO_KEYS = { PLAID_CLIENT_ID: '', PLAID_SECRET: '' };

describe('the set-up checks', () => {
  const PRODUCTION = {
    PLAID_CLIENT_ID: 'client',
    PLAID_SECRET: 'secret',
    PLAID_ENV: 'production',
    PUBLIC_URL: 'https://ledgerless.example',
    ENCRYPTION_KEYS: newKey(),
    TRUST_PROXY: '1',
  };
  const SEEN: SeenRequest = {
    host: 'ledgerless.example',
    origin: 'https://ledgerless.example',
    forwardedFor: 1,
    canPlaidReachUs: true,
    hasLiabilities: null,
    refusals: 0,
    silent: {},
  };
  /** How a person on the server's own machine comes by. */
  const LOCAL = { host: 'localhost:3000', origin: 'http://localhost:3000', forwardedFor: 0 };

  const checksOf = (env: Record<string, string> = {}, seen: Partial<SeenRequest> = {}) =>
    setupChecks(parseConfig({ ...PRODUCTION, ...env }), { ...SEEN, ...seen });
  const resultsOf = (...facts: Parameters<typeof checksOf>) =>
    checksOf(...facts).map(({ name, result }) => [name, result]);
  /** Name and remedy of each check that is not fine. */
  const remediesOf = (...facts: Parameters<typeof checksOf>) =>
    checksOf(...facts).flatMap(({ name, isFine, remedy }) => (isFine ? [] : [[name, remedy]]));

  it('have no remedy where all is as it should be', () => {
    expect(remediesOf()).toEqual([]);
  });

  it('say of every setting how it stands', () => {
    expect(resultsOf()).toEqual([
      ['Plaid’s keys', 'Set'],
      ['Plaid’s environment', 'Production: real banks'],
      ['Cards and loans', 'On: whoever links a bank is asked to agree to Liabilities'],
      ['Encryption keys', 'One key, 32 bytes'],
      ['Public address', 'https://ledgerless.example'],
      ['Cookies', 'Sent over https only, bound to this host'],
      ['Proxies', '1 seen, 1 expected'],
      ['Plaid’s webhooks', 'Plaid can reach this server'],
      ['Address to return to', 'https://ledgerless.example/link/return'],
      ['Redis', 'Off: this process keeps no copies and counts limits by itself'],
      ['PostgreSQL', 'Off: there are no accounts'],
      ['Mail', 'Off: there are no accounts'],
      ['Plaid’s refusals', 'None since this process began'],
    ]);
    const env = { ...NO_KEYS, PUBLIC_URL: '', TRUST_PROXY: '0' };
    expect(resultsOf(env, { ...LOCAL, canPlaidReachUs: false })).toEqual([
      ['Plaid’s keys', 'Missing, so this is the demo'],
      ['Plaid’s environment', 'None'],
      ['Cards and loans', 'On: whoever links a bank is asked to agree to Liabilities'],
      ['Encryption keys', 'One key, 32 bytes'],
      ['Public address', 'http://localhost:3000, on this machine only'],
      ['Cookies', 'Sent without https too'],
      ['Proxies', '0 seen, 0 expected'],
      ['Plaid’s webhooks', 'Plaid cannot reach this server'],
      ['Address to return to', 'http://localhost:3000/link/return'],
      ['Redis', 'Off: this process keeps no copies and counts limits by itself'],
      ['PostgreSQL', 'Off: there are no accounts'],
      ['Mail', 'Off: there are no accounts'],
      ['Plaid’s refusals', 'None since this process began'],
    ]);
  });

  it.each<[string, string, Record<string, string>, Partial<SeenRequest>, RegExp]>([
    ['Plaid’s keys', 'Missing, so this is the demo', NO_KEYS, {}, /set PLAID_CLIENT_ID and PLAID_SECRET/],
    ['Plaid’s environment', 'Sandbox: Plaid’s test banks', SANDBOX, {}, /PLAID_ENV to production/],
    ['Plaid’s environment', 'Another server: [::1]:1', OTHER_SERVER, {}, /PLAID_BASE_URL empty/],
    [
      ...(['Public address', 'https://ledgerless.example, but you came by www.ledgerless.example'] as const),
      ...([{}, { host: 'www.ledgerless.example' }, /Forms from there are refused: set PUBLIC_URL/] as const),
    ],
    ['Proxies', '2 seen, 1 expected', {}, { forwardedFor: 2 }, /one rate limit: set TRUST_PROXY to 2/],
    [
      'Proxies',
      '0 seen, 1 expected',
      {},
      { forwardedFor: 0 },
      /pass for another address: set TRUST_PROXY to 0/,
    ],
    ['Plaid’s webhooks', 'Plaid cannot reach this server', {}, { canPlaidReachUs: false }, /https address/],
    [
      ...(['Redis', 'Does not answer: nothing listens at that address (ECONNREFUSED)', ALL_ON] as const),
      ...([{ silent: { redis: 'ECONNREFUSED' } }, /correct REDIS_URL/] as const),
    ],
    [
      ...([
        'PostgreSQL',
        'Does not answer: it refuses the user name or the password (28P01)',
        ALL_ON,
      ] as const),
      ...([{ silent: { postgres: '28P01' } }, /Nobody can sign in.*correct DATABASE_URL/] as const),
    ],
    [
      'Mail',
      'Does not answer (NEVER_HEARD_OF)',
      ALL_ON,
      { silent: { mail: 'NEVER_HEARD_OF' } },
      /Correct SMTP_URL/,
    ],
  ])('name a remedy where %s is “%s”', (name, result, env, seen, remedy) => {
    expect(remediesOf(env, seen)).toEqual([[name, expect.stringMatching(remedy)]]);
    expect(resultsOf(env, seen)).toContainEqual([name, result]);
  });

  it('say that Redis, PostgreSQL and mail answer where they are on, and that a demo needs no mail server', () => {
    for (const name of ['Redis', 'PostgreSQL', 'Mail'])
      expect(resultsOf(ALL_ON)).toContainEqual([name, 'Answers']);
    const withoutMail = { ...NO_KEYS, DATABASE_URL: ALL_ON.DATABASE_URL };
    const result = 'None: in the demo, sign-in links stand on the page';
    expect(resultsOf(withoutMail)).toContainEqual(['Mail', result]);
  });

  it('say what plain http means', () => {
    const origin = 'http://ledgerless.example';
    expect(remediesOf({ PUBLIC_URL: origin }, { origin })).toEqual([
      ['Public address', expect.stringContaining('Others on the network can read what is sent')],
      ['Cookies', expect.stringContaining('an https address in PUBLIC_URL')],
    ]);
  });

  it('say on this machine that nobody else can use it', () => {
    const [address] = remediesOf({ PUBLIC_URL: '', TRUST_PROXY: '0' }, LOCAL);
    expect(address).toEqual(['Public address', expect.stringContaining('For others to use it')]);
  });

  it('count the encryption keys and show none', () => {
    const keys = [newKey(), newKey()];
    const checks = checksOf({ ENCRYPTION_KEYS: keys.join(',') });
    expect(checks.find(({ name }) => name === 'Encryption keys')?.result).toBe('2 keys, 32 bytes each');
    expect(JSON.stringify(checks)).not.toContain(keys[0]);
  });
});

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
    expect(page('.lead').text()).toBe(`${needed} of ${all} checks need you.`);
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
