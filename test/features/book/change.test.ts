/** Changes of the book: where each leads, what it says, what is written, and what undoes it. */

import type { RequestHandler } from 'express';
import { describe, expect, it } from 'vitest';
import {
  changeAndReturn,
  lineId,
  lineWithId,
  postRemoveLine,
  postUndo,
} from '../../../src/features/book/change.ts';
import { answerOf, BROKEN, FILE_ID, FULL, lineIn, linesIn, RATE_ID } from './made-up-request.ts';

const RATE = 'rate EUR 1.08 USD\n';
const BOOK = `file "heron" under Treats\n${RATE}`;
const CANNOT_BE_UNDONE =
  'This can no longer be undone: your book has changed since, or another page was opened.';

describe('the name of a line', () => {
  it('is made of what it speaks of, and not of what it says', () => {
    expect(lineId(lineIn('rate EUR 1.08 USD'))).toBe(RATE_ID);
    expect(lineId(lineIn('rate EUR 2 GBP'))).toBe(RATE_ID);
    expect(lineId(lineIn('file "HERON" under TRAVEL'))).toBe(FILE_ID);
  });

  it('finds the line, and nothing where the book has none such', () => {
    const book = linesIn(BOOK);
    expect(lineWithId(book, RATE_ID)).toBe(book[1]);
    expect(lineWithId(book, FILE_ID)).toBe(book[0]);
    for (const id of [undefined, '', 'nothing', RATE_ID.slice(0, 15), [RATE_ID]])
      expect(lineWithId(book, id)).toBeUndefined();
  });
});

describe('a line is removed', () => {
  const remove = (form: Record<string, string> | null, fault?: Error) =>
    answerOf(postRemoveLine, { path: '/book/remove', form }, { book: BOOK, ...(fault && { fault }) });

  it.each([
    [{ id: RATE_ID, back: '/spending?days=30' }, '/spending?days=30'],
    [{ id: RATE_ID }, '/book'],
    [{ id: RATE_ID, back: '/elsewhere' }, '/book'],
  ])('%j leads back to %s, and offers to undo it', async (form, back) => {
    const { status, location, notices, changes, undo, isUndoOffered } = await remove(form);
    expect([status, location]).toEqual([303, back]);
    expect(notices).toEqual(['Removed from your book: 1 EUR is 1.08 USD.']);
    expect(changes).toEqual([{ put: [], remove: ['rate EUR'] }]);
    expect(undo).toEqual({
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      lines: '# Ledgerless book 1\nrate EUR 1.08 USD\n',
      remove: [],
    });
    expect(isUndoOffered).toBe(true);
  });

  it.each([
    ['an unknown name', { id: 'nothing' }],
    ['no name', { back: '/book' }],
    ['no body at all', null],
  ])('but not by %s, which is said', async (_, form) => {
    const { status, location, notices, changes, undo, isUndoOffered } = await remove(form);
    expect([status, location]).toEqual([303, '/book']);
    expect(notices).toEqual(['That line is no longer in your book.']);
    expect([changes, undo, isUndoOffered]).toEqual([[], undefined, false]);
  });

  it('but not where there is no room to write that down, and nothing is to be undone then', async () => {
    const { status, location, notices, undo } = await remove({ id: RATE_ID, back: '/spending' }, FULL);
    expect([status, location]).toEqual([303, '/spending']);
    expect(notices).toEqual([
      'The line was not removed: the cookies of this browser have no room to write that down. ' +
        'Disconnect a bank that you no longer need, or remove a longer line first.',
    ]);
    expect(undo).toBeUndefined();
  });

  it('and any other fault is passed on', async () => {
    const { status, text, notices } = await remove({ id: RATE_ID }, BROKEN);
    expect([status, text, notices]).toEqual([500, 'Error: broken', []]);
  });
});

describe('a change is undone', () => {
  const UNDO = { id: 'latest', lines: `# Ledgerless book 1\n${RATE}`, remove: ['rate GBP'] };
  const press = (form: Record<string, string> | null, browser: object = { undo: UNDO }) =>
    answerOf(postUndo, { path: '/book/undo', form }, browser);

  it.each([
    [{ id: 'latest', back: '/spending' }, '/spending'],
    [{ id: 'latest' }, '/book'],
  ])('once: %j leads back to %s', async (form, back) => {
    const { status, location, notices, changes, undo } = await press(form);
    expect([status, location]).toEqual([303, back]);
    expect(notices).toEqual(['Undone: your book is as it was before.']);
    expect(changes).toEqual([{ put: [lineIn(RATE)], remove: ['rate GBP'] }]);
    expect(undo).toBeUndefined();
  });

  it('where it took nothing away, too', async () => {
    const { changes } = await press({ id: 'new' }, { undo: { id: 'new', lines: '', remove: ['rate GBP'] } });
    expect(changes).toEqual([{ put: [], remove: ['rate GBP'] }]);
  });

  it.each([
    ['an older one', { id: 'older', back: '/spending' }, { undo: UNDO }, '/spending'],
    ['one without a name', {}, { undo: UNDO }, '/book'],
    ['one without a body', null, { undo: UNDO }, '/book'],
    ['one where nothing can be undone', { id: 'latest' }, {}, '/book'],
    ['one without a body where nothing can be undone', null, {}, '/book'],
  ] as const)('but not %s, which is said', async (_, form, browser, back) => {
    const { status, location, notices, changes, undo } = await press(form, browser);
    expect([status, location]).toEqual([303, back]);
    expect(notices).toEqual([CANNOT_BE_UNDONE]);
    expect(changes).toEqual([]);
    expect(undo).toEqual('undo' in browser ? UNDO : undefined);
  });

  it('but not where the book has no room, and any other fault is passed on', async () => {
    const form = { id: 'latest', back: '/spending' };
    const full = await press(form, { undo: UNDO, fault: FULL });
    expect([full.status, full.location]).toEqual([303, '/spending']);
    expect(full.notices).toEqual(['There is no room in your book for what was removed.']);
    const broken = await press(form, { undo: UNDO, fault: BROKEN });
    expect([broken.status, broken.text, broken.notices]).toEqual([500, 'Error: broken', []]);
  });
});

describe('what undoes a change', () => {
  const OLDER = { id: 'older', lines: '', remove: ['rate GBP'] };

  async function changed(book: string, { put = '', remove = [] as readonly string[] }) {
    const handler: RequestHandler = (req, res) =>
      changeAndReturn(req, res, { put: linesIn(put), remove, sentence: 'Done.', back: '/book' });
    return answerOf(handler, { path: '/', form: {} }, { book, undo: OLDER });
  }

  it('brings back what was replaced or removed, and takes away what is new', async () => {
    const book = `${BOOK}target Pets 40 USD\n`;
    const put = 'file "Heron" under TRAVEL\nrate GBP 1.3 USD\n';
    const { changes, undo, notices } = await changed(book, { put, remove: ['rate EUR'] });
    expect(changes).toEqual([{ put: linesIn(put), remove: ['rate EUR'] }]);
    expect(notices).toEqual(['Done.']);
    expect(undo?.lines).toBe('# Ledgerless book 1\nfile "heron" under Treats\nrate EUR 1.08 USD\n');
    expect(undo?.remove).toEqual(['rate GBP']);
    expect(undo?.id).not.toBe('older');
  });

  it('has no lines where none is to be brought back', async () => {
    const { undo } = await changed('', { put: RATE });
    expect(undo).toMatchObject({ lines: '', remove: ['rate EUR'] });
  });

  // `call "…"` is seven characters and a word. Eight of them, with a comma between each two, are 800 bytes.
  const words = (last: number) =>
    [...Array<number>(7).fill(92), last].map((length, at) => `${at}`.repeat(length));
  const calls = (last: number) =>
    words(last)
      .map((word) => `call "${word}" X\n`)
      .join('');

  it('is kept up to 800 bytes of names, and one more offers nothing', async () => {
    const kept = await changed('', { put: calls(93) });
    expect(Buffer.byteLength(kept.undo?.remove.join() ?? '')).toBe(800);
    expect(kept.isUndoOffered).toBe(true);
    const tooLong = await changed('', { put: calls(94) });
    expect([tooLong.status, tooLong.undo, tooLong.isUndoOffered]).toEqual([303, undefined, false]);
  });

  // The first line takes 20 bytes with its end, and `call "…" X` ten with its own beside its word: seven lines of 100
  // bytes and one of 79, and the one letter that is taken away, are 800.
  it.each([
    ['one byte', 'x'],
    ['three bytes', '語'],
  ])('is kept up to 800 bytes of lines, in letters of %s', async (_, letter) => {
    const bytes = Buffer.byteLength(letter);
    const wordOf = (length: number) => letter.repeat(Math.floor(length / bytes)) + 'x'.repeat(length % bytes);
    const book = (last: number) =>
      [90, 90, 90, 90, 90, 90, 90, last]
        .map((length, at) => `call "${wordOf(length - 1)}${at}" X\n`)
        .join('');
    const change = (last: number) =>
      changed(book(last), { put: book(last).replaceAll(' X', ' Y'), remove: ['x'] });
    const kept = await change(69);
    expect(Buffer.byteLength(`${kept.undo?.lines}${kept.undo?.remove}`)).toBe(800);
    expect(kept.isUndoOffered).toBe(true);
    const tooLong = await change(70);
    expect([tooLong.undo, tooLong.isUndoOffered]).toEqual([undefined, false]);
  });
});
