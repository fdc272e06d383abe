import { afterAll, expect, it } from 'vitest';
import { giveBank } from '../support/give-bank.ts';
import { giveBook } from '../support/give-book.ts';
import { startTestApp } from '../support/test-app.ts';

const app = await startTestApp();
afterAll(() => app.close());
const client = app.newClient();
giveBank(app, client);
giveBook(app, client, [
  { kind: 'call', match: { text: 'bluebird', direction: null, account: null }, name: 'Café' },
]);

const { page } = await client.get('/dashboard');
const PAGES = page('nav.pages a')
  .toArray()
  .map((link) => page(link).attr('href') ?? '')
  .filter((href) => href !== '/logout');

it('names every page of somebody with a bank and a book', () => {
  expect(PAGES.length).toBeGreaterThan(9);
});

it.each(PAGES)('marks %s as the page that is open, and no other', async (href) => {
  const { page } = await client.get(href);
  const marked = page('nav.pages [aria-current=page]').toArray();
  expect(marked.map((link) => page(link).attr('href'))).toEqual([href]);
});

it.each(['/', '/logout'])('marks no page on %s, which is none of them', async (path) => {
  const { page } = await client.get(path);
  expect(page('nav.pages a').length).toBeGreaterThanOrEqual(PAGES.length);
  expect(page('nav.pages [aria-current]')).toHaveLength(0);
});
