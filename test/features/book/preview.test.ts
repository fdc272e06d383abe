/** What a line would change, shown before it is saved: the sentences and the rows of a few made-up transactions. */

import { describe, expect, it } from 'vitest';
import { getLine } from '../../../src/features/book/line.ts';
import type { Transaction } from '../../../src/finance/model.ts';
import { account, transaction } from '../../finance/samples.ts';
import type { MadeUpBank } from '../../support/made-up-banks.ts';
import { answerOf, type Browser, FILE_ID, services } from './made-up-request.ts';

const NO_CHANGE = 'It changes no transaction of the last two years.';

/** Transactions on the first days of May 2026, one a day, of Blue Heron Coffee unless told. */
const rows = (...facts: readonly Partial<Transaction>[]) =>
  facts.map((one, at) => transaction({ date: `2026-05-0${at + 1}`, ...one }));
const heron = (count: number) => rows(...Array<object>(count).fill({}));
const bank = (transactions: readonly Transaction[], accounts = [account()], name = 'Alder') => ({
  ...{ name, transactions, accounts },
});

/** What is shown for the fields of a line. */
async function shown(fields: Readonly<Record<string, string>>, browser: Browser) {
  const path = `/book/line?${new URLSearchParams({ show: 'yes', ...fields })}`;
  const { model, asked, changes } = await answerOf(getLine(services), { path }, browser);
  if (!model.preview) throw new Error(JSON.stringify(model));
  expect(changes).toEqual([]);
  return { ...model.preview, asked };
}

const FILE = { kind: 'file', text: 'heron', words: 'Treats' };

describe('the first sentence', () => {
  it.each([
    [0, NO_CHANGE],
    [1, 'It changes 1 transaction of the last two years.'],
    [2, 'It changes 2 transactions of the last two years.'],
    [7, 'It changes 7 transactions of the last two years.'],
  ])('of %i transactions', async (count, sentence) => {
    const { sentence: said, others, examples } = await shown(FILE, { banks: [bank(heron(count))] });
    expect([said, others, examples.length]).toEqual([sentence, null, Math.min(count, 5)]);
  });

  const films = (count: number) =>
    Array.from({ length: count }, (_, at) =>
      transaction({ name: 'Films', originalName: '', amountMinor: -17_99, date: `2026-0${5 - at}-07` }),
    );

  it.each([
    [0, NO_CHANGE],
    [1, 'It applies to 1 transaction of the last two years.'],
    [
      5,
      'It applies to 5 transactions of the last two years, and to 1 recurring payment: Films ($17.99 monthly).',
    ],
  ])('of a recurring payment in %i transactions', async (count, sentence) => {
    for (const is of ['no', 'ended']) {
      const browser = { banks: [bank([...films(count), ...heron(1)])] };
      const preview = await shown({ kind: 'recurring', text: 'films', is }, browser);
      expect([preview.sentence, preview.ahead]).toEqual([sentence, null]);
    }
  });

  it.each([
    ['count', { as: 'nothing' }, true],
    ['count', { as: 'income' }, false],
    ['call', { name: 'Movies' }, false],
    ['recurring', { is: 'no' }, false],
  ])(
    'of a line of the kind %s, with %j: it is still expected on its account: %s',
    async (kind, says, isAhead) => {
      const preview = await shown({ kind, text: 'films', ...says }, { banks: [bank(films(5))] });
      const sentence =
        'It is no longer listed as recurring, but the forecast for the account still expects it.';
      expect(preview.ahead).toBe(isAhead ? sentence : null);
    },
  );
});

describe('of an account that nobody has', () => {
  const COUNT = { kind: 'count', text: 'heron', as: 'nothing' };
  const two = [account(), account({ id: 'savings', name: 'Savings', mask: null })];
  const said = async (name: string, browser: Browser) =>
    (await shown({ ...COUNT, account: name }, browser)).sentence;

  it.each([
    ['Card', `${NO_CHANGE} No account is called “Card”; yours are Everyday ••1234 and Savings.`],
    ['Everyday', 'It changes 1 transaction of the last two years.'],
    ['everyday ••1234', 'It changes 1 transaction of the last two years.'],
    ['savings', NO_CHANGE],
    ['', 'It changes 1 transaction of the last two years.'],
  ])('the sentence for %j is %s', async (name, sentence) => {
    expect(await said(name, { banks: [bank(heron(1), two)] })).toBe(sentence);
  });

  it('each other one is named once', async () => {
    const banks = [bank([], [account()]), bank([], [account({ id: 'b' }), two[1] ?? account()], 'Birch')];
    expect(await said('Card', { banks })).toBe(
      `${NO_CHANGE} No account is called “Card”; yours are Everyday ••1234 and Savings.`,
    );
  });

  it('it may be at a bank that could not be read', async () => {
    const banks: MadeUpBank[] = [bank(heron(1), two), { name: 'Birch', error: 'bank-down' }];
    expect(await said('Card', { banks })).toBe(
      `${NO_CHANGE} None of the accounts that could be read is called “Card”; they are Everyday ••1234 and Savings.`,
    );
  });

  it('nothing is said where none could be read', async () => {
    expect(await said('Card', { banks: [{ name: 'Alder', error: 'bank-down' }] })).toBe(NO_CHANGE);
    expect(await said('Card', { banks: [bank([], [])] })).toBe(NO_CHANGE);
  });
});

describe('what has the words and is not changed', () => {
  const ONE =
    'has these words but does not change: it is like this already, or a more specific line applies.';
  const SEVERAL =
    'have these words but do not change: they are like this already, or a more specific line applies.';
  const already = { category: 'TRAVEL', detailedCategory: 'TRAVEL' };

  it.each([
    [0, 0, null],
    [0, 2, null],
    [1, 0, `1 transaction ${ONE}`],
    [2, 0, `2 transactions ${SEVERAL}`],
    [1, 1, `1 more ${ONE}`],
    [1, 3, `1 more ${ONE}`],
    [2, 1, `2 more ${SEVERAL}`],
    [3, 2, `3 more ${SEVERAL}`],
  ])('of %i rows that are so already and %i that are not', async (same, changed, sentence) => {
    const all = rows(...Array<object>(same).fill(already), ...Array<object>(changed).fill({}));
    const preview = await shown({ kind: 'file', text: 'heron', category: 'TRAVEL' }, { banks: [bank(all)] });
    expect([preview.others, preview.examples.length]).toEqual([sentence, changed]);
  });

  it('is what a more specific line decides, too', async () => {
    const browser = { banks: [bank(heron(2))], book: 'file "blue heron" under Sweets' };
    const preview = await shown(FILE, browser);
    expect([preview.sentence, preview.others]).toEqual([NO_CHANGE, `2 transactions ${SEVERAL}`]);
  });

  it('is none where an edited line changes more than has its words', async () => {
    const all = rows({}, { name: 'Bookshop', originalName: '' }, { name: 'Bakery', originalName: '' });
    // Of the line about heron, by the beginning of the SHA-256 hash of `file "heron"`.
    const edited = { kind: 'file', text: 'bookshop', words: 'Treats', edit: FILE_ID };
    const preview = await shown(edited, { banks: [bank(all)], book: 'file "heron" under Treats' });
    expect([preview.sentence, preview.others, preview.replaces]).toEqual([
      ...['It changes 2 transactions of the last two years.', null, null],
    ]);
    expect(preview.examples.map(({ payee, change }: Record<string, string>) => [payee, change])).toEqual([
      ['Bookshop', 'Food and drink → Treats'],
      ['Blue Heron Coffee', 'Treats → Food and drink'],
    ]);
  });
});

describe('the examples', () => {
  it('are the five newest, each as the book has it now', async () => {
    const facts = [{}, {}, {}, {}, {}, { amountMinor: 5_00, accountId: 'gone', date: '2025-12-31' }];
    const all = [...rows(...facts.slice(0, 4)), ...rows(...facts).slice(4)];
    const { examples } = await shown(FILE, { banks: [bank(all)] });
    expect(examples.map(({ day }: { day: string }) => day)).toEqual([
      ...['May 5', 'May 4', 'May 3', 'May 2', 'May 1'],
    ]);
    expect(examples[0]).toEqual({
      ...{ payee: 'Blue Heron Coffee', icon: 'food-and-drink', day: 'May 5', account: 'Everyday ••1234' },
      ...{ change: 'Food and drink → Treats', category: 'Food and drink', amount: '−$12.40', isIn: false },
    });
    const [other] = (await shown(FILE, { banks: [bank(all.slice(5))], isHidden: true })).examples;
    expect(other).toEqual({
      ...{ payee: 'Blue Heron Coffee', icon: 'food-and-drink', day: 'Dec 31, 2025', account: null },
      ...{ change: 'Food and drink → Treats', category: 'Food and drink', amount: '•••••', isIn: true },
    });
  });

  const coffee = { detailedCategory: 'FOOD_AND_DRINK_COFFEE' };
  const FILED = { kind: 'file', text: 'heron' };

  it.each([
    ['', { kind: 'call', text: 'heron', name: 'Bird' }, {}, '→ Bird'],
    ['call "heron" Bird', { kind: 'call', text: 'heron', name: 'Birdie' }, {}, '→ Birdie'],
    ['', { ...FILED, category: 'TRAVEL' }, coffee, 'Food and drink → Travel'],
    ['file "heron" under Pets', { ...FILED, words: 'Treats' }, {}, 'Pets → Treats'],
    ['', { ...FILED, category: 'FOOD_AND_DRINK_FAST_FOOD' }, coffee, 'Coffee → Fast food'],
    ['', { kind: 'count', text: 'heron', as: 'transfer' }, {}, '→ Counted as a transfer'],
    [
      'count "heron" as income',
      { kind: 'count', text: 'heron', as: 'spending' },
      {},
      'Counted as income → Counted as spending',
    ],
    ['', { kind: 'recurring', text: 'heron', is: 'no' }, {}, null],
    ['count "heron" as income', { kind: 'recurring', text: 'heron', is: 'ended' }, {}, null],
    ['recurring "heron" no', { kind: 'recurring', text: 'heron', is: 'ended' }, {}, null],
  ])('with the book %j and the line %j say what changes of %j: %j', async (book, fields, facts, change) => {
    const preview = await shown(fields, { banks: [bank(rows(facts))], book });
    expect(preview.examples.map((row: { change: string }) => row.change)).toEqual([change]);
  });

  it('say nothing of a row that counts as before again', async () => {
    const edited = { kind: 'call', text: 'bookshop', name: 'Books', edit: 'cEP5AB7uhsnQdaud' };
    const browser = { banks: [bank(heron(1))], book: 'count "heron" as income' };
    const preview = await shown(edited, browser);
    expect(preview.sentence).toBe('It changes 1 transaction of the last two years.');
    expect(preview.examples[0].change).toBeNull();
  });

  it.each([
    ['file "heron" under TRAVEL', { ...FILED, category: 'TRAVEL' }],
    ['call "heron" Bird', { kind: 'call', text: 'heron', name: 'Bird' }],
    ['count "heron" as income', { kind: 'count', text: 'heron', as: 'income' }],
    ['recurring "heron" no', { kind: 'recurring', text: 'heron', is: 'no' }],
  ])('are none where the book has the line %s already', async (book, fields) => {
    const preview = await shown(fields, { banks: [bank(heron(1))], book });
    expect([preview.sentence, preview.examples]).toEqual([NO_CHANGE, []]);
  });
});

describe('the line whose place it takes', () => {
  it.each([
    ['', null],
    ['file "blue heron" under Pets', null],
    ['file "HERON" under Pets', '“HERON” is filed under Pets'],
    ['file "heron" under Pets out', null],
  ])('with the book %j is told as %j', async (book, replaces) => {
    expect((await shown(FILE, { banks: [bank(heron(1))], book })).replaces).toBe(replaces);
  });

  it('is not the one that is edited', async () => {
    const browser = { banks: [bank(heron(1))], book: 'file "heron" under Pets' };
    expect((await shown({ ...FILE, edit: FILE_ID }, browser)).replaces).toBeNull();
  });
});

it.each([
  [[], null],
  [['bank-down'], 'This is without Bank 1, which could not be read just now.'],
  [['bank-down', 'not-ready'], 'This is without Bank 2 and Bank 1, which could not be read just now.'],
  [
    ['bank-down', 'unsupported', 'not-ready'],
    'This is without Bank 3, Bank 2, and Bank 1, which could not be read just now.',
  ],
] as const)('beside banks that fail with %j says what it is without', async (errors, sentence) => {
  const failed = errors.map((error, at) => ({ name: `Bank ${at + 1}`, error }));
  const { missing, sentence: said, asked } = await shown(FILE, { banks: [...failed, bank(heron(2))] });
  expect([missing, said]).toEqual([sentence, 'It changes 2 transactions of the last two years.']);
  // Each is asked once for two years, 365 days twice.
  const range = { from: '2024-05-20', to: '2026-05-20' };
  expect(asked).toEqual([...failed.map(({ name }) => ({ token: name, range })), { token: 'Alder', range }]);
});
