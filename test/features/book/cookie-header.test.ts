/** The Cookie header of a browser whose book is full: it never passes 8,000 bytes by what we set. */

import { createHash } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import type { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { noticesOf } from '../../support/pages.ts';
import { startTestApp } from '../../support/test-app.ts';
import { linesOf } from './book-forms.ts';

const MOST_BYTES = 8000;
const app = await startTestApp({ now: () => new Date('2026-05-20T12:00:00Z') });
afterAll(() => app.close());

/** Words that nothing repeats, so that they can hardly be deflated; the same at each run. */
const words = (index: number) =>
  createHash('sha256').update(String(index)).digest('hex').slice(0, 45).match(/.{15}/g)?.join(' ') ?? '';

async function checked(client: Client, sent: ReturnType<Client['get']>, what: string) {
  const answer = await sent;
  expect(client.cookies.length, what).toBeLessThanOrEqual(MOST_BYTES);
  return answer;
}

it.each([1, 12, 20])('beside %i banks it has room for the session, whatever is written', async (banks) => {
  const client = app.newClient();
  for (let count = 0; count < banks; count++) giveBank(app, client, { transactions: 40 });
  const write = (index: number, name = 'A name of some length') =>
    checked(client, client.post('/book/line', { kind: 'call', text: words(index), name }), `line ${index}`);

  // With the session gone, as when the browser was closed, nothing tells how much of it there will be.
  let count = 0;
  client.jar.delete('session');
  while ((await write(count)).status === 303 && count < 200) {
    count++;
    client.jar.delete('session');
  }
  expect(count).toBeGreaterThan(3);
  expect(count).toBeLessThan(200);
  expect(await linesOf(client)).toHaveLength(count);

  // Each replaced by another of its length, with and without looking at the page that offers to undo it.
  for (let index = 0; index < Math.min(count, 8); index++) {
    const answer = await write(index, 'A name of that length');
    if (answer.status !== 303) continue;
    const page = await checked(client, client.get('/privacy'), 'the next page');
    expect(noticesOf(page).at(-1)).toMatch(/^Saved in your book: /);
    await write(index, 'A name of some length');
  }
  const long = { kind: 'call', text: words(500), name: 'x'.repeat(40) };
  await checked(client, client.post('/book/line', long), 'a further one');
  const ids = (await client.get('/book')).page('#book form[action="/book/remove"] input[name=id]').toArray();
  for (const { attribs } of ids) {
    await checked(client, client.post('/book/remove', { id: attribs.value ?? '' }), 'removed');
  }
  expect(await linesOf(client)).toEqual([]);
});

it('what undoes a change leaves the session with the page that offered it', async () => {
  const client = app.newClient();
  giveBank(app, client, { transactions: 40 });
  await client.post('/book/line', { kind: 'call', text: words(1), name: 'x'.repeat(40) });
  const offer = await client.get('/privacy');
  const { length } = client.jar.get('session') ?? '';
  expect(offer.page('form[action="/book/undo"]')).toHaveLength(1);
  await client.get('/privacy');
  expect(client.jar.get('session')?.length).toBeLessThan(length - 100);
  await client.press(offer, 'Undo');
  expect(noticesOf(await client.get('/privacy'))).toEqual([
    'This can no longer be undone: your book has changed since, or another page was opened.',
  ]);
});
