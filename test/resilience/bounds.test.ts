/** Requests to the whole app that are too large, malformed or untrue: each is refused or ignored. */

import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { startTestApp } from '../support/test-app.ts';
import { connectTo } from './raw-client.ts';

// Pages say the minute in which they were made.
const START = new Date('2026-05-20T12:00:00Z');
const app = await startTestApp({ now: () => START });
afterAll(() => app.close());

const MEGABYTE = 1024 * 1024;
const FORM = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };

function post(body: NonNullable<RequestInit['body']>, headers: Record<string, string> = {}) {
  return app.newClient().send('/preferences', { method: 'POST', body, headers: { ...FORM, ...headers } });
}

describe('a form', () => {
  it.each([
    ['of 11 kB', `theme=${'x'.repeat(11_000)}`, {}],
    ['of 21 fields', 'a=1&'.repeat(21), {}],
    ['that unpacks to 20 MB', gzipSync(`theme=${'x'.repeat(20 * MEGABYTE)}`), { 'content-encoding': 'gzip' }],
  ])('%s is too much', async (_, body, headers) => {
    const answer = await post(body, headers);
    expect(answer.status).toBe(413);
    expect(answer.text).not.toContain('xxx');
  });

  it('in an unknown encoding is refused', async () => {
    expect((await post('theme=dark', { 'content-encoding': 'rot13' })).status).toBe(415);
  });

  it.each(['application/json', 'multipart/form-data; boundary=x', 'text/xml'])(
    'of another type is not read: %s',
    async (type) => {
      const answer = await post('{"theme":"dark","amounts":"hidden"}', { 'content-type': type });
      expect(answer.status).toBe(303);
      expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(/^preferences=system\.shown; /)]);
    },
  );
});

describe('an address', () => {
  it.each([
    ['/dashboard?__proto__[days]=30&constructor[prototype][days]=30', 303],
    ['/preferences?theme=dark&theme=light', 404],
    ['/%00', 404],
    ['/banks/%ff/repaired', 400],
    ['/..%2f..%2f.env', 404],
    ['//evil.example/', 404],
  ])('%s is answered %d', async (path, status) => {
    const response = await fetch(`${app.url}${path}`, { redirect: 'manual' });
    expect(response.status).toBe(status);
    expect(({} as { days?: string }).days).toBeUndefined();
  });
});

it('an address of any length or number of parts is answered', async () => {
  const statuses = await Promise.all(
    [`q=${'x'.repeat(8_000)}`, 'q=1&'.repeat(400), 'days[]=30&'.repeat(150)].map(
      async (query) => (await app.newClient().get(`/transactions?${query}`)).status,
    ),
  );
  expect(statuses).toEqual([414, 303, 303]);
});

describe('headers', () => {
  it('of 25 kB are refused, whichever they are', async () => {
    const connection = await connectTo(app.url);
    connection.socket.write(
      `GET / HTTP/1.1\r\nHost: localhost\r\n${`X-A: ${'a'.repeat(800)}\r\n`.repeat(31)}\r\n`,
    );
    expect(await connection.closed).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('that claim another host, address or protocol change nothing of a page', async () => {
    const claims = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-for': '1.2.3.4',
      forwarded: 'for=1.2.3.4',
    };
    const plain = await app.newClient().get('/');
    const { text, headers } = await app.newClient().get('/', { ...claims, 'x-forwarded-proto': 'https' });
    expect(text).toBe(plain.text);
    expect(JSON.stringify([...headers])).not.toMatch(/evil|1\.2\.3\.4/);
  });
});
