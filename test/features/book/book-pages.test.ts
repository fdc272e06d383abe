/** The pages of the book: a line of each kind is written, listed, edited, removed and brought back. */

import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { giveBook } from '../../support/give-book.ts';
import { noticesOf } from '../../support/pages.ts';
import { startTestApp } from '../../support/test-app.ts';
import { linesOf, uploadBook } from './book-forms.ts';

const app = await startTestApp({ now: () => new Date('2026-05-20T12:00:00Z') });
afterAll(() => app.close());

function newPerson(...institutions: readonly string[]) {
  const client = app.newClient();
  for (const institutionId of institutions.length > 0 ? institutions : ['ins_900001'])
    giveBank(app, client, { institutionId });
  return client;
}

const calls = () => app.emulator.control.calls().map(({ path }) => path);
const wrongOf = ({ page }: Answer) => page('main .wrong').text().trim();

/** By kind: what is typed, and the line that comes of it. */
const WRITTEN: readonly (readonly [kind: string, fields: Record<string, string>, line: string])[] = [
  ['file', { text: 'Blue Heron Coffee', category: 'TRAVEL' }, 'file "Blue Heron Coffee" under TRAVEL'],
  ['file', { text: 'Blue Heron', category: 'TRAVEL', words: 'Treats' }, 'file "Blue Heron" under Treats'],
  [
    'file',
    { text: 'Blue Heron', category: 'TRAVEL', direction: 'out', account: 'Everyday Checking' },
    'file "Blue Heron" under TRAVEL out on "Everyday Checking"',
  ],
  ['call', { text: 'SQ *"BLUE  HERON', name: ' Bluebird  Café ' }, 'call "SQ * BLUE HERON" Bluebird Café'],
  ['call', { text: 'Blue Heron', name: 'Time out' }, 'call "Blue Heron" "Time out"'],
  [
    'count',
    { text: 'ann rent share', as: 'transfer', direction: 'in' },
    'count "ann rent share" as transfer in',
  ],
  ['recurring', { text: 'Streamlet', is: 'ended' }, 'recurring "Streamlet" ended'],
  [
    'target',
    { category: 'FOOD_AND_DRINK', amount: '1,600.50', currency: 'usd' },
    'target FOOD_AND_DRINK 1600.50 USD',
  ],
  [
    'target',
    { category: 'TRAVEL', words: 'food AND drink', amount: '5', currency: 'USD' },
    'target FOOD_AND_DRINK 5 USD',
  ],
  [
    'own',
    { name: 'Student loan', of: 'loan', amount: '−5,000', currency: 'USD', day: '2026-05-21' },
    'own "Student loan" loan 5000 USD 2026-05-21',
  ],
  [
    'own',
    { name: 'Land', of: 'property', amount: '99,999,999,999,999', currency: 'JPY', day: '2026-05-21' },
    'own "Land" property 99999999999999 JPY 2026-05-21',
  ],
  ['target', { words: 'Pets', amount: '1000000000000', currency: 'USD' }, 'target Pets 1000000000000 USD'],
  ['target', { words: 'Pets', amount: '$40', currency: 'USD' }, 'target Pets 40 USD'],
  [
    'own',
    { name: 'Our house', of: 'property', amount: '420 000', currency: 'USD', day: '2026-04-01' },
    'own "Our house" property 420000 USD 2026-04-01',
  ],
  ['rate', { from: 'eur', rate: '1,08', to: 'USD' }, 'rate EUR 1.08 USD'],
];

it.each(WRITTEN)('a line of the kind %s is written as it was typed: %j', async (kind, fields, line) => {
  const client = newPerson();
  const answer = await client.post('/book/line', { kind, ...fields, back: '/transactions?q=heron' });
  expect([answer.status, answer.location]).toEqual([303, '/transactions?q=heron']);
  expect(await linesOf(client)).toEqual([line]);
  const page = await client.get('/book');
  expect(page.page('#book .written li')).toHaveLength(1);
  expect(noticesOf(page)[0]).toMatch(/^Saved in your book: /);
  const undone = await client.press(page, 'Undo');
  expect(undone.location).toBe('/book');
  expect(await linesOf(client)).toEqual([]);
});

it.each([
  ['Every', 'No account is called “Every”; yours are Everyday Checking ••4821'],
  ['Everyday Checking', ''],
  ['everyday checking ••4821', ''],
])('a line on the account %j says whether there is one', async (account, sentence) => {
  const query = new URLSearchParams({
    kind: 'count',
    text: 'Blue Heron',
    as: 'nothing',
    account,
    show: 'yes',
  });
  const { page } = await newPerson().get(`/book/line?${query}`);
  const told = page('.preview').text();
  expect(told).toContain(sentence);
  expect(told.includes('No account is called')).toBe(sentence !== '');
});

it('the field of a figure’s day ends tomorrow', async () => {
  const { page } = await newPerson().get('/book/line?kind=own');
  expect(page('input[name=day]').attr('max')).toBe('2026-05-21');
});

it('words of the person’s own for a category are spelt as the book has them', async () => {
  const client = newPerson();
  await client.post('/book/line', { kind: 'file', text: 'heron', words: 'Treats' });
  await client.post('/book/line', { kind: 'target', words: 'Treats!', amount: '4', currency: 'USD' });
  await client.post('/book/line', { kind: 'target', words: 'treats', amount: '5', currency: 'USD' });
  expect(await linesOf(client)).toEqual([
    'file "heron" under Treats',
    'target Treats 5 USD',
    'target Treats! 4 USD',
  ]);
});

/** What is refused, with a word of its sentence, and the field whose text must still be there. */
const REFUSED: readonly (readonly [fields: Record<string, string>, sentence: RegExp, kept: string])[] = [
  [{ kind: 'file', text: '"!"', category: 'TRAVEL' }, /letter or a digit/, 'text'],
  [{ kind: 'file', text: '', category: 'TRAVEL' }, /letter or a digit/, 'text'],
  [{ kind: 'file', text: 'x'.repeat(101), category: 'TRAVEL' }, /longer than 100/, 'text'],
  [{ kind: 'file', text: 'heron\u202e', category: 'TRAVEL' }, /cannot be seen/, 'text'],
  [{ kind: 'file', text: 'heron' }, /category is missing/, 'text'],
  [{ kind: 'file', text: 'heron', words: 'x'.repeat(41) }, /longer than 40/, 'words'],
  [{ kind: 'file', text: 'heron', words: 'NO_SUCH_THING' }, /not one of Plaid/, 'words'],
  [{ kind: 'file', text: 'heron', words: 'travel_flights' }, /Did you mean TRAVEL_FLIGHTS\?/, 'words'],
  [{ kind: 'target', category: 'INCOME', amount: '5', currency: 'USD' }, /is not spending/, 'amount'],
  [{ kind: 'target', words: 'Pets', amount: '9'.repeat(15), currency: 'USD' }, /too large/, 'amount'],
  [
    { kind: 'own', name: 'Car', of: 'vehicle', amount: '5', currency: 'USD', day: '2026-05-22' },
    /in the future/,
    'name',
  ],
  [{ kind: 'call', text: 'heron', name: '' }, /name is missing/, 'text'],
  [{ kind: 'call', text: 'heron', name: 'The "best"' }, /quotation mark/, 'name'],
  [{ kind: 'count', text: 'heron', as: 'everything' }, /what it counts as/, 'text'],
  [{ kind: 'recurring', text: 'heron', is: 'maybe' }, /has ended/, 'text'],
  [{ kind: 'target', category: 'TRAVEL', amount: 'lots', currency: 'USD' }, /digits/, 'amount'],
  [{ kind: 'target', category: 'TRAVEL', amount: '0', currency: 'USD' }, /more than zero/, 'amount'],
  [{ kind: 'target', category: 'TRAVEL', amount: '5.001', currency: 'USD' }, /digits/, 'amount'],
  [{ kind: 'target', category: 'TRAVEL', amount: '5', currency: 'dollars!' }, /currency/, 'currency'],
  [
    { kind: 'own', name: 'House', of: 'castle', amount: '5', currency: 'USD', day: '2026-04-01' },
    /what it is/,
    'name',
  ],
  [
    { kind: 'own', name: 'House', of: 'cash', amount: '-5', currency: 'USD', day: '2026-04-01' },
    /below zero/,
    'amount',
  ],
  [
    { kind: 'own', name: 'House', of: 'cash', amount: '5', currency: 'USD', day: '2026-02-30' },
    /The date/,
    'day',
  ],
  [{ kind: 'rate', from: 'EUR', rate: '0', to: 'USD' }, /more than zero/, 'rate'],
  [{ kind: 'rate', from: 'EUR', rate: '1e3', to: 'USD' }, /digits/, 'rate'],
  [{ kind: 'rate', from: 'USD', rate: '1,350', to: 'KRW' }, /Write 1350 or 1\.350/, 'rate'],
  [{ kind: 'rate', from: 'EUR', rate: '1', to: 'EUR' }, /two currencies/, 'to'],
];

it.each(REFUSED)('%j is refused in place, and what was typed is kept', async (fields, sentence, kept) => {
  const client = newPerson();
  const before = calls().length;
  const posted = await client.post('/book/line', fields);
  const shown = await client.get(`/book/line?${new URLSearchParams({ ...fields, show: 'yes' })}`);
  const isRule = ['file', 'call', 'count', 'recurring'].includes(fields.kind ?? '');
  for (const answer of isRule ? [posted, shown] : [posted]) {
    expect(answer.status).toBe(400);
    expect(wrongOf(answer)).toMatch(sentence);
    expect(answer.page(`main [name=${kept}]`).val()).toBe(fields[kept]);
  }
  expect(calls()).toHaveLength(before);
  expect(await linesOf(client)).toEqual([]);
});

describe('before it is saved', () => {
  it('a line shows how many transactions it changes, and five of them, and nothing is written', async () => {
    const client = newPerson();
    const list = await client.get('/transactions?q=blue+heron&days=730');
    const expected = list.page('.found strong').text();
    const { page, status } = await client.get(
      '/book/line?kind=file&text=blue+heron&category=TRAVEL&show=yes',
    );
    expect(status).toBe(200);
    expect(page('.preview').text()).toContain(`It changes ${expected} of the last two years.`);
    expect(page('.preview .entry')).toHaveLength(5);
    expect(page('.preview .entry .payee').first().text()).toContain('Blue Heron');
    expect(await linesOf(client)).toEqual([]);
  });

  it('a line is kept as it was shown: it is changed in the form, which is a press away', async () => {
    const client = newPerson();
    const typed = { kind: 'file', text: 'heron', words: 'Treats', direction: 'out', account: 'Nowhere' };
    const query = new URLSearchParams({ ...typed, back: '/spending' });
    const shown = await client.get(`/book/line?${query}&show=yes`);
    const seen = shown.page('main').find('input, select, textarea').not('[type=hidden]');
    expect(seen).toHaveLength(0);
    expect(shown.page('main form')).toHaveLength(1);
    const change = shown.page('main a').filter((_, link) => shown.page(link).text() === 'Change');
    const form = await client.get(change.attr('href') ?? '');
    const fieldOf = (name: string) => form.page(`main [name=${name}]`).val();
    expect(Object.fromEntries(Object.keys(typed).map((name) => [name, fieldOf(name)]))).toEqual(typed);
    expect(fieldOf('back')).toBe('/spending');
    const again = await client.press(form, 'Preview changes', { words: 'Sweets', account: '' });
    expect((await client.press(again, 'Save')).location).toBe('/spending');
    expect(await linesOf(client)).toEqual(['file "heron" under Sweets out']);
  });

  it('what another line decides does not count, and is said', async () => {
    const client = newPerson();
    await uploadBook(client, 'file "blue heron coffee" under Treats\n');
    const { page } = await client.get('/book/line?kind=file&text=heron&category=TRAVEL&show=yes');
    expect(page('.preview').text()).toContain('It changes no transaction of the last two years.');
    expect(page('.preview').text()).toMatch(/\d+ transactions have these words/);
    const same = await client.get('/book/line?kind=file&text=BLUE+heron+coffee&words=Sweets&show=yes');
    expect(same.page('.preview').text()).toContain(
      'It replaces this line: “blue heron coffee” is filed under Treats',
    );
    expect(same.page('.preview').text()).toMatch(/It changes \d+ transactions/);
  });

  /** By the book until now and what is asked for: the words of the newest row, the change first. */
  it.each([
    ['', 'kind=file&text=heron&words=Treats', 'Blue Heron Coffee', 'Food and drink → Treats'],
    [
      'file "heron" under Sweets\ncall "heron" Bird\n',
      'kind=file&text=heron&words=Treats',
      'Bird',
      'Sweets → Treats',
    ],
    ['call "heron" Bird\n', 'kind=call&text=heron&name=Birdie', 'Bird', '→ Birdie'],
    [
      'file "heron" under FOOD_AND_DRINK_COFFEE\n',
      'kind=file&text=heron&category=FOOD_AND_DRINK_RESTAURANT',
      'Blue Heron Coffee',
      'Coffee → Restaurant',
    ],
    [
      'count "heron" as income\n',
      'kind=count&text=heron&as=nothing',
      'Blue Heron Coffee',
      'Counted as income → Left out of totals',
    ],
  ])('with the book %j a row of %s is %s: %s', async (book, query, payee, change) => {
    const client = newPerson();
    if (book !== '') await uploadBook(client, book);
    const { page } = await client.get(`/book/line?${query}&show=yes`);
    const row = page('.preview .entry').first();
    expect(row.find('.payee').text()).toBe(payee);
    expect(row.find('.about span').first().text()).toBe(change);
    const categories = row
      .find('.about > span')
      .toArray()
      .map((one) => page(one).text());
    expect(categories).toContain(query.startsWith('kind=file') ? change : 'Food and drink');
  });

  it.each([
    [
      'Tunewell',
      /^It applies to \d+ transactions of the last two years, and to 2 recurring payments: (.+)\.$/,
    ],
    [
      'Streamlet',
      /^It applies to \d+ transactions of the last two years, and to 1 recurring payment: (.+)\.$/,
    ],
  ])('%s: a line about what recurs names all payments it is about', async (text, sentence) => {
    const client = newPerson();
    const { page } = await client.get('/recurring');
    const expected = page('.subscriptions .entries li')
      .toArray()
      .map((row) => page(row))
      .filter((row) => row.find('.payee').text().includes(text))
      .map((row) => row.find('.money').first().text().replace('−', '').trim());
    const query = `/book/line?kind=recurring&text=${text}&is=no&show=yes`;
    const shown = await client.get(query);
    const [, named = ''] = sentence.exec(shown.page('.preview p').eq(1).text().trim()) ?? [];
    expect(named).toBe(expected.map((amount) => `${text} (${amount} monthly)`).join(' and '));
    await client.post('/preferences', { hidden: 'yes' });
    const hidden = (await client.get(query)).page('.preview p').eq(1).text();
    expect(hidden).toContain(`${text} (monthly)`);
    expect(hidden).not.toContain(expected[0] ?? '');
  });

  it.each([
    ['Stonewick Home Loans', 'transfer', true],
    ['Stonewick Home Loans', 'nothing', true],
    ['Stonewick Home Loans', 'income', false],
    ['Streamlet', 'transfer', false],
    ['Blue Heron', 'transfer', false],
  ])('%s counted as %s: that it is still expected on the account is said: %s', async (text, as, isSaid) => {
    const client = newPerson();
    const query = new URLSearchParams({ kind: 'count', text, as, show: 'yes' });
    const { page } = await client.get(`/book/line?${query}`);
    const says = page('.preview').text().includes('the forecast for the account still expects it');
    expect(says).toBe(isSaid);
    const isAhead = async () => (await client.get('/ahead?month=2026-06')).page('main').text().includes(text);
    await uploadBook(client, `count "${text}" as ${as}\n`);
    if (isSaid) expect(await isAhead()).toBe(true);
  });

  it('a bank that cannot be read is named, and the others count', async () => {
    const client = newPerson('ins_900001', 'ins_900008');
    const { page } = await client.get('/book/line?kind=count&text=heron&as=nothing&show=yes');
    expect(page('.preview .partial').text()).toMatch(
      /^This is without .+, which could not be read just now\.$/,
    );
    expect(page('.preview').text()).toMatch(/It changes \d+ transactions/);
  });

  it('asks each bank for two years of transactions, and for nothing else', async () => {
    const client = newPerson();
    const callsOf = async (path: string) => {
      const before = calls().length;
      await client.get(path);
      return calls().slice(before);
    };
    const recurring = await callsOf('/recurring');
    expect(recurring.length).toBeGreaterThan(0);
    expect(await callsOf('/book/line?kind=recurring&text=heron&is=no&show=yes')).toEqual(recurring);
    expect(await callsOf('/book/line?kind=recurring&text=heron&is=no')).toEqual([]);
    expect(await callsOf('/book')).toEqual([]);
    await uploadBook(client, 'file "heron" under TRAVEL\n');
    expect(await callsOf('/book')).toEqual(recurring);
  });
});

describe('the list', () => {
  const TEXT = [
    'file "heron" under Treats',
    'call "no such merchant" Nobody',
    'recurring "Streamlet" no',
    'target FOOD_AND_DRINK 600 USD',
    'own "Our house" property 420000 USD 2026-04-01',
    'rate EUR 1.08 USD',
  ];

  it('has each line in plain words, with its effect, in the order of kinds', async () => {
    const client = newPerson();
    await uploadBook(client, TEXT.join('\n'));
    const { page } = await client.get('/book');
    const spent = await client.get('/transactions?category=FOOD_AND_DRINK&counts=spending&from=2026-05-01');
    const [inCents = 0, outCents = 0] = spent
      .page('.found dd.money')
      .toArray()
      .map((sum) => Number(spent.page(sum).text().replaceAll(/\D/g, '')));
    expect(outCents).toBeGreaterThan(100_00);
    const spentHere = `$${((outCents - inCents) / 100).toFixed(2)} this month`;
    const rows = page('#book .written li')
      .toArray()
      .map((row) => page(row));
    expect(rows.map((row) => row.find('.says').text().replaceAll(/\s+/g, ' ').trim())).toEqual([
      '“heron” is filed under Treats',
      '“no such merchant” is called Nobody',
      '“Streamlet” does not recur',
      'Food and drink at most $600.00 in a month',
      'Our house property, $420,000.00 on Apr 1, 2026',
      '1 EUR is 1.08 USD',
    ]);
    const effects = rows.map((row) => row.find('.effect').text().trim());
    expect(effects[0]).toMatch(/^\d{2,} transactions$/);
    expect(effects.slice(1)).toEqual([
      '0 transactions',
      expect.stringMatching(/^\d+ transactions$/),
      spentHere,
      '',
      '',
    ]);
    expect(page('.pages a[aria-current]').text()).toBe('Book');
  });

  it('parts what a line says from the transactions it is for', async () => {
    const client = newPerson();
    await uploadBook(client, 'file "heron" under Treats out on "Everyday Checking"');
    const { page } = await client.get('/book');
    expect(page('#book .says').text().replaceAll(/\s+/g, ' ')).toBe(
      '“heron” is filed under Treats, only money out, on Everyday Checking',
    );
  });

  it('edits a line in the place of the old one, also where it then speaks of something else', async () => {
    const client = newPerson();
    await uploadBook(client, TEXT.join('\n'));
    const list = await client.get('/book');
    const edit = list.page('#book .written a').first().attr('href') ?? '';
    expect(edit).not.toContain('heron');
    const form = await client.get(edit);
    expect(form.page('[name=text]').val()).toBe('heron');
    const shown = await client.press(form, 'Preview changes', { text: 'blue heron', words: 'Coffee' });
    const kept = await client.press(shown, 'Save');
    expect(kept.location).toBe('/book');
    expect((await linesOf(client))[0]).toBe('file "blue heron" under Coffee');
    expect(await linesOf(client)).toHaveLength(TEXT.length);
    await client.press(await client.get('/book'), 'Undo');
    expect(await linesOf(client)).toEqual(TEXT);
  });

  it.each([
    ['a new line', 'own "Cash" cash 70 USD 2026-04-01\n', ''],
    ['an edited one', 'own "Boat" cash 5 USD 2026-05-01\nown "Cash" cash 70 USD 2026-04-01\n', 'Boat'],
  ])('%s that speaks of what another speaks of says what it replaces', async (_, book, edited) => {
    const client = newPerson();
    await uploadBook(client, book);
    const fields = { name: 'CASH', of: 'cash', amount: '9', currency: 'USD', day: '2026-05-02' };
    const list = await client.get('/book');
    const link = list.page('#book .written a').filter(
      (__, one) =>
        list
          .page(one)
          .attr('aria-label')
          ?.includes(edited || '-') ?? false,
    );
    const form = await client.get(link.attr('href') ?? '/book/line?kind=own&back=/book');
    await client.press(form, 'Save', fields);
    expect(noticesOf(await client.get('/book')).at(-1)).toBe(
      'Saved in your book: CASH: cash. It replaces this line: Cash: cash.',
    );
    expect(await linesOf(client)).toEqual(['own "CASH" cash 9 USD 2026-05-02']);
  });

  it('removes each line by its own button, and each is brought back', async () => {
    const client = newPerson();
    await uploadBook(client, TEXT.join('\n'));
    const labels = (await client.get('/book'))
      .page('#book button')
      .toArray()
      .map((button) => button.attribs['aria-label'] ?? '');
    expect(labels).toHaveLength(TEXT.length);
    for (const [index, label] of labels.entries()) {
      await client.press(await client.get('/book'), label);
      expect(await linesOf(client)).toEqual(TEXT.filter((_, at) => at !== index));
      const page = await client.get('/book');
      expect(noticesOf(page)[0]).toMatch(/^Removed from your book: /);
      await client.press(page, 'Undo');
      expect(await linesOf(client)).toEqual(TEXT);
    }
  });

  it('brings it back from any page, and stays there', async () => {
    const client = newPerson();
    const fields = { kind: 'rate', from: 'EUR', rate: '2', to: 'USD' };
    for (const back of ['/transactions?q=blue+heron&days=90', '/spending', '/book']) {
      await client.post('/book/line', { ...fields, back });
      expect((await client.press(await client.get(back), 'Undo')).location).toBe(back);
    }
  });

  it.each(WRITTEN)(
    'tells no amount in the notices of a line of the kind %s, which may be hidden by then: %j',
    async (kind, fields) => {
      const client = newPerson();
      await client.post('/book/line', { kind, ...fields });
      const { id = '' } = {
        id: (await client.copy().get('/book')).page('input[name=id]').last().attr('value'),
      };
      await client.post('/book/remove', { id });
      const exported = JSON.parse((await client.get('/privacy.json')).text);
      const notices = noticesOf(await client.get('/privacy'));
      expect(notices).toHaveLength(2);
      expect(JSON.stringify(exported)).toContain('Saved in your book');
      const isAmount = kind === 'target' || kind === 'own';
      if (isAmount) expect(notices.join(' ')).not.toMatch(/\d/);
      expect(notices[0]).toBe(notices[1]?.replace('Removed from', 'Saved in'));
    },
  );

  it('says that it has more lines than it may have, while it has', async () => {
    const client = newPerson();
    giveBook(app, client, {
      text: `${Array.from({ length: 201 }, (_, at) => `count "shop ${at}" as nothing`).join('\n')}\n`,
    });
    const page = await client.get('/book');
    expect(page.page('.overfull').text()).toMatch(/^A book has room for 200 rules/);
    await client.press(page, page.page('#book button').first().attr('aria-label') ?? '');
    expect((await client.get('/book')).page('.overfull')).toHaveLength(0);
  });

  it('undoes the latest change alone: an older page’s button changes nothing', async () => {
    const client = newPerson();
    await client.post('/book/line', { kind: 'rate', from: 'EUR', rate: '2', to: 'USD' });
    const older = await client.get('/book');
    await client.post('/book/line', { kind: 'rate', from: 'GBP', rate: '3', to: 'USD' });
    await client.press(older, 'Undo');
    expect(await linesOf(client)).toEqual(['rate EUR 2 USD', 'rate GBP 3 USD']);
    expect(noticesOf(await client.get('/book')).at(-1)).toContain('can no longer be undone');
    expect((await client.post('/book/undo', { id: '' })).status).toBe(303);
    expect((await client.post('/book/remove', { id: 'nothing' })).status).toBe(303);
    expect(await linesOf(client)).toHaveLength(2);
  });

  it('says in two sentences what a book is where there is none', async () => {
    const { page } = await newPerson().get('/book');
    expect(page('.lead').text().split('. ')).toHaveLength(2);
    expect(page('.beginnings a')).toHaveLength(7);
    expect(page('.pages a[href="/book"]')).toHaveLength(0);
  });

  it('has its lines also where no bank can be read', async () => {
    const client = newPerson('ins_900008');
    await uploadBook(client, TEXT.join('\n'));
    const { page } = await client.get('/book');
    expect(page('section#book .written li')).toHaveLength(TEXT.length);
    expect(page('section#book .effect').text().trim()).toBe('');
  });
});

it('a book that is full refuses the next line with a sentence, the file, and what was typed', async () => {
  const client = newPerson();
  const rates = Array.from({ length: 20 }, (_, at) => `rate X${String.fromCharCode(65 + at)}A 2 USD`);
  await uploadBook(client, rates.join('\n'));
  const answer = await client.post('/book/line', { kind: 'rate', from: 'EUR', rate: '2', to: 'USD' });
  expect(answer.status).toBe(400);
  expect(wrongOf(answer)).toContain('20 rates');
  expect(answer.page('.wrong a').attr('href')).toBe('/book.txt');
  expect(answer.page('[name=from]').val()).toBe('EUR');
  expect(await linesOf(client)).toEqual(rates);
});

it('a line that cannot be removed for want of room stays, with a sentence that says what helps', async () => {
  const client = newPerson();
  const [one, other] = [client.copy(), client.copy()];
  // Nothing in a line repeats. One tab's lines fill most of a cookie, so that those of both do not fit into one.
  const texts = (tab: string) =>
    Array.from({ length: 40 }, () => `call "${tab} ${randomBytes(40).toString('hex')}" X`).join('\n');
  for (const [tab, name] of [
    [one, 'one'],
    [other, 'other'],
  ] as const) {
    expect((await uploadBook(tab, texts(name))).status).toBe(303);
    for (const [cookie, value] of tab.jar) client.jar.set(cookie, value);
  }
  expect(await linesOf(client)).toHaveLength(80);
  const [label = ''] = (await client.get('/book'))
    .page('#book button')
    .toArray()
    .map(({ attribs }) => attribs['aria-label']);
  const answer = await client.press(await client.get('/book'), label);
  expect([answer.status, answer.location]).toEqual([303, '/book']);
  expect(noticesOf(await client.get('/book'))).toEqual([
    expect.stringMatching(/^The line was not removed: .* Disconnect a bank/),
  ]);
  expect(await linesOf(client)).toHaveLength(80);
});

it('goes back to no page but ours', async () => {
  for (const back of [
    'https://evil.example/',
    '//evil.example/book',
    '/\\evil.example',
    '/link/return',
    '/book/../x',
  ]) {
    const answer = await newPerson().post('/book/line', {
      kind: 'rate',
      from: 'EUR',
      rate: '2',
      to: 'USD',
      back,
    });
    expect([back, answer.location]).toEqual([back, '/book']);
  }
});

describe('links that begin a line', () => {
  const LINKS = '.book-link a';

  it('stand on a row, and lead back to its list', async () => {
    const client = newPerson();
    const path = '/transactions?q=heron';
    const { page } = await client.get(path);
    const links = page('.entries li').first().find(LINKS);
    expect(links.toArray().map((link) => page(link).text())).toEqual([
      'File under…',
      'Call it…',
      'Count as…',
    ]);
    const form = await client.get(links.first().attr('href') ?? '', { referer: app.url + path });
    expect(form.page('[name=text]').val()).toBe('Blue Heron Coffee');
    expect(form.page('[name=back]').val()).toBe(path);
  });

  it('stand on a recurring payment, and show at once what they are about', async () => {
    const client = newPerson();
    const { page } = await client.get('/recurring');
    const links = page('.subscriptions .entries li').first().find(LINKS);
    expect(links.toArray().map((link) => page(link).text())).toEqual(['Not recurring', 'Has ended']);
    const shown = await client.get(links.first().attr('href') ?? '', { referer: `${app.url}/recurring` });
    expect(shown.page('.preview').text()).toMatch(/It applies to \d+ transactions/);
    expect((await client.press(shown, 'Save')).location).toBe('/recurring');
  });

  it('stand on a category, on spending and on the net worth', async () => {
    const client = newPerson();
    for (const [path, kind] of [
      ['/transactions?category=FOOD_AND_DRINK', 'target'],
      ['/spending', 'target'],
      ['/net-worth', 'own'],
    ] as const) {
      const { page } = await client.get(path);
      const href = page('p.book-link a').first().attr('href') ?? '';
      const form = await client.get(href);
      expect([path, form.status, form.page('[name=kind]').val()]).toEqual([path, 200, kind]);
    }
  });
});
