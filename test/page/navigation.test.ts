/** The navigation: each page is marked in it, and no other. */

import { afterAll, expect, it } from 'vitest';
import { parseBook } from '../../src/finance/book/text.ts';
import { giveBank } from '../support/give-bank.ts';
import { giveBook } from '../support/give-book.ts';
import { NAVIGATION_PAGES } from '../support/navigation-pages.ts';
import { startTestApp } from '../support/test-app.ts';

const app = await startTestApp();
afterAll(() => app.close());
const client = app.newClient();
giveBank(app, client);
giveBook(app, client, parseBook('rate EUR 1.08 USD').lines);

async function marked(path: string): Promise<(string | undefined)[]> {
  const { page } = await client.get(path);
  return page('nav [aria-current="page"]')
    .toArray()
    .map((link) => page(link).attr('href'));
}

it.each(NAVIGATION_PAGES)('%s is marked where it is open', async (path) => {
  expect(await marked(path)).toEqual([path]);
});

it.each([
  ['/book', '/book'],
  ['/book/line?kind=file', '/book'],
  ['/transactions?category=TRAVEL', '/transactions'],
])('%s is marked as a part of %s', async (path, part) => {
  expect(await marked(path)).toEqual([part]);
});

it.each(['/', '/logout'])('none is marked at %s', async (path) => {
  expect(await marked(path)).toEqual([]);
});
