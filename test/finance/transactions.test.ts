import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupByDay, newestFirst, pageOf } from '../../src/finance/transactions.ts';
import { transaction } from './samples.ts';

describe('the order of the list', () => {
  it('is pending first, then newest first, and stable within a day', () => {
    const rows = [
      transaction({ id: 'a', date: '2025-10-31' }),
      transaction({ id: 'b', date: '2025-11-02' }),
      transaction({ id: 'c', date: '2025-11-02' }),
      transaction({ id: 'd', date: '2025-11-01', isPending: true }),
      transaction({ id: 'e', date: '2025-11-03', isPending: true }),
      transaction({ id: 'f', date: '2025-11-01' }),
    ];
    expect(newestFirst(rows).map((row) => row.id)).toEqual(['e', 'd', 'b', 'c', 'f', 'a']);
  });
});

describe('groups by day', () => {
  it('puts pending rows in one group of no day and sums each day per currency', () => {
    const groups = groupByDay(
      newestFirst([
        transaction({ date: '2025-11-02', amountMinor: -100 }),
        transaction({ date: '2025-11-02', amountMinor: 300, currency: 'EUR' }),
        transaction({ date: '2025-11-01', isPending: true }),
        transaction({ date: '2025-11-03', isPending: true }),
      ]),
    );
    expect(groups.map(({ day, count }) => [day, count])).toEqual([
      [null, 2],
      ['2025-11-02', 2],
    ]);
    expect(groups[1]?.totals.map(({ currency, netMinor }) => [currency, netMinor])).toEqual([
      ['EUR', 300],
      ['USD', -100],
    ]);
  });
});

it('leaves what is probably posted as well out of a day’s sums, and not out of the day', () => {
  const probablySameAs = { id: 'x1', date: '2025-11-03', amountMinor: -1240 };
  const rows = [transaction({ isPending: true, probablySameAs }), transaction({ isPending: true })];
  const [group] = groupByDay(rows);
  expect(group).toMatchObject({ count: 2, transactions: rows, totals: [{ netMinor: -1240, count: 1 }] });
});

describe('pages', () => {
  const sameDay = (count: number) => Array.from({ length: count }, () => transaction({ amountMinor: -1 }));

  it('splits a day over two pages and keeps the whole day’s totals on both', () => {
    const groups = groupByDay(sameDay(150));
    const second = pageOf(groups, 2);
    expect(second.groups.map((group) => group.transactions.length)).toEqual([50]);
    expect(second.groups[0]?.totals[0]?.netMinor).toBe(-150);
    expect(second).toMatchObject({ page: 2, pages: 2, count: 150 });
  });

  it('shows the last page for a number beyond it, and one empty page for nothing', () => {
    expect(pageOf(groupByDay(sameDay(150)), 999).page).toBe(2);
    expect(pageOf([], 7)).toEqual({
      groups: [],
      page: 1,
      pages: 1,
      firstRow: 1,
      lastRow: 0,
      count: 0,
    });
  });

  it('fills a page exactly without an empty one after it', () => {
    expect(pageOf(groupByDay(sameDay(200)), 2)).toMatchObject({ page: 2, pages: 2 });
  });

  it('heads no day of which it shows no row', () => {
    const days = ['2025-11-03', '2025-11-02', '2025-11-01'];
    const groups = groupByDay(days.map((date) => transaction({ date })));
    const shown = days.map((_, index) => pageOf(groups, index + 1, 1).groups.map(({ day }) => day));
    expect(shown).toEqual(days.map((day) => [day]));
  });

  it('counts the rows it shows', () => {
    expect(pageOf(groupByDay(sameDay(150)), 1)).toMatchObject({ firstRow: 1, lastRow: 100 });
    expect(pageOf(groupByDay(sameDay(150)), 2)).toMatchObject({ firstRow: 101, lastRow: 150 });
  });

  it('together hold every row once, in order', () => {
    const day = fc.integer({ min: 1, max: 9 }).map((n) => `2025-11-0${n}`);
    fc.assert(
      fc.property(fc.array(day), fc.integer({ min: 1, max: 7 }), (days, size) => {
        const rows = newestFirst(days.map((date) => transaction({ date })));
        const groups = groupByDay(rows);
        const { pages } = pageOf(groups, 1, size);
        const shown = Array.from({ length: pages }, (_, index) => pageOf(groups, index + 1, size).groups);
        expect(shown.flat().flatMap((group) => group.transactions)).toEqual(rows);
      }),
    );
  });
});
