/** A line is written: what goes into the book and what is said of it, or why it is not. */

import { describe, expect, it } from 'vitest';
import { postLine } from '../../../src/features/book/line.ts';
import {
  answerOf,
  BOOK,
  BROKEN,
  type Browser,
  FILE_ID,
  FULL,
  filled,
  lineIn,
  MISSING,
  RATE_ID,
  services,
} from './made-up-request.ts';

describe('a line is written', () => {
  const post = (form: Readonly<Record<string, string>> | null, browser: Browser = {}) =>
    answerOf(postLine(services), { path: '/book/line', form }, { book: BOOK, ...browser });
  const RATE = { kind: 'rate', from: 'EUR', rate: '2', to: 'USD' };
  const OTHER = { ...RATE, from: 'GBP' };

  it.each([
    ['a new one', OTHER, [], 'Saved in your book: 1 GBP is 2 USD.'],
    [
      'one in the place of another',
      RATE,
      [],
      'Saved in your book: 1 EUR is 2 USD. It replaces this line: 1 EUR is 1.08 USD.',
    ],
    ['the same again', { ...RATE, rate: '1.08' }, [], 'Saved in your book: 1 EUR is 1.08 USD.'],
    ['an edited one', { ...RATE, edit: RATE_ID }, [], 'Saved in your book: 1 EUR is 2 USD.'],
    [
      'an edited one that speaks of something else',
      { ...OTHER, edit: RATE_ID },
      ['rate EUR'],
      'Saved in your book: 1 GBP is 2 USD.',
    ],
    [
      'an edited one that speaks of what another does',
      { ...RATE, edit: FILE_ID },
      ['file "heron"'],
      'Saved in your book: 1 EUR is 2 USD. It replaces this line: 1 EUR is 1.08 USD.',
    ],
    ['one whose old line is gone', { ...OTHER, edit: 'nothing' }, [], 'Saved in your book: 1 GBP is 2 USD.'],
  ])('%s', async (_, form, remove, sentence) => {
    const { status, location, notices, changes } = await post({ ...form, back: '/net-worth' });
    expect([status, location]).toEqual([303, '/net-worth']);
    expect(notices).toEqual([sentence]);
    expect(changes).toEqual([{ put: [lineIn(`rate ${form.from} ${form.rate} USD`)], remove }]);
    expect((await post(form)).location).toBe('/book');
  });

  it('and notices tell no amount, also of the line that it replaces', async () => {
    const fields = {
      kind: 'own',
      name: 'house',
      of: 'property',
      amount: '5',
      currency: 'USD',
      day: '2026-05-20',
    };
    expect((await post(fields)).notices).toEqual([
      'Saved in your book: house: property. It replaces this line: House: property.',
    ]);
  });

  it.each([
    ['fields that make none', { kind: 'file', text: '', words: 'Pets', edit: FILE_ID }, FILE_ID, 'Pets'],
    ['no body at all', null, '', ''],
  ])('but not of %s, which is said in the form', async (_, form, edit, words) => {
    const { status, model, changes, notices } = await post(form);
    expect([status, model.wrong, model.isFull, model.sentence]).toEqual([400, MISSING, false, null]);
    expect([model.edit, model.fields.words, model.back, changes, notices]).toEqual([
      edit,
      words,
      '/book',
      [],
      [],
    ]);
  });

  it('but not into a full book, which is said in the form with all that was typed', async () => {
    const { status, model, notices, undo } = await post({ ...OTHER, back: '/net-worth' }, { fault: FULL });
    expect([status, model.isFull, model.back, model.sentence]).toEqual([
      ...[400, true, '/net-worth', '1 GBP is 2 USD'],
    ]);
    expect(model.wrong).toBe(
      'A book has room for 20 rates. Nothing was changed. Remove a line that you no longer need; your book as it is:',
    );
    expect(filled(model.fields)).toEqual(OTHER);
    expect([notices, undo]).toEqual([[], undefined]);
  });

  it('and any other fault is passed on', async () => {
    const { status, text } = await post(OTHER, { fault: BROKEN });
    expect([status, text]).toEqual([500, 'Error: broken']);
  });
});
