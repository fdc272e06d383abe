/** Downloading the book and uploading it: text and files, what is refused, and what a person sees before it is saved. */

import { afterAll, describe, expect, it } from 'vitest';
import { readText } from '../../source-files.ts';
import type { Answer, Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { noticesOf } from '../../support/pages.ts';
import { startTestApp } from '../../support/test-app.ts';
import { linesOf, uploadBook, withFile } from './book-forms.ts';

const app = await startTestApp({ now: () => new Date('2026-05-20T12:00:00Z') });
afterAll(() => app.close());

function newPerson(): Client {
  const client = app.newClient();
  giveBank(app, client);
  return client;
}

const refusalOf = ({ page }: Answer) => page('main .wrong').text().trim();
const KB = 1024;
const HAND_WRITTEN = `\ufeff#   my own book, typed on a phone
rate EUR 1.08 USD
  own  “Our house”   property 420000.00 USD 2026-04-01   # since spring
file "BLUEBIRD" under Food & fun
call "sq *bluebird" "Bluebird Café" out on "Everyday Checking"

count "ann rent share" as transfer in
recurring "Streamlet" ended
target FOOD_AND_DRINK 600.00 USD
`;
/** The same as the app writes it: by kind, then by what it is about. */
const CANONICAL = [
  'file "BLUEBIRD" under Food & fun',
  'call "sq *bluebird" Bluebird Café out on "Everyday Checking"',
  'count "ann rent share" as transfer in',
  'recurring "Streamlet" ended',
  'target FOOD_AND_DRINK 600 USD',
  'own "Our house" property 420000 USD 2026-04-01',
  'rate EUR 1.08 USD',
];

describe('a book', () => {
  it.each([
    ['a text', (client: Client) => client.post('/book/import', { book: HAND_WRITTEN })],
    ['a file', (client: Client) => client.send('/book/import', withFile(HAND_WRITTEN))],
    [
      'a file with lines as on Windows',
      (client: Client) => client.send('/book/import', withFile(HAND_WRITTEN.replaceAll('\n', '\r\n'))),
    ],
  ])('is uploaded as %s: shown first, and taken in when that is confirmed', async (_, send) => {
    const client = newPerson();
    const shown = await send(client);
    expect([shown.status, refusalOf(shown)]).toEqual([200, '']);
    expect(shown.page('main').text()).toContain('It would add 7 lines.');
    expect(shown.page('.not-understood')).toHaveLength(0);
    expect(await linesOf(client)).toEqual([]);
    const kept = await client.press(shown, 'Save');
    expect([kept.status, kept.location]).toEqual([303, '/book']);
    expect(await linesOf(client)).toEqual(CANONICAL);
    expect(noticesOf(await client.get('/book'))).toEqual(['Your book was updated: 7 lines added.']);
  });

  it('that is downloaded comes back byte for byte, as a file to keep', async () => {
    const client = newPerson();
    await uploadBook(client, HAND_WRITTEN);
    const file = await client.get('/book.txt');
    expect(file.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="book-2026-05-20.txt"');
    expect(file.text.startsWith('# Ledgerless book 1\n')).toBe(true);
    const other = newPerson();
    await client.post('/logout');
    await other.press(await other.send('/book/import', withFile(file.text)), 'Save');
    expect((await other.get('/book.txt')).text).toBe(file.text);
    const again = await other.send('/book/import', withFile(file.text));
    expect(again.page('main').text()).toContain('nothing would change');
    expect(again.page('main form')).toHaveLength(0);
  });

  it('is merged line by line: new ones beside, the same in place of the old, which is shown', async () => {
    const client = newPerson();
    await uploadBook(client, 'rate EUR 1.08 USD\ntarget TRAVEL 100 USD\nfile "heron" under Treats');
    const shown = await client.post('/book/import', {
      book: 'rate EUR 1.10 USD\ntarget TRAVEL 100 USD\nrate GBP 1.3 USD',
    });
    const text = shown.page('main').text().replaceAll(/\s+/g, ' ');
    expect(text).toContain('It would add 1 line and replace 1 line. 1 line of it is in your book already.');
    expect(text).toMatch(/1 EUR is 1\.10 USD ?Until now: 1 EUR is 1\.08 USD/);
    await client.press(shown, 'Save');
    expect((await linesOf(client)).map((line) => line.split(' ')[0])).toEqual([
      'file',
      'target',
      'rate',
      'rate',
    ]);
  });

  it('names each line that is not understood by its number, and takes in the others', async () => {
    const client = newPerson();
    const shown = await client.send(
      '/book/import',
      withFile('# Ledgerless book 1\nrate EUR 1.08 USD\nfile heron\n\nrate <b>1</b>\n'),
    );
    const rows = shown.page('.not-understood li').toArray();
    expect(rows.map((row) => shown.page(row).find('strong').text())).toEqual(['Line 3:', 'Line 5:']);
    expect(rows.map((row) => shown.page(row).find('bdi').text())).toEqual(['file heron', 'rate <b>1</b>']);
    await client.press(shown, 'Save');
    expect(await linesOf(client)).toEqual(['rate EUR 1.08 USD']);
  });

  it('has no figure of a later day than tomorrow', async () => {
    const client = newPerson();
    const own = (name: string, day: string) => `own "${name}" cash 5 USD ${day}`;
    const days = [own('Today', '2026-05-20'), own('Tomorrow', '2026-05-21'), own('Later', '2026-05-22')];
    const shown = await client.post('/book/import', { book: days.join('\n') });
    expect(shown.page('.not-understood li').text()).toMatch(/Line 3:.*in the future/);
    await client.press(shown, 'Save');
    expect(await linesOf(client)).toEqual(days.slice(0, 2));
  });

  it('shows no amount while amounts are hidden, not even in a line that is not understood', async () => {
    const client = newPerson();
    await client.post('/preferences', { hidden: 'yes' });
    const book = 'own "House" property 424242 USD 2026-04-01\nown "Boat" boat 353535 USD 2026-04-01\n';
    const { page } = await client.post('/book/import', { book });
    expect(page('.not-understood li')).toHaveLength(1);
    expect(page('.not-understood').text()).toContain('Line 2:');
    expect(page('main').text()).not.toMatch(/424[., ]?242|353[., ]?535/);
  });

  it('in the README is understood whole', async () => {
    const [, block = ''] = /```text\n(# Ledgerless book 1[\s\S]*?)```/.exec(readText('README.md')) ?? [];
    // Its figure of a house is of a later day than the clock of the other tests.
    const later = await startTestApp({ now: () => new Date('2026-11-02T12:00:00Z') });
    const client = later.newClient();
    giveBank(later, client);
    const shown = await client.post('/book/import', { book: block });
    await later.close();
    expect(block.trim().split('\n')).toHaveLength(8);
    expect(shown.page('main').text()).toContain('It would add 7 lines.');
    expect(shown.page('.not-understood')).toHaveLength(0);
  });
});

/** As little or as much as makes the case: what is sent, the status, and a word of the sentence. */
const REFUSED: Readonly<Record<string, readonly [RequestInit, number, RegExp]>> = {
  'an empty file': [withFile(''), 400, /No file was chosen/],
  'no field of that name': [form('other=1'), 400, /No file was chosen/],
  'a picture': [
    withFile(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'a.png'),
    400,
    /not plain text/,
  ],
  'text in UTF-16': [withFile(Buffer.from('\ufeffrate EUR 1 USD', 'utf16le')), 400, /not plain text/],
  'text in Latin-1': [withFile(Buffer.from('call "a" Caf\xe9', 'latin1')), 400, /not plain text/],
  'a part in Latin-1 behind base64': [
    {
      method: 'POST',
      body: [
        '--x',
        'Content-Disposition: form-data; name="book"; filename="a"',
        'Content-Type: text/plain',
        'Content-Transfer-Encoding: base64',
        '',
        Buffer.from('call "a" Caf\xe9', 'latin1').toString('base64'),
        '--x--',
        '',
      ].join('\r\n'),
      headers: typed('multipart/form-data; boundary=x'),
    },
    400,
    /not plain text/,
  ],
  'text in which a sign already stands for what was lost': [
    withFile('call "a" Caf\ufffd'),
    400,
    /not plain text/,
  ],
  'a zero byte': [withFile('rate EUR 1 USD\n\0'), 400, /not plain text/],
  'malformed UTF-8 in an address-like form': [form('book=rate+EUR+%E9'), 400, /not plain text/],
  'more than 64 KB': [withFile(`# ${'x'.repeat(64 * KB)}`), 413, /at most 64 KB/],
  'more than any form can hold': [withFile('x'.repeat(600 * KB)), 413, /at most 64 KB/],
  'more than 64 KB as text': [form(`book=${'%23'.repeat(65 * KB)}`), 413, /at most 64 KB/],
  'nothing but nonsense': [withFile('hello\nworld\n'), 400, /No line of it was understood/],
  'comments alone': [withFile('# hello\n'), 400, /It has no lines/],
  'a book of another version': [withFile('# Ledgerless book 2\nrate EUR 1 USD'), 400, /No line of it/],
  'a form without its boundary': [
    { ...withFile('rate EUR 1 USD'), body: 'x', headers: typed('multipart/form-data') },
    400,
    /could not be read/,
  ],
  'a form that ends half-way': [
    {
      method: 'POST',
      body: '--x\r\nContent-Disposition: form-data; name="book"; filename="a"\r\n\r\nrate EUR 1 USD',
      headers: typed('multipart/form-data; boundary=x'),
    },
    400,
    /could not be read/,
  ],
  'a body of another type': [
    { method: 'POST', body: '{}', headers: typed('application/json') },
    400,
    /could not be read/,
  ],
  'no body': [{ method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } }, 400, /could not be read/],
};

function form(body: string): RequestInit {
  return { method: 'POST', body, headers: typed('application/x-www-form-urlencoded') };
}

function typed(type: string): Record<string, string> {
  return { 'content-type': type, 'sec-fetch-site': 'same-origin' };
}

it.each(Object.entries(REFUSED))(
  '%s is refused with a sentence, and changes nothing',
  async (_, [init, status, sentence]) => {
    const client = newPerson();
    await uploadBook(client, 'rate GBP 1.3 USD');
    const answer = await client.send('/book/import', init);
    expect(answer.status).toBe(status);
    expect(refusalOf(answer)).toMatch(sentence);
    expect(answer.page('main form')).toHaveLength(0);
    expect(await linesOf(client)).toEqual(['rate GBP 1.3 USD']);
  },
);

it.each(['/book/import/', '/BOOK/IMPORT'])(
  '%s is the same address, for a file of 40 KB as well',
  async (address) => {
    const client = newPerson();
    const shown = await client.send(address, withFile(`rate EUR 1.08 USD\n# ${'x'.repeat(40 * KB)}\n`));
    expect(shown.page('main').text()).toContain('It would add 1 line.');
    await client.press(shown, 'Save');
    expect(await linesOf(client)).toEqual(['rate EUR 1.08 USD']);
  },
);

it('a compressed body is refused, and one from another site', async () => {
  const client = newPerson();
  const sent = withFile('rate EUR 1 USD');
  const gzip = await client.send('/book/import', {
    ...form('book=x'),
    headers: { ...typed('application/x-www-form-urlencoded'), 'content-encoding': 'gzip' },
  });
  expect(gzip.status).toBe(415);
  const foreign = await client.send('/book/import', { ...sent, headers: { 'sec-fetch-site': 'cross-site' } });
  expect(foreign.status).toBe(403);
});

it('a text with more lines than a book has room for takes in those that fit, and names the others', async () => {
  const client = newPerson();
  const rules = Array.from({ length: 205 }, (_, at) => `count "shop${at}" as nothing`);
  const shown = await client.send('/book/import', withFile(rules.join('\n')));
  expect(shown.page('.not-understood li')).toHaveLength(5);
  expect(shown.page('.not-understood').text()).toContain('200 rules');
  await client.press(shown, 'Save');
  expect(await linesOf(client)).toHaveLength(200);
  const more = await client.post('/book/import', { book: 'count "another" as nothing' });
  const refused = await client.press(more, 'Save');
  expect(refused.status).toBe(400);
  expect(refusalOf(refused)).toContain('200 rules');
  expect(refused.page('.wrong a').attr('href')).toBe('/book.txt');
  expect(await linesOf(client)).toHaveLength(200);
});

it('a thousand lines of nonsense are counted, and not all printed', async () => {
  const shown = await newPerson().send('/book/import', withFile('nonsense\n'.repeat(1000)));
  expect(shown.page('.not-understood li')).toHaveLength(50);
  expect(shown.page('.not-understood').text()).toContain('950 lines more');
});

it('nothing of a book is logged', async () => {
  const client = newPerson();
  await uploadBook(
    client,
    'file "secretword" under Secretword\nown "Secretword" cash 1234567 USD 2026-04-01',
  );
  await client.get('/book');
  await client.get('/book/line?kind=file&text=secretword&words=Secretword&show=yes');
  await client.post('/book/line', { kind: 'call', text: 'secretword', name: '"' });
  await client.send('/book/import', withFile('secretword'));
  expect(app.logLines.join('')).not.toMatch(/secretword|1234567/i);
});

describe('log-out and the last bank', () => {
  const LINE = 'rate EUR 1.08 USD';
  const bookOf = ({ page }: Answer) => page('main a[href="/book.txt"]').length;

  it('say that the book is deleted as well, and offer the file', async () => {
    const client = newPerson();
    const [first = ''] = client.bankCookies;
    const disconnect = `/banks/${first.replace('bank-', '')}/disconnect`;
    for (const path of ['/logout', disconnect]) expect(bookOf(await client.get(path)), path).toBe(0);
    await uploadBook(client, LINE);
    for (const path of ['/logout', disconnect]) expect(bookOf(await client.get(path)), path).toBe(1);
    giveBank(app, client, { institutionId: 'ins_900002' });
    expect(bookOf(await client.get('/logout'))).toBe(1);
    expect(bookOf(await client.get(disconnect))).toBe(0);
  });
});
