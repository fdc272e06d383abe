import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/config.ts';
import { type SeenRequest, setupChecks } from '../../../src/features/setup/checks.ts';

const PRODUCTION = {
  PLAID_CLIENT_ID: 'client',
  PLAID_SECRET: 'secret',
  PLAID_ENV: 'production',
  PUBLIC_URL: 'https://ledgerless.example',
  ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
  TRUST_PROXY: '1',
};
const SEEN: SeenRequest = {
  host: 'ledgerless.example',
  origin: 'https://ledgerless.example',
  forwardedFor: 1,
  canPlaidReachUs: true,
};

/** What is not fine: name and remedy. */
function complaints(env: Record<string, string>, seen: Partial<SeenRequest> = {}): [string, string | null][] {
  return setupChecks(parseConfig({ ...PRODUCTION, ...env }), { ...SEEN, ...seen })
    .filter(({ isFine }) => !isFine)
    .map(({ name, remedy }) => [name, remedy]);
}

it('finds nothing to do where all is as it should be', () => {
  expect(complaints({})).toEqual([]);
});

it('tells of every setting how it stands', () => {
  const resultsOf = (env: Record<string, string>, seen: Partial<SeenRequest> = {}) =>
    setupChecks(parseConfig({ ...PRODUCTION, ...env }), { ...SEEN, ...seen }).map(({ name, result }) => [
      name,
      result,
    ]);
  expect(resultsOf({})).toEqual([
    ['Plaid’s keys', 'Set'],
    ['Plaid’s environment', 'Production: real banks'],
    ['Encryption keys', 'One key, 32 bytes'],
    ['Public address', 'https://ledgerless.example'],
    ['Cookies', 'Sent over https only, bound to this host'],
    ['Proxies', '1 seen, 1 expected'],
    ['Plaid’s webhooks', 'Plaid can reach this server'],
    ['Address to return to', 'https://ledgerless.example/link/return'],
  ]);
  const local = { PLAID_CLIENT_ID: '', PLAID_SECRET: '', PUBLIC_URL: '', TRUST_PROXY: '0' };
  const here = { host: 'localhost:3000', origin: 'http://localhost:3000', forwardedFor: 0 };
  expect(resultsOf(local, { ...here, canPlaidReachUs: false })).toEqual([
    ['Plaid’s keys', 'Missing, so this is the demo'],
    ['Plaid’s environment', 'None'],
    ['Encryption keys', 'One key, 32 bytes'],
    ['Public address', 'http://localhost:3000, on this machine only'],
    ['Cookies', 'Sent without https too'],
    ['Proxies', '0 seen, 0 expected'],
    ['Plaid’s webhooks', 'Plaid cannot reach this server'],
    ['Address to return to', 'http://localhost:3000/link/return'],
  ]);
});

it.each<[string, Record<string, string>, Partial<SeenRequest>, string, string, RegExp]>([
  [
    'no keys',
    { PLAID_CLIENT_ID: '', PLAID_SECRET: '' },
    {},
    'Plaid’s keys',
    'Missing, so this is the demo',
    /set PLAID_CLIENT_ID and PLAID_SECRET/,
  ],
  [
    'the sandbox',
    { PLAID_ENV: 'sandbox' },
    {},
    'Plaid’s environment',
    'Sandbox: Plaid’s test banks',
    /PLAID_ENV to production/,
  ],
  [
    'another server',
    { PLAID_BASE_URL: 'http://[::1]:1' },
    {},
    'Plaid’s environment',
    'Another server: [::1]:1',
    /PLAID_BASE_URL empty/,
  ],
  [
    'another name',
    {},
    { host: 'www.ledgerless.example' },
    'Public address',
    'https://ledgerless.example, but you came by www.ledgerless.example',
    /Forms from there are refused: set PUBLIC_URL/,
  ],
  [
    'a proxy too many',
    {},
    { forwardedFor: 2 },
    'Proxies',
    '2 seen, 1 expected',
    /one rate limit: set TRUST_PROXY to 2/,
  ],
  [
    'a proxy too few',
    {},
    { forwardedFor: 0 },
    'Proxies',
    '0 seen, 1 expected',
    /pass for another address: set TRUST_PROXY to 0/,
  ],
  [
    'an unreachable server',
    {},
    { canPlaidReachUs: false },
    'Plaid’s webhooks',
    'Plaid cannot reach this server',
    /https address/,
  ],
])('names %s and how to mend it', (_, env, seen, name, result, remedy) => {
  expect(complaints(env, seen)).toEqual([[name, expect.stringMatching(remedy)]]);
  const checks = setupChecks(parseConfig({ ...PRODUCTION, ...env }), { ...SEEN, ...seen });
  expect(checks.find((check) => check.name === name)?.result).toBe(result);
});

it('says of plain http what it costs', () => {
  const plain = { PUBLIC_URL: 'http://ledgerless.example' };
  expect(complaints(plain, { origin: 'http://ledgerless.example' })).toEqual([
    ['Public address', expect.stringContaining('Anyone on the way can read along')],
    ['Cookies', expect.stringContaining('an https address in PUBLIC_URL')],
  ]);
});

it('says on this machine that nobody else can use it', () => {
  const [address] = complaints(
    { PUBLIC_URL: '', TRUST_PROXY: '0' },
    { host: 'localhost:3000', forwardedFor: 0 },
  );
  expect(address).toEqual(['Public address', expect.stringContaining('For others to use it')]);
});

it('counts keys and shows none', () => {
  const keys = [randomBytes(32), randomBytes(32)].map((key) => key.toString('base64'));
  const checks = setupChecks(parseConfig({ ...PRODUCTION, ENCRYPTION_KEYS: keys.join(',') }), SEEN);
  expect(checks.find(({ name }) => name === 'Encryption keys')?.result).toBe('2 keys, 32 bytes each');
  expect(JSON.stringify(checks)).not.toContain(keys[0]);
});
