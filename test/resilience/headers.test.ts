/** Cookies, content types and tokens in all kinds of answers; security headers are in test/routes/routes.test.ts. */

import { parseSetCookie } from 'cookie';
import { afterAll, expect, it } from 'vitest';
import type { Answer } from '../support/client.ts';
import { beginLink, finishAtPlaid } from '../support/link.ts';
import { NAVIGATION_PAGES } from '../support/navigation-pages.ts';
import { startTestApp } from '../support/test-app.ts';

const READ = [
  '/dashboard',
  '/transactions',
  '/spending',
  '/net-worth',
  '/net-worth.csv',
  '/recurring',
  '/ahead',
  '/upcoming.ics',
  '/credit',
  '/book',
  '/book/line?kind=own',
  '/book.txt',
  '/banks',
  '/logout',
  '/privacy',
  '/privacy.json',
  '/setup',
  '/link/return',
  '/transactions.csv',
  '/transactions.json',
  '/transactions.ofx',
  '/transactions.qif',
  '/api/dashboard',
  '/api/nowhere',
  '/healthz',
  '/app.css',
  '/nowhere',
  '/.env',
  '/.git/config',
  '/package.json',
  '/css/',
  '/icons/',
  `/${'x'.repeat(9_000)}`,
];
const SENT = ['/link', '/preferences', '/banks/nobody/disconnect', '/from-bank', '/logout', '/nowhere'];

const answers: [string, Answer][] = [];
const accessTokens: string[] = [];

const app = await startTestApp({ env: { PUBLIC_URL: 'https://ledgerless.example' } });
const client = app.newClient();
const before = await client.get('/');
// Plaid leads to the public address, where nobody listens here.
const { pathname, search } = new URL(await finishAtPlaid(await beginLink(client)));
answers.push(['/', before], ['/link and back', await client.get(pathname + search)]);
accessTokens.push(...app.emulator.control.items().map(({ accessToken }) => accessToken));
for (const path of READ) answers.push([path, await client.get(path)]);
answers.push(['a stranger’s form', await client.post('/logout', {}, { 'sec-fetch-site': 'cross-site' })]);
for (const path of SENT) answers.push([`POST ${path}`, await client.post(path)]);
afterAll(() => app.close());

it('the answers are of many kinds', () => {
  const statuses = new Set(answers.map(([, { status }]) => status));
  expect([...statuses]).toEqual(expect.arrayContaining([200, 303, 403, 404, 414]));
  expect(accessTokens).toHaveLength(1);
});

/** To the letter; an answer without a body has none. */
const TYPES = [
  null,
  'text/html; charset=utf-8',
  'text/plain; charset=utf-8',
  'text/css; charset=utf-8',
  'text/csv; charset=utf-8; header=present',
  'text/calendar; charset=utf-8',
  'application/json; charset=utf-8',
  'application/x-ofx',
  'application/x-qif; charset=utf-8',
];

it('every body has its type, and every text its character set', () => {
  const typeOf = ({ headers }: Answer) => headers.get('content-type');
  expect(answers.filter(([, answer]) => !TYPES.includes(typeOf(answer))).map(([path]) => path)).toEqual([]);
  const types = answers.map(([, answer]) => typeOf(answer));
  expect(TYPES.filter((type) => type !== null && !types.includes(type))).toEqual([]);
  const untyped = answers.filter(([, answer]) => typeOf(answer) === null);
  expect(untyped.filter(([, { text }]) => text !== '').map(([path]) => path)).toEqual([]);
});

it('every cookie is Secure, HttpOnly, SameSite and of this host alone, and browsers keep it', () => {
  const lines = answers.flatMap(([, { headers }]) => headers.getSetCookie());
  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines) {
    const cookie = parseSetCookie(line);
    expect(cookie).toMatchObject({ secure: true, httpOnly: true, sameSite: 'lax', path: '/' });
    expect(cookie.domain).toBeUndefined();
    expect(Buffer.byteLength(line.split(';', 1)[0] ?? '')).toBeLessThanOrEqual(4096);
    expect(cookie.name).toMatch(/^__Host-/);
  }
});

it('no answer has an access token in it, neither in its text nor in its headers', () => {
  for (const [path, { text, headers }] of answers) {
    expect([path, `${text}${JSON.stringify([...headers])}`.match(/access-[a-z]+-/)]).toEqual([path, null]);
  }
});

it('no file is served but the public ones', () => {
  const asked = answers.filter(([path]) => /^\/(\.env|\.git|package|css|icons)/.test(path));
  expect(asked.map(([, { status }]) => status)).toEqual([404, 404, 404, 404, 404]);
});

it('the navigation of somebody with a bank leads to the pages that tests go through', () => {
  const [, dashboard] = answers.find(([path]) => path === '/dashboard') ?? [];
  const links = dashboard?.page('nav.pages a').toArray() ?? [];
  expect(links.map((link) => dashboard?.page(link).attr('href'))).toEqual(NAVIGATION_PAGES);
});

it('every page of somebody with a bank has the link to log out', () => {
  const pages: readonly string[] = NAVIGATION_PAGES;
  const without = answers.filter(
    ([path, { page }]) => pages.includes(path) && !page('a[href="/logout"]').length,
  );
  expect(without.map(([path]) => path)).toEqual([]);
});
