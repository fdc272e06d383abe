/** The form of one line: what it is filled in with, and when it shows what the line would change. */

import { describe, expect, it } from 'vitest';
import { getLine } from '../../../src/features/book/line.ts';
import {
  answerOf,
  BOOK,
  type Browser,
  FILE_ID,
  filled,
  MISSING,
  RATE_ID,
  services,
} from './made-up-request.ts';

/** The beginning of the SHA-256 hash of what the line speaks of. */
const OWN_ID = 'KIbn3OZjYULzYnh_';

function ask(query: Readonly<Record<string, string>>, browser: Browser = {}, headers = {}) {
  const path = `/book/line?${new URLSearchParams(query)}`;
  return answerOf(getLine(services), { path, headers }, { book: BOOK, ...browser });
}

describe('the form', () => {
  it('of a new line is empty, and has all that can be chosen', async () => {
    const { status, model, asked } = await ask({});
    expect([status, asked]).toEqual([200, []]);
    expect(model).toMatchObject({
      ...{ view: 'pages/book-line', title: 'File under…', heading: 'File under…', current: '/book' },
      ...{ isRule: true, wrong: null, isFull: false, sentence: null, preview: null, edit: '', back: '/book' },
      ...{
        latestDay: '2026-05-21',
        ownCategories: ['Treats', 'pets'],
        changeHref: '/book/line?kind=file&back=%2Fbook',
      },
    });
    expect(filled(model.fields)).toEqual({ kind: 'file' });
    const valuesOf = (choices: { value: string }[]) => choices.map(({ value }) => value);
    expect(valuesOf(model.directionChoices)).toEqual(['', 'out', 'in']);
    expect(valuesOf(model.countChoices)).toEqual(['transfer', 'income', 'spending', 'nothing']);
    expect(valuesOf(model.statusChoices)).toEqual(['no', 'ended']);
    expect(valuesOf(model.ownChoices)).toEqual(['property', 'vehicle', 'cash', 'loan', 'other']);
  });

  it.each([
    ['file', 'File under…', true],
    ['call', 'Call it…', true],
    ['count', 'Count as…', true],
    ['recurring', 'A recurring payment', true],
    ['target', 'Set a target', false],
    ['own', 'Add a house, car, cash or loan', false],
    ['rate', 'Set your own rate', false],
  ])('of the kind %s is headed %s; of a figure alone it has today’s day', async (kind, heading, isRule) => {
    const { model } = await ask({ kind });
    expect([model.heading, model.title, model.isRule]).toEqual([heading, heading, isRule]);
    expect(filled(model.fields)).toEqual(kind === 'own' ? { kind, day: '2026-05-20' } : { kind });
  });

  it('keeps the day of a figure that is typed', async () => {
    expect((await ask({ kind: 'own', day: '2026-01-01' })).model.fields.day).toBe('2026-01-01');
  });

  it('has what is typed, and leads to itself with all of it', async () => {
    const typed = {
      kind: 'file',
      text: 'a b',
      category: 'TRAVEL',
      direction: 'out',
      back: '/spending?days=30',
    };
    const { model } = await ask(typed);
    const { back, ...fields } = typed;
    expect([filled(model.fields), model.back]).toEqual([fields, back]);
    const [path, query] = model.changeHref.split('?');
    expect(path).toBe('/book/line');
    expect(Object.fromEntries(new URLSearchParams(query))).toEqual(typed);
  });

  it.each([
    ['TRAVEL', 18, { value: 'INCOME', label: 'Income' }],
    ['', 18, { value: 'INCOME', label: 'Income' }],
    ['FOOD_AND_DRINK_COFFEE', 19, { value: 'FOOD_AND_DRINK_COFFEE', label: 'Food and drink: Coffee' }],
  ])('with the category %j has %i categories, the first of them %j', async (category, count, first) => {
    const { categories } = (await ask({ kind: 'file', category })).model;
    expect([categories.length, categories[0]]).toEqual([count, first]);
    expect(categories.at(-1)).toEqual({ value: 'OTHER', label: 'Other' });
  });

  it('offers a target only what can have one', async () => {
    const { categories } = (await ask({ kind: 'target' })).model;
    const notSpent = ['INCOME', 'TRANSFER_IN', 'TRANSFER_OUT', 'LOAN_DISBURSEMENTS'];
    expect(categories).toHaveLength(18 - notSpent.length);
    expect(categories.filter(({ value }: { value: string }) => notSpent.includes(value))).toEqual([]);
  });

  it.each([
    [{}, {}, '/book'],
    [{ back: '/spending' }, {}, '/spending'],
    [{ back: 'https://evil.example/' }, {}, '/book'],
    [{}, { referer: 'https://ours.example/transactions?q=a' }, '/transactions?q=a'],
    [{}, { referer: 'https://other.example/transactions' }, '/book'],
    [{ back: '/spending' }, { referer: 'https://ours.example/recurring' }, '/spending'],
  ])('with %j and %j leads back to %s', async (query, headers, back) => {
    expect((await ask(query, {}, headers)).model.back).toBe(back);
  });
});

describe('the form of a line that is edited', () => {
  it.each([
    [FILE_ID, 'File under…', { kind: 'file', text: 'heron', words: 'Treats' }],
    [RATE_ID, 'Set your own rate', { kind: 'rate', from: 'EUR', rate: '1.08', to: 'USD' }],
    [
      OWN_ID,
      'Add a house, car, cash or loan',
      { kind: 'own', name: 'House', of: 'property', amount: '420000.00', currency: 'USD', day: '2026-04-01' },
    ],
  ])('is filled in with it: %s', async (edit, heading, fields) => {
    const { status, model } = await ask({ edit });
    expect([status, model.heading, model.edit, model.sentence]).toEqual([200, heading, edit, null]);
    expect(filled(model.fields)).toEqual(fields);
    const query = model.changeHref.split('?')[1];
    expect(Object.fromEntries(new URLSearchParams(query))).toEqual({ ...fields, edit, back: '/book' });
  });

  it('has no amount where amounts are hidden', async () => {
    const { fields } = (await ask({ edit: OWN_ID }, { isHidden: true })).model;
    expect([fields.name, fields.amount]).toEqual(['House', '']);
  });

  it('has what is typed where something is', async () => {
    const { model } = await ask({ edit: FILE_ID, kind: 'file', text: 'bird' });
    expect([filled(model.fields), model.edit]).toEqual([{ kind: 'file', text: 'bird' }, FILE_ID]);
    const own = (await ask({ edit: OWN_ID, kind: 'own', name: 'Flat' })).model;
    expect(filled(own.fields)).toEqual({ kind: 'own', name: 'Flat', day: '2026-05-20' });
  });

  it('is not there where the book has no such line', async () => {
    const { status, location, notices } = await ask({ edit: 'nothing', back: '/spending' });
    expect([status, location]).toEqual([303, '/book']);
    expect(notices).toEqual(['That line is no longer in your book.']);
    const none = await ask({ edit: '' });
    expect([none.status, none.model.edit, none.model.fields.kind]).toEqual([200, '', 'file']);
  });
});

describe('what a line would change is shown', () => {
  const BANKS = [{ name: 'Alder' }];
  const TYPED = { kind: 'file', text: 'heron', words: 'Pets', show: 'yes' };

  it('of a rule, with what it says', async () => {
    const { status, model, asked } = await ask(TYPED, { banks: BANKS });
    expect([status, model.wrong, asked.length]).toEqual([200, null, 1]);
    expect(model.sentence).toBe('“heron” is filed under pets');
    expect(model.preview.replaces).toBe('“heron” is filed under Treats');
  });

  it.each([
    ['where it is not asked for', { ...TYPED, show: '' }],
    ['where something else is asked for', { ...TYPED, show: 'no' }],
    ['of a target', { kind: 'target', category: 'TRAVEL', amount: '5', currency: 'USD', show: 'yes' }],
    ['of a rate', { kind: 'rate', from: 'GBP', rate: '2', to: 'USD', show: 'yes' }],
  ])('not %s', async (_, query) => {
    const { status, model, asked } = await ask(query, { banks: BANKS });
    expect([status, model.preview, model.sentence, model.wrong, asked]).toEqual([200, null, null, null, []]);
  });

  it('not of fields that make no line, which is said', async () => {
    const { status, model, asked } = await ask({ ...TYPED, text: '' }, { banks: BANKS });
    expect([status, model.preview, model.sentence, asked]).toEqual([400, null, null, []]);
    expect([model.wrong, model.isFull, model.fields.words]).toEqual([MISSING, false, 'Pets']);
  });
});
