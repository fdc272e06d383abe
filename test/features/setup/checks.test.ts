/** What each set-up check finds, and what it tells the operator to do. */

import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/config.ts';
import { type SeenRequest, setupChecks } from '../../../src/features/setup/checks.ts';

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
      ['Cards and loans', 'On: whoever connects a bank is asked to agree to Liabilities'],
      ['Encryption keys', 'One key, 32 bytes'],
      ['Public address', 'https://ledgerless.example'],
      ['Cookies', 'Sent over https only, bound to this host'],
      ['Proxies', '1 seen, 1 expected'],
      ['Plaid’s webhooks', 'Plaid can reach this server'],
      ['Address to return to', 'https://ledgerless.example/link/return'],
      ['Redis', 'Off: this process keeps no copies and counts limits by itself'],
      ['PostgreSQL', 'Off: there are no accounts'],
      ['Mail', 'Off: there are no accounts'],
      ['Plaid’s refusals', 'None since this process started'],
    ]);
    const env = { ...NO_KEYS, PUBLIC_URL: '', TRUST_PROXY: '0' };
    expect(resultsOf(env, { ...LOCAL, canPlaidReachUs: false })).toEqual([
      ['Plaid’s keys', 'Missing, so this is the demo'],
      ['Plaid’s environment', 'None'],
      ['Cards and loans', 'On: whoever connects a bank is asked to agree to Liabilities'],
      ['Encryption keys', 'One key, 32 bytes'],
      ['Public address', 'http://localhost:3000, on this machine only'],
      ['Cookies', 'Sent without https too'],
      ['Proxies', '0 seen, 0 expected'],
      ['Plaid’s webhooks', 'Plaid cannot reach this server'],
      ['Address to return to', 'http://localhost:3000/link/return'],
      ['Redis', 'Off: this process keeps no copies and counts limits by itself'],
      ['PostgreSQL', 'Off: there are no accounts'],
      ['Mail', 'Off: there are no accounts'],
      ['Plaid’s refusals', 'None since this process started'],
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
      /Anyone can fake their address: set TRUST_PROXY to 0/,
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

  it.each([
    [{ silent: { redis: 'ECONNREFUSED' } }, 'nothing listens at that address (ECONNREFUSED)'],
    [{ silent: { mail: 'ESOCKET' } }, 'no connection to that address (ESOCKET)'],
    [{ silent: { redis: 'ENOTFOUND' } }, 'there is no such host (ENOTFOUND)'],
    [{ silent: { mail: 'EDNS' } }, 'there is no such host (EDNS)'],
    [{ silent: { redis: 'ETIMEDOUT' } }, 'it is too slow, or a firewall is between (ETIMEDOUT)'],
    [{ silent: { mail: 'ETLS' } }, 'it offers no encryption (ETLS)'],
    [{ silent: { mail: 'EAUTH' } }, 'it refuses the user name or the password (EAUTH)'],
    [{ silent: { redis: 'WRONGPASS' } }, 'it refuses the user name or the password (WRONGPASS)'],
    [{ silent: { redis: 'NOAUTH' } }, 'it asks for a password (NOAUTH)'],
    [{ silent: { postgres: '28P01' } }, 'it refuses the user name or the password (28P01)'],
    [{ silent: { postgres: '28000' } }, 'it refuses the user name or the password (28000)'],
    [{ silent: { postgres: '3D000' } }, 'there is no such database (3D000)'],
  ])('say why a server does not answer: %j', (seen, reason) => {
    const results = resultsOf(ALL_ON, seen).map(([, result]) => result);
    expect(results.filter((result) => result?.startsWith('Does not answer'))).toEqual([
      `Does not answer: ${reason}`,
    ]);
  });

  it('count the causes of refusals', () => {
    const told = (refusals: number) => [
      checksOf({}, { refusals }).at(-1)?.result,
      remediesOf({}, { refusals }).length,
    ];
    expect([0, 1, 2].map(told)).toEqual([
      ['None since this process started', 0],
      ['One cause', 1],
      ['2 causes', 1],
    ]);
  });

  it('say whether Plaid is asked for cards and loans, and refused to tell', () => {
    const told = (env: Record<string, string>, hasLiabilities: boolean | null) => [
      checksOf(env, { hasLiabilities }).find(({ name }) => name === 'Cards and loans')?.result,
      remediesOf(env, { hasLiabilities }).length,
    ];
    expect([true, null, false].map((hasLiabilities) => told({}, hasLiabilities))).toEqual([
      ['On: whoever connects a bank is asked to agree to Liabilities', 0],
      ['On: whoever connects a bank is asked to agree to Liabilities', 0],
      ['Plaid refused Liabilities, so banks are connected without', 1],
    ]);
    expect(told({ PLAID_CREDIT: 'off' }, false)).toEqual([
      'Off: Plaid is not asked for Liabilities (PLAID_CREDIT)',
      0,
    ]);
  });
});
