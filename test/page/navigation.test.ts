import { afterAll, expect, it } from 'vitest';
import { giveBank } from '../support/give-bank.ts';
import { giveBook } from '../support/give-book.ts';
import { NAVIGATION_PAGES } from '../support/navigation-pages.ts';
import { startTestApp } from '../support/test-app.ts';

const app = await startTestApp();
afterAll(() => app.close());
const client = app.newClient();
giveBank(app, client);
giveBook(app, client, [
  { kind: 'call', match: { text: 'bluebird', direction: null, account: null }, name: 'Café' },
]);
/** Of somebody who has a book as well. */
const PAGES = [...NAVIGATION_PAGES, '/book'];

async function navigationOn(path: string) {
  const { page } = await client.get(path);
  const links = page('nav.pages a').toArray();
  const hrefOf = (link: (typeof links)[number]) => page(link).attr('href') ?? '';
  const marked = links.filter((link) => page(link).attr('aria-current') === 'page');
  return { all: links.map(hrefOf), marked: marked.map(hrefOf) };
}

it('leads to every page of somebody with a bank and a book', async () => {
  expect((await navigationOn('/dashboard')).all.toSorted()).toEqual(PAGES.toSorted());
});

it.each(PAGES)('marks %s as the page that is open, and no other', async (path) => {
  expect((await navigationOn(path)).marked).toEqual([path]);
});

it.each(['/', '/logout'])('marks none of its pages on %s', async (path) => {
  expect((await navigationOn(path)).marked).toEqual([]);
});
