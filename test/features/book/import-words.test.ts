/** What a page says of a book that is uploaded, word for word, and what is written when that is confirmed. */

import { describe, expect, it } from 'vitest';
import { postImport } from '../../../src/features/book/import.ts';
import { answerOf, BROKEN, type Browser, FULL, linesIn, services } from './made-up-request.ts';

const BOOK = 'rate EUR 1.08 USD\nrate GBP 1.3 USD\ntarget TRAVEL 100 USD\n';

function give(book: string, { isConfirmed = false, ...browser }: Browser & { isConfirmed?: boolean } = {}) {
  const form = { book, ...(isConfirmed && { confirm: 'yes' }) };
  return answerOf(postImport(services), { path: '/book/import', form }, { book: BOOK, ...browser });
}

const nonsense = (count: number) => 'nonsense\n'.repeat(count);

describe('what it would do', () => {
  it.each([
    ['rate CHF 1.1 USD', 'It would add 1 line.'],
    ['rate CHF 1.1 USD\nrate SEK 0.1 USD', 'It would add 2 lines.'],
    ['rate EUR 1.1 USD', 'It would replace 1 line.'],
    ['rate EUR 1.1 USD\nrate GBP 1.4 USD', 'It would replace 2 lines.'],
    ['rate EUR 1.1 USD\nrate CHF 1.1 USD', 'It would add 1 line and replace 1 line.'],
    ['rate CHF 1.1 USD\nrate EUR 1.08 USD', 'It would add 1 line. 1 line of it is in your book already.'],
    [
      'rate CHF 1.1 USD\nrate EUR 1.080 USD\nrate GBP 1.3 USD\ntarget TRAVEL 100.00 USD',
      'It would add 1 line and replace 1 line. 2 lines of it are in your book already.',
    ],
  ])('with %j is said: %s', async (book, sentence) => {
    const { status, model, changes, notices } = await give(book);
    expect([status, model.would, model.refusal, model.isFull]).toEqual([200, sentence, null, false]);
    expect([changes, notices]).toEqual([[], []]);
  });

  it('is listed line by line, the old one beside the new, and sent back whole', async () => {
    const text = 'target TRAVEL 100 USD\nown "House" cash 5 USD 2026-05-21\nrate EUR 1.1 USD\n';
    const { model } = await give(text);
    expect([model.view, model.title, model.current]).toEqual([
      ...['pages/book-import', 'Upload your book', '/book'],
    ]);
    expect(
      model.changes.map(({ title, lines }: { title: string; lines: object[] }) => ({ title, lines })),
    ).toEqual([
      { title: 'Added', lines: [{ before: null, after: 'House: cash, $5.00 on May 21, 2026' }] },
      { title: 'Replaced', lines: [{ before: '1 EUR is 1.08 USD', after: '1 EUR is 1.1 USD' }] },
    ]);
    expect(model.text).toBe(`# Ledgerless book 1\n${text}`);
    expect([model.problems, model.moreProblems]).toEqual([[], null]);
    expect(model).not.toHaveProperty('done');
    expect(model).not.toHaveProperty('changed');
  });

  it('is nothing where the book says all of it already, confirmed or not', async () => {
    for (const isConfirmed of [false, true]) {
      const { status, model, changes } = await give(BOOK, { isConfirmed });
      expect([status, model.refusal, model.text, model.changes, changes]).toEqual([200, null, '', [], []]);
    }
  });

  it('has no group without lines', async () => {
    const { model } = await give('rate EUR 1.1 USD');
    expect(model.changes).toHaveLength(1);
    expect(model.changes[0].title).toBe('Replaced');
  });

  it('has no amounts where they are hidden', async () => {
    const { model } = await give('target TRAVEL 200 USD', { isHidden: true });
    expect(model.changes[0].lines).toEqual([
      { before: 'Travel: at most ••••• in a month', after: 'Travel: at most ••••• in a month' },
    ]);
  });
});

describe('what is not understood', () => {
  it.each([
    [1, 1, null],
    [50, 50, null],
    [51, 50, '1 line more was not understood.'],
    [52, 50, '2 lines more were not understood.'],
    [1300, 50, '1,250 lines more were not understood.'],
  ])('of %i lines %i are listed, and of the others is said: %j', async (count, listed, sentence) => {
    const { status, model } = await give(`${nonsense(count)}rate CHF 1.1 USD`);
    expect([status, model.problems.length, model.moreProblems]).toEqual([200, listed, sentence]);
    expect(model.problems[0]).toMatchObject({ number: 1, line: 'nonsense' });
    expect(model.problems.at(-1).number).toBe(listed);
    expect(model.would).toBe('It would add 1 line.');
  });

  it('is listed without its text where amounts are hidden', async () => {
    const { model } = await give('rate CHF 1.1 USD\nnonsense 12', { isHidden: true });
    expect(model.problems).toEqual([{ number: 2, line: '', why: expect.stringMatching(/.\.$/) }]);
  });

  it('is a figure of a day after tomorrow', async () => {
    const { model } = await give('own "A" cash 5 USD 2026-05-21\nown "B" cash 5 USD 2026-05-22');
    expect(model.problems).toEqual([
      {
        ...{ number: 2, line: 'own "B" cash 5 USD 2026-05-22' },
        why: 'The date is too far in the future. Enter a date up to tomorrow.',
      },
    ]);
    expect(model.text).toBe('# Ledgerless book 1\nown "A" cash 5 USD 2026-05-21\n');
  });

  it.each([
    ['nonsense', 'No line of it was understood.', 1],
    ['# a comment', 'It has no lines.', 0],
  ])('may be all: %j is refused', async (book, refusal, problems) => {
    for (const isConfirmed of [false, true]) {
      const { status, model, changes } = await give(book, { isConfirmed });
      expect([status, model.refusal, model.text, model.isFull]).toEqual([400, refusal, '', false]);
      expect([model.problems.length, changes]).toEqual([problems, []]);
    }
  });
});

it.each([
  ['', 400, 'No file was chosen, or it is empty.'],
  ['x'.repeat(64 * 1024 + 1), 413, 'A book is at most 64 KB of text. Nothing of this one was read.'],
])('a text that cannot be read at all has its sentence alone', async (book, status, refusal) => {
  const answer = await give(book, { isConfirmed: true });
  expect(answer.status).toBe(status);
  expect(answer.model).toMatchObject({
    ...{ view: 'pages/book-import', title: 'Upload your book', current: '/book' },
    ...{ refusal, isFull: false, would: '', changes: [], problems: [], moreProblems: null, text: '' },
  });
  expect(answer.changes).toEqual([]);
});

describe('when it is confirmed', () => {
  it.each([
    ['rate CHF 1.1 USD', 'rate CHF 1.1 USD', '1 line added'],
    ['rate EUR 1.1 USD\nrate GBP 1.4 USD', 'rate EUR 1.1 USD\nrate GBP 1.4 USD', '2 lines replaced'],
    [
      'rate EUR 1.1 USD\ntarget TRAVEL 100 USD\nrate CHF 1.1 USD\nrate SEK 0.1 USD\nnonsense',
      'rate CHF 1.1 USD\nrate EUR 1.1 USD\nrate SEK 0.1 USD',
      '2 lines added, 1 line replaced',
    ],
  ])('of %j only what changes is written', async (book, written, done) => {
    const { status, location, notices, changes } = await give(book, { isConfirmed: true });
    expect([status, location]).toEqual([303, '/book']);
    expect(notices).toEqual([`Your book was updated: ${done}.`]);
    expect(changes).toEqual([{ put: linesIn(written), remove: [] }]);
  });

  it('but has no room, nothing is written, and the book as it is is offered', async () => {
    const { status, model, notices, undo } = await give('rate CHF 1.1 USD', {
      isConfirmed: true,
      fault: FULL,
    });
    expect([status, model.isFull, model.text]).toEqual([400, true, '']);
    expect(model.refusal).toBe(
      'A book has room for 20 rates. Nothing was changed. Remove lines of your book, or shorten the text; your book as it is:',
    );
    expect(model.changes[0].lines).toEqual([{ before: null, after: '1 CHF is 1.1 USD' }]);
    expect([notices, undo]).toEqual([[], undefined]);
  });

  it('any other fault is passed on', async () => {
    const { status, text } = await give('rate CHF 1.1 USD', { isConfirmed: true, fault: BROKEN });
    expect([status, text]).toEqual([500, 'Error: broken']);
  });
});
