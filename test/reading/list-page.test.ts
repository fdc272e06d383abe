/** A page of a list by Plaid's count and offset: which rows it shows, and what is read around them. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Transaction } from '../../src/finance/model.ts';
import { PlaidError } from '../../src/plaid/errors.ts';
import { readListPage } from '../../src/reading/list-page.ts';
import { movingList, rowsChange, rowsOf } from '../support/moving-list.ts';

/** Reads a page of these rows; gives the positions it shows and those that were read, and the calls. */
async function read(number: number, rows: readonly Transaction[]) {
  const calls: string[] = [];
  const result = await readListPage(number, async (offset, count) => {
    calls.push(`${offset}+${count}`);
    return {
      ok: true,
      value: { transactions: rows.slice(offset, offset + count), accounts: [], total: rows.length },
    };
  });
  if (!result.ok) throw result.error;
  const { page, transactions } = result.value;
  const positions = transactions.map(({ id }) => Number(id.slice(1)));
  const shown = positions.filter((at) => page?.ids.has(`r${at}`));
  const spanOf = (all: number[]) => (all.length > 0 ? `${all[0]}-${all.at(-1)}` : '');
  return { calls, page, shown: spanOf(shown), read: spanOf(positions), count: shown.length };
}

describe('a page of a long list', () => {
  it.each([
    [1, '0-99', '0-499', ['0+500']],
    [3, '200-299', '0-499', ['0+500']],
    [4, '300-399', '100-599', ['100+500']],
    [20, '1900-1999', '1700-2199', ['1700+500']],
    [25, '2400-2499', '2200-2499', ['2200+500']],
  ])('%i takes one call', async (number, shown, around, calls) => {
    expect(await read(number, rowsOf(2_500, 4))).toMatchObject({
      shown,
      read: around,
      calls,
      page: { number },
    });
  });

  it('has every row on exactly one page', async () => {
    const rows = rowsOf(1_234, 7);
    const pages = await Promise.all(Array.from({ length: 13 }, (_, index) => read(index + 1, rows)));
    expect(pages.map(({ shown }) => shown)).toEqual(
      pages.map((_, index) => `${index * 100}-${Math.min(index * 100 + 99, 1_233)}`),
    );
    expect(pages.map(({ page }) => page?.total)).toEqual(pages.map(() => 1_234));
  });

  it('beyond the last is the last, for one call more', async () => {
    const beyond = await read(9_999, rowsOf(1_234, 7));
    expect(beyond).toMatchObject({ shown: '1200-1233', page: { number: 13 } });
    expect(beyond.calls).toEqual(['999600+500', '1000+500']);
  });

  it.each([
    [4, 400, ['100+500', '0+105']],
    [4, 700, ['100+500', '0+105', '595+500']],
    [1, 600, ['0+500', '495+500']],
  ])('%i reads on until the days at its edges are whole: %i rows a day', async (number, perDay, calls) => {
    expect((await read(number, rowsOf(3_000, perDay))).calls).toEqual(calls);
  });

  it('reads what was posted in the seven days after its pending rows', async () => {
    // 60 rows a day: the seven days after the pending row at 450 begin at row 0.
    const pending = { 450: { isPending: true } };
    expect(await read(5, rowsOf(3_000, 60, pending))).toMatchObject({
      calls: ['200+500', '0+205'],
      read: '0-699',
    });
    expect((await read(5, rowsOf(3_000, 60))).calls).toEqual(['200+500']);
  });
});

describe('a list of 500 rows and fewer', () => {
  it.each([
    [1, 500, ['0+500']],
    [2, 120, ['0+500']],
    [3, 120, ['0+500']],
    [1, 0, ['0+500']],
    [5, 480, ['200+500', '0+205']],
    [99, 480, ['9600+500', '200+500', '0+205']],
  ])('is read whole: page %i of %i rows', async (number, count, calls) => {
    expect(await read(number, rowsOf(count, 4))).toMatchObject({
      ...{ page: null, calls },
      read: count > 0 ? `0-${count - 1}` : '',
    });
  });
});

describe('a page of which a call fails', () => {
  const error = new PlaidError({ kind: 'limited', code: 'TRANSACTIONS_LIMIT' });
  async function readFailing(number: number, rows: readonly Transaction[], failing: number) {
    const needed: boolean[] = [];
    const result = await readListPage(number, async (offset, count, isNeeded) => {
      needed.push(isNeeded);
      if (needed.length === failing) return { ok: false, error };
      const transactions = rows.slice(offset, offset + count);
      return { ok: true, value: { transactions, accounts: [], total: rows.length } };
    });
    return { result, needed };
  }

  it('fails where that call was to bring the page itself', async () => {
    expect(await readFailing(4, rowsOf(3_000, 700), 1)).toMatchObject({ result: { ok: false, error } });
    // The number of pages is known by the first call.
    const beyond = await readFailing(9_999, rowsOf(3_000, 700), 2);
    expect(beyond).toMatchObject({ result: { ok: false, error }, needed: [true, true] });
  });

  it.each([
    ['before it', 4, 3_000, 2, [300, 400]],
    ['after it', 4, 3_000, 3, [300, 400]],
    ['of a list that would be whole', 5, 480, 2, [400, 480]],
  ])(
    'shows the page where it was to bring rows %s, and tells of it',
    async (_, number, count, failing, [from, to]) => {
      const rows = rowsOf(count, 700);
      const { result, needed } = await readFailing(number, rows, failing);
      expect(result).toMatchObject({ ok: true, value: { page: { number, total: count, isWhole: false } } });
      const shown = result.ok ? [...(result.value.page?.ids ?? [])] : [];
      expect(shown).toEqual(rows.slice(from, to).map(({ id }) => id));
      expect(needed).toEqual([true, ...Array(failing - 1).fill(false)]);
    },
  );
});

// Two calls share five rows.
it.each([
  ['four rows arrive before it', 4, 400, 4, true],
  ['five rows arrive before it', 4, 400, 5, false],
  ['four rows before it are removed', 1, 600, -4, true],
  ['five rows before it are removed', 1, 600, -5, false],
])(
  'a page is read while %s: page %i of a list with %i rows a day',
  async (_, number, perDay, moved, isWhole) => {
    const rows = rowsOf(3_000, perDay);
    const arrived = rowsOf(Math.max(0, moved), perDay).map((row) => ({ ...row, id: `new ${row.id}` }));
    const later = [...arrived, ...rows.slice(Math.max(0, -moved))];
    let calls = 0;
    const result = await readListPage(number, async (offset, count) => {
      calls += 1;
      const list = calls === 1 ? rows : later;
      return {
        ok: true,
        value: { transactions: list.slice(offset, offset + count), accounts: [], total: list.length },
      };
    });
    expect(calls).toBe(2);
    const ids = rows.slice((number - 1) * 100, number * 100).map(({ id }) => id);
    expect(result).toMatchObject({ ok: true, value: { page: { ids: new Set(ids), isWhole } } });
  },
);

it('a page is of one moment, and no row of the day it begins or ends with is lost while the list moves', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 100, max: 1_800 }),
      fc.array(rowsChange, { maxLength: 3 }),
      async (number, perDay, changes) => {
        const list = movingList(1_800, changes, { perDay });
        let then: string[] = [];
        const result = await readListPage(number, async (offset, count, isNeeded) => {
          const part = await list.readPage(offset, count);
          if (isNeeded) then = list.now();
          return part;
        });
        if (!result.ok) throw result.error;
        const { page, transactions } = result.value;
        const at = ((page?.number ?? 1) - 1) * 100;
        expect([...(page?.ids ?? [])]).toEqual(then.slice(at, at + 100));
        if (!page?.isWhole) return;
        const days = new Set(transactions.filter(({ id }) => page.ids.has(id)).map(({ date }) => date));
        expect(list.missingFrom(transactions, ({ date }) => days.has(date))).toEqual([]);
      },
    ),
  );
});
