/** A book goes with the last bank, whichever way that ends, and not before. */

import { afterAll, describe, expect, it } from 'vitest';
import type { Client } from '../../support/client.ts';
import { disconnectBank, logOut } from '../../support/disconnect.ts';
import { giveBank } from '../../support/give-bank.ts';
import { giveBook } from '../../support/give-book.ts';
import { noticesOf } from '../../support/pages.ts';
import { startTestApp } from '../../support/test-app.ts';

const DAY = 86_400_000;
const TEXT = 'call "SQ *BLUEBIRD" Bluebird Café\n';
let now = Date.parse('2026-05-20T12:00:00Z');
const app = await startTestApp({ now: () => new Date(now) });
afterAll(() => app.close());
const control = () => app.emulator.control;

/** A browser with a book, and with so many banks. */
function withBook(banks = 1): Client {
  const client = app.newClient();
  for (let count = 0; count < banks; count++) giveBank(app, client);
  giveBook(app, client, { text: TEXT });
  return client;
}

const hasBook = ({ jar }: Client) => [...jar.keys()].some((name) => name.startsWith('book-'));
const linesSeen = async (client: Client) =>
  JSON.parse((await client.get('/privacy.json')).text).inYourBrowser.book;

describe('the answer itself clears the book', () => {
  it.each<[string, (client: Client) => Promise<unknown>]>([
    ['log-out', (client) => logOut(client)],
    ['deleting everything', (client) => client.post('/delete-me')],
    [
      'deleting everything by the API',
      (client) =>
        client.send('/api/delete-me', { method: 'DELETE', headers: { 'sec-fetch-site': 'same-origin' } }),
    ],
    ['disconnecting the last bank', (client) => disconnectBank(client)],
  ])('of %s', async (_, end) => {
    const client = withBook();
    expect(await linesSeen(client)).toEqual([TEXT.trimEnd()]);
    await end(client);
    expect([client.bankCookies, hasBook(client)]).toEqual([[], false]);
    // Nothing is said of it afterwards: whoever pressed the button was asked.
    expect(noticesOf(await client.get('/privacy'))).toEqual([]);
  });

  it('of clearing bank cookies that cannot be read, where there is no other', async () => {
    const client = withBook(0);
    client.jar.set('bank-abcdef', 'x');
    expect(await linesSeen(client)).toEqual([TEXT.trimEnd()]);
    const before = await client.get('/');
    expect(before.page('#unreadable').text()).toContain('Your book, with its one line, is deleted as well');
    expect(before.page('#unreadable a[href="/book.txt"]')).toHaveLength(1);
    await client.post('/banks/unreadable/remove');
    expect([client.bankCookies, hasBook(client)]).toEqual([[], false]);
    expect(noticesOf(await client.get('/'))).toEqual([
      'One cookie that could not be used was removed from this browser.',
      'No bank is left in this browser, so your book was removed from it as well. If you have it as a file, you can upload it.',
    ]);
  });

  it('of the first request after the last bank was over, and the page says so', async () => {
    const client = withBook();
    now += DAY;
    const page = await client.get('/');
    expect([client.bankCookies, hasBook(client)]).toEqual([[], false]);
    expect(noticesOf(page)).toEqual([
      expect.stringMatching(/^No bank is connected in this browser any more/),
    ]);
    expect(noticesOf(await client.get('/'))).toEqual([]);
  });
});

describe('the book stays', () => {
  it.each<[string, (client: Client) => Promise<unknown>]>([
    ['one of two banks is disconnected', (client) => disconnectBank(client)],
    [
      'an unreadable bank is removed beside one that is there',
      (client) => client.post('/banks/unreadable/remove'),
    ],
  ])('where %s', async (_, end) => {
    const client = withBook(2);
    client.jar.set('bank-abcdef', 'x');
    expect((await client.get('/banks')).page('#unreadable').text()).not.toContain('is deleted as well');
    await end(client);
    expect(await linesSeen(client)).toEqual([TEXT.trimEnd()]);
    expect(noticesOf(await client.get('/privacy')).join()).not.toContain('your book');
  });

  it.each(['/logout', '/delete-me'])(
    'where Plaid does not confirm the end that POST %s asks for',
    async (path) => {
      const client = withBook();
      const mend = control().inject({ kind: 'html' }, { path: '/item/remove' });
      await client.post(path);
      mend();
      expect(client.bankCookies).toHaveLength(1);
      expect(await linesSeen(client)).toEqual([TEXT.trimEnd()]);
    },
  );

  it('where Plaid does not confirm that the last bank is over', async () => {
    const client = withBook();
    const mend = control().inject({ kind: 'html' }, { path: '/item/remove' });
    now += DAY;
    await client.get('/');
    expect([client.bankCookies.length, hasBook(client)]).toEqual([1, true]);
    mend();
    await client.get('/');
    expect([client.bankCookies.length, hasBook(client)]).toEqual([0, false]);
  });
});

it('a book that cannot be read is told once, on the next page, and the banks stay', async () => {
  const client = withBook();
  client.jar.set('book-entire', 'v1.forged.AAAA');
  expect(noticesOf(await client.get('/dashboard'))).toEqual([
    'Your book could not be read, and was removed from this browser. If you have it as a file, you can upload it.',
  ]);
  expect([client.bankCookies.length, hasBook(client)]).toEqual([1, false]);
  expect(noticesOf(await client.get('/dashboard'))).toEqual([]);
});

it('a request that answered too late to know of log-out brings back nothing for long', async () => {
  const client = withBook();
  const late = client.copy();
  await logOut(client);
  for (const [name, value] of late.jar) if (name.startsWith('book-')) client.jar.set(name, value);
  await client.get('/');
  expect(hasBook(client)).toBe(false);
});

it('a book that is over stays while our clock is wrong, and is there again when it is right', async () => {
  let ahead = 0;
  const wrong = await startTestApp({ emulator: app.emulator, now: () => new Date(now + ahead) });
  const client = wrong.newClient();
  giveBank(wrong, client);
  giveBook(wrong, client, { text: TEXT });
  ahead = 200 * DAY;
  expect(noticesOf(await client.get('/'))).toEqual([]);
  ahead = 0;
  expect(await linesSeen(client)).toEqual([TEXT.trimEnd()]);
  await wrong.close();
});
