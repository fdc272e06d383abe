import type { Request, Response } from 'express';
import { afterAll, expect, it, vi } from 'vitest';
import { createReadingLimits } from '../../src/page/reading-limits.ts';
import { networkOf } from '../../src/web/rate-limit.ts';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { startTestApp } from '../support/test-app.ts';

const mail: MailServer = await startMailServer();
const app = await startTestApp({
  env: {
    TRUST_PROXY: '1',
    RATE_LIMIT: '60',
    // Asked for nothing here, so that nobody needs to listen there.
    DATABASE_URL: 'postgresql://127.0.0.1:1/none',
    SMTP_URL: mail.url,
    MAIL_FROM: 'Ledgerless <sign-in@ledgerless.example>',
  },
});
afterAll(async () => {
  await app.close();
  await mail.close();
});

/** Address number `at` of one /48: in another /56 each time, as far as there are any. */
function addressIn(network: string, at: number): string {
  return `${network}:${((at * 257) % 65_536).toString(16)}::${at.toString(16)}`;
}

/** How many of so many requests are let in, each from another address of the network. */
async function letIn(network: string, count: number, path: string, isForm = true): Promise<number> {
  let passed = 0;
  for (let at = 0; at < count; at += 1) {
    const headers = { 'x-forwarded-for': addressIn(network, at), 'sec-fetch-site': 'same-origin' };
    const body = new URLSearchParams({ email: `person${at}@example.org` });
    const answer = await app.newClient().send(path, isForm ? { method: 'POST', headers, body } : { headers });
    if (answer.status !== 429) passed += 1;
  }
  return passed;
}

it.each([
  ['all requests', '2001:db8:1', 60, '/', false],
  ['linking', '2001:db8:2', 10, '/link', true],
  ['sign-in links', '2001:db8:3', 30, '/sign-in', true],
  ['webhooks', '2001:db8:4', 600, '/plaid/webhook/unsealed', true],
] as const)(
  'the limit of %s counts all addresses of one IPv6 /48 as one',
  async (_what, network, limit, path, isForm) => {
    expect(await letIn(network, limit + 20, path, isForm)).toBe(limit);
    // The network beside it has a count of its own.
    expect(await letIn(`${network}1`, 1, path, isForm)).toBe(1);
  },
);

/** A request as far as the limits of reading look at it. */
function requestFrom(ip: string): Request {
  return { ip, socket: { remoteAddress: '127.0.0.1' } } as Request;
}

it('the limit of calls to Plaid counts them as one, too', async () => {
  const limits = createReadingLimits(6);
  const enter = (ip: string) => {
    const res = { once: () => res } as unknown as Response;
    const { signal } = new AbortController();
    return limits.enter({ req: requestFrom(ip), res, banks: 1, isFile: false, signal });
  };
  for (let at = 0; at < 100; at += 1) limits.spend(requestFrom(addressIn('2001:db8:5', at)));
  await expect(enter(addressIn('2001:db8:5', 1000))).rejects.toMatchObject({ status: 429 });
  await enter(addressIn('2001:db8:6', 1));
});

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['192.0.2.7:50123', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
  ['[2001:db8:1:2:3:4:5:6]:50123', '2001:db8:1::/48'],
  ['[2001:db8:1::7]', '2001:db8:1::/48'],
  ['2001:DB8:1:ffff::', '2001:db8:1::/48'],
  ['2001:db8:2::1', '2001:db8:2::/48'],
  // What a stranger writes there is no address: then the one who sent it to us counts.
  ['unknown', '127.0.0.1'],
  ['192.0.2.7.8', '127.0.0.1'],
  ['', '127.0.0.1'],
])('%j counts as %s', (ip, network) => {
  expect(networkOf(requestFrom(ip))).toBe(network);
});

it('without any address a request counts for who sent it to us', () => {
  expect(networkOf({ socket: { remoteAddress: '2001:db8:3::1' } } as Request)).toBe('2001:db8:3::/48');
});

it('what a stranger writes there in place of an address is printed nowhere', async () => {
  const printed = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn')];
  // The limits look at their first request more closely than at any other.
  const fresh = await startTestApp({ env: { TRUST_PROXY: '1', RATE_LIMIT: '5' } });
  const headers = { 'x-forwarded-for': 'words of a stranger' };
  expect((await fresh.newClient().get('/', headers)).status).toBe(200);
  for (const spy of printed) expect(spy).not.toHaveBeenCalled();
  expect(fresh.logLines.join('')).not.toContain('stranger');
  await fresh.close();
  vi.restoreAllMocks();
});
