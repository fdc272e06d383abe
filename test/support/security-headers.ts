/** The headers that every answer must have, to the letter. */

import { expect } from 'vitest';
import type { Answer } from './client.ts';
import type { TestApp } from './test-app.ts';

/** Other headers: each depends on the answer or the connection, and has tests of its own. */
const OF_THE_ANSWER = [
  'accept-ranges',
  'allow',
  'clear-site-data',
  'connection',
  'content-disposition',
  'content-length',
  'content-type',
  'date',
  'etag',
  'keep-alive',
  'last-modified',
  'location',
  'ratelimit',
  'ratelimit-policy',
  'refresh',
  'retry-after',
  'set-cookie',
  'transfer-encoding',
  'vary',
  'x-accel-buffering',
];

const SAME_EVERYWHERE = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};

/** Fails unless the answer has all these headers, each to the letter, and none that is not named here. */
export function expectHeaders({ headers }: Answer, app: TestApp, cacheControl = 'no-store'): void {
  const { demo, isSecure } = app.services;
  // Cookies are cleared by their names: that header would clear those of the whole domain.
  expect([null, '"cache", "storage"']).toContain(headers.get('clear-site-data'));
  const formAction = demo ? "'self'" : `'self' https://secure.plaid.com ${app.emulator.baseUrl}`;
  const policy =
    "default-src 'none';script-src 'none';style-src 'self';img-src 'self';" +
    `form-action ${formAction};frame-ancestors 'none';base-uri 'none';object-src 'none'`;
  const rest = [...headers].filter(([name]) => !OF_THE_ANSWER.includes(name));
  expect(Object.fromEntries(rest)).toEqual({
    ...SAME_EVERYWHERE,
    'cache-control': cacheControl,
    'content-security-policy': isSecure ? `${policy};upgrade-insecure-requests` : policy,
    ...(isSecure ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains; preload' } : {}),
  });
}
