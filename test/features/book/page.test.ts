/** The page of the book and its file, without the rest of the app. */

import { expect, it } from 'vitest';
import { getBook, getBookFile } from '../../../src/features/book/page.ts';
import { transaction } from '../../finance/samples.ts';
import { answerOf, type Browser, type Model, services } from './made-up-request.ts';

const BANKS = [{ name: 'Alder', transactions: [transaction(), transaction()] }];
const BEGINNINGS = [
  { label: 'File under another category', href: '/book/line?kind=file&back=%2Fbook' },
  { label: 'Call by another name', href: '/book/line?kind=call&back=%2Fbook' },
  { label: 'Count as income, spending or a transfer', href: '/book/line?kind=count&back=%2Fbook' },
  { label: 'Say what does not recur, or has ended', href: '/book/line?kind=recurring&back=%2Fbook' },
  { label: 'Set a target', href: '/book/line?kind=target&back=%2Fbook' },
  { label: 'Add a house, car, cash or loan', href: '/book/line?kind=own&back=%2Fbook' },
  { label: 'Set your own rate', href: '/book/line?kind=rate&back=%2Fbook' },
];

const open = (browser: Browser) => answerOf(getBook(services), { path: '/book' }, browser);
const count = (lines: number) =>
  Array.from({ length: lines }, (_, at) => `count "shop ${at}" as nothing\n`).join('');

it('an empty book has where each kind of line begins, and asks no bank', async () => {
  const { model, models, asked } = await open({ banks: BANKS });
  expect([models.length, asked]).toEqual([1, []]);
  expect(model).toMatchObject({ view: 'pages/book-empty', title: 'Book', current: '/book', hasBook: false });
  expect(model.beginnings).toEqual(BEGINNINGS);
});

it.each([
  [1, '1 line'],
  [2, '2 lines'],
  [200, '200 lines'],
])('a book of %i lines says so, and its lines follow', async (lines, words) => {
  const { model, models, asked } = await open({ banks: BANKS, book: count(lines) });
  expect(model).toMatchObject({ view: 'pages/book', title: 'Book', current: '/book', lines: words });
  expect([model.overfull, model.beginnings]).toEqual([null, BEGINNINGS]);
  expect(model.sections.map(({ id, hasEarly }: Model) => [id, hasEarly])).toEqual([
    ['attention', false],
    ['book', true],
  ]);
  expect(models.at(-1)).toMatchObject({ view: 'parts/dashboard-footer', cachedAt: null });
  const [early, final] = models.filter(({ view }) => view === 'sections/book');
  expect([early?.slot, final?.slot, final?.isPartial]).toEqual(['book-early', 'book', false]);
  expect(final?.groups[0].lines).toHaveLength(lines);
  expect(asked).toEqual([{ token: 'Alder', range: { from: '2024-05-20', to: '2026-05-20' } }]);
  expect(model.onPaper.range).toBe('May 20, 2024 to May 20, 2026');
});

it('the lines of a book are compared with what the banks say', async () => {
  const { models } = await open({ banks: BANKS, book: 'call "heron" Bird\nfile "bird" under Pets\n' });
  const groups = models.findLast(({ view }) => view === 'sections/book')?.groups;
  expect(groups.map(({ lines }: Model) => lines[0].effect)).toEqual(['0 transactions', '2 transactions']);
});

it('a bank that cannot be read is told of above the lines', async () => {
  const banks = [...BANKS, { name: 'Birch', error: 'bank-down' as const }];
  const { models } = await open({ banks, book: count(1) });
  const attention = models.find(({ view }) => view === 'sections/attention');
  expect(attention?.lines.map(({ name }: Model) => name)).toEqual(['Birch']);
  expect(models.findLast(({ view }) => view === 'sections/book')?.isPartial).toBe(true);
});

it('the file of a book is all of it, named by its day, also where amounts are hidden', async () => {
  for (const isHidden of [false, true]) {
    const browser = { book: 'rate EUR 1.08 USD\ntarget TRAVEL 100.00 USD', isHidden };
    const { status, headers, text } = await answerOf(getBookFile, { path: '/book.txt' }, browser);
    expect([status, text]).toEqual([200, '# Ledgerless book 1\ntarget TRAVEL 100 USD\nrate EUR 1.08 USD\n']);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(headers['content-disposition']).toBe('attachment; filename="book-2026-05-20.txt"');
  }
});
