/** A history that changes at the bank while it is read, at once or page by page: nothing is lost, and nothing comes twice. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Transaction } from '../../src/finance/model.ts';
import { type ReadPage, readHistory, readHistoryPages } from '../../src/plaid/transactions.ts';
import { arrival, type Change, movingList, posting, rowsChange } from '../support/moving-list.ts';
import { unwrap } from '../support/unwrap.ts';

const readAtOnce = async (readPage: ReadPage) =>
  (await unwrap(readHistory(readPage, () => new Date()))).transactions;

async function readInTurn(readPage: ReadPage): Promise<Transaction[]> {
  const rows: Transaction[] = [];
  for await (const page of readHistoryPages(readPage)) {
    if (!page.ok) throw page.error;
    rows.push(...page.value.transactions);
  }
  return rows;
}

const sizes = fc.oneof(fc.integer({ min: 0, max: 1_100 }), fc.integer({ min: 0, max: 4_500 }));
const idsOf = (rows: readonly Transaction[]) => rows.map(({ id }) => id);

describe.each([
  ['at once', readAtOnce],
  ['page by page', readInTurn],
])('a history that is read %s', (_, readAll) => {
  it('has every row once that was there all the time, whatever arrives or is removed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        sizes,
        fc.array(fc.oneof(rowsChange, posting), { maxLength: 3 }),
        async (scheduler, count, changes) => {
          const list = movingList(count, changes, { scheduler });
          const rows = await scheduler.waitFor(readAll(list.readPage));
          expect(list.missingFrom(rows)).toEqual([]);
          expect(new Set(idsOf(rows)).size).toBe(rows.length);
        },
      ),
    );
  });

  it('has a purchase that is posted meanwhile, pending or posted, whatever arrives besides', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        sizes,
        posting,
        fc.array(arrival, { maxLength: 2 }),
        async (scheduler, count, change, arrivals) => {
          const list = movingList(count, [change, ...arrivals], { scheduler });
          const rows = await scheduler.waitFor(readAll(list.readPage));
          expect(list.lostFrom(rows)).toEqual([]);
        },
      ),
    );
  });

  const place = (at: number) => (at + 0.5) / 1_200;
  it.each<[string, Change, string[]]>([
    ['nothing', { after: 9, place: 0, rows: 1 }, []],
    // What arrived may be a row that was pending beneath the edge of the page before.
    ['a row arrives', { after: 1, place: 0, rows: 1 }, ['0+500']],
    [
      'a pending row beneath the first page is posted above',
      { after: 1, place: place(600), postedAt: 0 },
      ['0+500'],
    ],
    ['a pending row of the first page is posted on it', { after: 1, place: place(300), postedAt: 0 }, []],
    ['a row is removed', { after: 1, place: 0, rows: -1 }, []],
    ['more rows are removed than two pages share', { after: 1, place: 0, rows: -6 }, ['245+500']],
  ])('asks for no more than it needs where meanwhile happens: %s', async (_what, change, more) => {
    const list = movingList(1_200, [change]);
    const rows = await readAll(list.readPage);
    expect([list.missingFrom(rows), list.lostFrom(rows)]).toEqual([[], []]);
    expect(list.calls.toSorted()).toEqual(['0+500', '495+500', '990+500', ...more].toSorted());
  });
});

it('a history that is read at once is newest first, also where it changes meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), sizes, fc.array(rowsChange), async (scheduler, count, changes) => {
      const list = movingList(count, changes, { scheduler });
      const days = (await scheduler.waitFor(readAtOnce(list.readPage))).map(({ date }) => date);
      expect(days).toEqual(days.toSorted().toReversed());
    }),
  );
});
