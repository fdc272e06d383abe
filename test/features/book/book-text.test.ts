/** Texts and amounts of the book on its pages: hostile ones, long ones, hidden ones, and rows without a name. */

import { afterAll, expect, it } from 'vitest';
import { lineFault } from '../../../src/finance/book/check.ts';
import { linksOfRecurring, linksOfRow, textForLine } from '../../../src/finance/book/links.ts';
import type { Answer } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { startTestApp } from '../../support/test-app.ts';
import { uploadBook } from './book-forms.ts';

const app = await startTestApp({ now: () => new Date('2026-05-20T12:00:00Z') });
afterAll(() => app.close());

const HOSTILE = "<img src=x onerror=a()>'</title>&amp;";
const LONG = 'Ærø'.repeat(13);

function newPerson() {
  const client = app.newClient();
  giveBank(app, client);
  return client;
}

function expectHarmless({ page, text }: Answer) {
  expect(page('img, script, [onerror]')).toHaveLength(0);
  expect(text).not.toContain('<img');
}

it('HTML in each text of a book is printed as text, in the list, forms, notices, questions and what is uploaded', async () => {
  const client = newPerson();
  const text = [
    `file "${HOSTILE}" under "${HOSTILE}" on "${HOSTILE}"`,
    `call "heron" "${HOSTILE}"`,
    `target "${HOSTILE}" 600 USD`,
    `own "${HOSTILE}" cash 5 USD 2026-04-01`,
    `recurring "${HOSTILE}" no`,
    `nonsense ${HOSTILE}`,
  ].join('\n');
  const shown = await client.post('/book/import', { book: text });
  expectHarmless(shown);
  expect(shown.page('.written').text()).toContain(HOSTILE);
  expect(shown.page('.not-understood li')).toHaveLength(1);
  await client.press(shown, 'Save');
  const list = await client.get('/book');
  expectHarmless(list);
  expect(list.page('#book .written li')).toHaveLength(5);
  for (const link of list.page('#book .written a').toArray()) {
    const form = await client.get(list.page(link).attr('href') ?? '');
    expectHarmless(form);
    expect(
      form
        .page('main input')
        .toArray()
        .map((input) => form.page(input).val()),
    ).toContain(HOSTILE);
  }
  expectHarmless(
    await client.get(
      `/book/line?${new URLSearchParams({ kind: 'call', text: 'heron', name: HOSTILE, show: 'yes' })}`,
    ),
  );
  const removed = list.page('#book button').first().attr('aria-label') ?? '';
  await client.press(list, removed);
  expectHarmless(await client.get('/book'));
  expectHarmless(await client.get('/logout'));
});

it('a name of the greatest length is whole in the list', async () => {
  const client = newPerson();
  await uploadBook(client, `own "${LONG}" other 99999999999.99 USD 2026-04-01`);
  expect((await client.get('/book')).page('#book .about-what').text()).toBe(LONG);
});

it('hidden amounts are on no page of the book, nor in a form or a notice; the file has them, and the page says so', async () => {
  const client = newPerson();
  await uploadBook(client, 'own "House" property 123457 USD 2026-04-01\ntarget TRAVEL 7654321 USD');
  await client.post('/preferences', { hidden: 'yes' });
  const list = await client.get('/book');
  const pages = [list];
  for (const link of list.page('#book .written a').toArray())
    pages.push(await client.get(list.page(link).attr('href') ?? ''));
  pages.push(await client.get('/logout'));
  const removed = list.page('#book button').first().attr('aria-label') ?? '';
  await client.press(list, removed);
  pages.push(await client.get('/book'));
  await client.press(pages.at(-1) as Answer, 'Undo');
  pages.push(await client.get('/book'));
  for (const { text } of pages) expect(text).not.toMatch(/123[.,\s]?457|7[.,]?654[.,]?321/);
  expect(list.page('#book').text()).toContain('•••••');
  expect(list.page('.book-file').text()).toContain('It has the amounts that are hidden here.');
  expect((await client.get('/book.txt')).text).toContain('123457');
  const preview = await client.get('/book/line?kind=count&text=heron&as=nothing&show=yes');
  const shown = preview
    .page('.preview .money')
    .toArray()
    .map((cell) => preview.page(cell).text());
  expect(new Set(shown)).toEqual(new Set(['•••••']));
});

it('a row without a word begins no line, and every text that begins one can stand in a line', () => {
  expect(linksOfRow(['***', ''])).toEqual([]);
  expect(linksOfRecurring(['—'], false)).toEqual([]);
  const names = [
    'SQ *"BLUE" HERON',
    `${'word '.repeat(60)}`,
    'x'.repeat(300),
    '\u202eevil\u0000name',
    'Cafe\u0301',
    '👩‍👩‍👧 shop',
    '¡Ñandú!',
  ];
  for (const name of names) {
    const text = textForLine([name]);
    expect(text, name).not.toBeNull();
    const match = { text: (text ?? '').normalize('NFC'), direction: null, account: null };
    expect(lineFault({ kind: 'call', match, name: 'Shop' }), name).toBeNull();
  }
  expect(textForLine(['***', 'BANK TEXT 12'])).toBe('BANK TEXT 12');
});

it('a recurring payment whose names differ at their ends begins with what they have in common', () => {
  const [link] = linksOfRecurring(['Films 0423', 'FILMS 0588'], true);
  expect(new URL(link?.href ?? '', 'http://a').searchParams.get('text')).toBe('Films');
  expect(linksOfRecurring(['Aa 1', 'Bb 2'], false)).toHaveLength(2);
});
