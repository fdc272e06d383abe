/** `?plain`: what every page, file and answer of the API is without the person's book, asked for by somebody who has one. */

import { load } from 'cheerio';
import { afterAll, expect, it } from 'vitest';
import { ROUTES } from '../routes/table.ts';
import type { Answer } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { giveBook } from '../support/give-book.ts';
import { EVERY_KIND } from '../support/sample-book.ts';
import { startTestApp } from '../support/test-app.ts';
import { comparable } from '../without-book/answers.ts';

const app = await startTestApp({ now: () => new Date('2026-05-20T12:00:00Z') });
const nobodys = app.newClient();
for (const institutionId of ['ins_900001', 'ins_900002', 'ins_900005'])
  giveBank(app, nobodys, { institutionId, daysRequested: 200 });
const owner = nobodys.copy();
giveBook(app, owner, EVERY_KIND);
afterAll(() => app.close());

/** Every route that reads anything of a bank for somebody. */
const READING = Object.entries(ROUTES)
  .filter(([name, { calls, path }]) => name.startsWith('GET ') && calls && !path && !name.includes(':'))
  .map(([name]) => name.slice('GET '.length));

const addresses = [
  ...READING,
  ...['/dashboard?days=365', '/spending?months=24', '/net-worth?months=24', '/transactions?days=365&q=e'],
  ...[
    '/transactions?category=FOOD_AND_DRINK',
    '/transactions.csv?days=365',
    '/transactions.qif?counts=neither',
  ],
  ...['/api/transactions?days=365&category=FOOD_AND_DRINK', '/api/spending?months=24'],
];
const plainOf = (address: string, plain = 'plain=yes') =>
  `${address}${address.includes('?') ? '&' : '?'}${plain}`;

/** A file or an answer of the API byte for byte; a page without the notice and the way to the book itself. */
function readable({ headers, text }: Answer): string {
  if (!headers.get('content-type')?.startsWith('text/html')) return text;
  const page = load(text.replaceAll(/<a href="\/book">Book<\/a>\s*/g, ''));
  page('.left-out').remove();
  return comparable(page.html());
}

/** The accounts of a bank are what it tells. */
const SAME_WITH_BOOK = ['/banks'];

it('reads the list of what there is', () => {
  expect(READING).toEqual(
    expect.arrayContaining(['/dashboard', '/transactions.ofx', '/api/ahead', '/credit']),
  );
});

it.each(addresses)('%s is with ?plain as it is without a book, and says so', async (address) => {
  const without = await nobodys.get(address);
  expect(without.status).toBe(200);
  const plain = await owner.get(plainOf(address));
  expect(plain.status).toBe(200);
  expect(readable(plain)).toBe(readable(without));
  const isPage = plain.headers.get('content-type')?.startsWith('text/html') && address !== '/banks';
  expect(plain.page('.left-out a').attr('href')).toBe(isPage ? address : undefined);
  expect(readable(await owner.get(plainOf(address, 'plain')))).toBe(readable(plain));
  // Somebody without a book is told of none.
  const nobodysPlain = await nobodys.get(plainOf(address));
  expect(readable(nobodysPlain)).toBe(readable(without));
  expect(nobodysPlain.text).not.toContain('left-out');
  // And with the book it is something else, or this says nothing.
  const withBook = readable(await owner.get(address));
  if (!SAME_WITH_BOOK.includes(address)) expect(withBook).not.toBe(readable(without));
});

it('leaves the book in where the address says so', async () => {
  const [without, withBook] = [await nobodys.get('/transactions.csv'), await owner.get('/transactions.csv')];
  expect((await owner.get('/transactions.csv?plain=no')).text).toBe(withBook.text);
  expect((await owner.get('/transactions.csv?plain=no&plain=yes')).text).toBe(without.text);
});
