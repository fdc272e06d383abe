import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { type SeenRequest, setupChecks } from '../../src/pages/setup-checks.ts';

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

it.each<[string, Record<string, string>, Partial<SeenRequest>, string, RegExp]>([
  ['no keys', { PLAID_CLIENT_ID: '', PLAID_SECRET: '' }, {}, 'Plaid’s keys', /set PLAID_CLIENT_ID/],
  ['the sandbox', { PLAID_ENV: 'sandbox' }, {}, 'Plaid’s environment', /PLAID_ENV to production/],
  ['another server', { PLAID_BASE_URL: 'http://[::1]:1' }, {}, 'Plaid’s environment', /PLAID_BASE_URL empty/],
  ['another name', {}, { host: 'www.ledgerless.example' }, 'Public address', /set PUBLIC_URL/],
  ['a proxy too many', {}, { forwardedFor: 2 }, 'Proxies', /one rate limit: set TRUST_PROXY to 2/],
  ['a proxy too few', {}, { forwardedFor: 0 }, 'Proxies', /pass for another address: set TRUST_PROXY to 0/],
  ['an unreachable server', {}, { canPlaidReachUs: false }, 'Plaid’s webhooks', /https address/],
])('names %s and how to mend it', (_, env, seen, name, remedy) => {
  expect(complaints(env, seen)).toEqual([[name, expect.stringMatching(remedy)]]);
});

it('says of plain http what it costs', () => {
  const names = complaints(
    { PUBLIC_URL: 'http://ledgerless.example' },
    { origin: 'http://ledgerless.example' },
  ).map(([name]) => name);
  expect(names).toEqual(['Public address', 'Cookies']);
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
