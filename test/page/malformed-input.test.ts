/** Addresses, forms and cookies that no page of ours leads to: each is answered with a whole page. */

import { afterAll, describe, expect, it } from 'vitest';
import { giveBank } from '../support/give-bank.ts';
import { NAVIGATION_PAGES } from '../support/navigation-pages.ts';
import { startTestApp } from '../support/test-app.ts';

const PAGES = ['/', ...NAVIGATION_PAGES, '/book', '/book/line'];
const FILES = [
  '/book.txt',
  '/net-worth.csv',
  '/upcoming.ics',
  '/transactions.csv',
  '/transactions.json',
  '/transactions.ofx',
  '/transactions.qif',
];

const QUERIES = [
  'days=-1&min=abc&page=999999',
  'days[]=30&days[]=90&months[0]=12&q[a]=b&page[]=2',
  'days=30&days=90&months=3&months=24&q=a&q=b',
  'days=1e309&months=Infinity&page=-0',
  'months=-1',
  'month=2026-99&month[]=2026-11&amounts[]=yes&alarm=%00',
  'q=%F0%9F%92%B8%20%F0%9F%91%A9%E2%80%8D%F0%9F%91%A9%E2%80%8D%F0%9F%91%A7',
  'q=%3Cscript%3Ealert(1)%3C/script%3E&account=%3Cscript%3E&category=%3Cscript%3E',
  'q=%E0%A4%A&from=%&to=%ZZ',
  'q=%00%0D%0ASet-Cookie:%20a=b',
  'q=%ED%A0%BD&account=%FF%FE',
  'from=2026-13-45&to=0000-00-00',
  'from=9999-12-31&to=0001-01-01&days=730',
  `q=${'a'.repeat(300)}`,
  'constructor=1&__proto__=2&toString=3&__proto__[isHidden]=yes',
];

const WRONG_PATHS = [
  '/dashboards',
  '/transactions/1',
  '/transactions.xml',
  '/transactions.csv/../../.env',
  '/..%2f..%2fetc%2fpasswd',
  '/%00',
  '/%',
  '/%E0%A4%A',
  '//evil.example/',
  '/banks/nobody/disconnect',
  '/disconnect/nonsense',
  '/%F0%9F%92%B8',
  '/<script>',
  '/index.php?id=1%27%20OR%201=1',
  '/.git/config',
  '/views/pages/home.ejs',
];

const app = await startTestApp();
app.emulator.control.canary('<script>alert(💸)</script>');
const client = app.newClient();
// Few rows: every page is read for every query.
giveBank(app, client, { transactions: 60 });
giveBank(app, client, { institutionId: 'ins_900005', daysRequested: 60 });
afterAll(() => app.close());

describe.each(PAGES)('%s', (path) => {
  it.each(QUERIES)('answers ?%s with a whole page that says what it is', async (query) => {
    const { status, text, page } = await client.get(`${path}?${query}`);
    expect(status).toBe(200);
    expect(page('h1').text().trim()).not.toBe('');
    expect(text).toMatch(/<\/html>\s*$/);
    expect(page('script')).toHaveLength(0);
    expect(text).not.toContain('<script');
    expect(text).not.toMatch(/\b(undefined|NaN|Infinity|\[object|Invalid Date)\b/);
  });
});

it('decodes what stands in an address once, and never again', async () => {
  const twice = encodeURIComponent(encodeURIComponent('<b>"&+'));
  const { page } = await client.get(`/transactions?q=${twice}`);
  expect(page('input[name=q]').attr('value')).toBe('%3Cb%3E%22%26%2B');
});

describe.each(FILES)('%s', (path) => {
  it.each(QUERIES)('answers ?%s with a file, or the page that says why not', async (query) => {
    const { status, text, location } = await client.get(`${path}?${query}`);
    // Only a list has a filter that can be wrong.
    const isFaulty =
      path.startsWith('/transactions') && /(min|from|to)=(abc|%|2026-13-45|0000-00-00|0001)/.test(query);
    expect(status).toBe(isFaulty ? 303 : 200);
    if (isFaulty) expect(location).toMatch(/^\/transactions\?/);
    expect(text).not.toMatch(/\b(NaN|Infinity|\[object|Invalid Date)\b/);
  });
});

it.each(WRONG_PATHS)('answers %s with a page that leads on', async (path) => {
  for (const someone of [client, app.newClient()]) {
    // As part of a whole address it is sent unchanged.
    const { status, page } = await someone.get(`${app.url}${path}`);
    expect([400, 403, 404, 405]).toContain(status);
    expect(page('h1').text()).not.toBe('');
    expect(page('main a').attr('href')).toMatch(/^\//);
  }
});

it('says so when an address is too long, a form too large, or a method unknown', async () => {
  const answers = [
    [414, await client.get(`/transactions?q=${'x'.repeat(9_000)}`)],
    [413, await client.post('/preferences', { theme: 'x'.repeat(50_000) })],
    [405, await client.send('/dashboard', { method: 'PUT' })],
  ] as const;
  for (const [status, answer] of answers) {
    expect(answer.status).toBe(status);
    expect(answer.page('h1').text()).not.toBe('');
  }
});

it('does not fail for cookies of any shape', async () => {
  for (const cookie of [
    '=',
    ';;;',
    'bank-a=b; bank-a=c',
    `session=${'x'.repeat(4_000)}`,
    'bank-%00=%E0%A4%A',
  ]) {
    for (const path of PAGES) {
      expect((await app.newClient().get(path, { cookie })).status, `${path} ${cookie}`).toBeLessThan(500);
    }
  }
});
