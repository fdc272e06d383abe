/** A page of a list by Plaid's count and offset: which rows it shows, and what is read around them. */

import { describe, expect, it } from 'vitest';
import type { Transaction } from '../../src/finance/model.ts';
import { PlaidError } from '../../src/plaid/errors.ts';
import { readListPage } from '../../src/reading/list-page.ts';
import { transaction } from '../finance/samples.ts';

const DAY_MS = 86_400_000;
const FIRST_MS = Date.parse('2026-05-20');

/** So many rows, newest first, with so many on each day; some of them with facts of their own, by their position. */
function rowsOf(count: number, perDay: number, own: Readonly<Record<number, Partial<Transaction>>> = {}) {
  return Array.from({ length: count }, (_, at) => {
    const date = new Date(FIRST_MS - Math.floor(at / perDay) * DAY_MS).toISOString().slice(0, 10);
    return transaction({ id: `r${at}`, date, ...own[at] });
  });
}

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
    [4, 400, ['100+500', '0+100']],
    [4, 700, ['100+500', '0+100', '600+500']],
    [1, 600, ['0+500', '500+500']],
  ])('%i reads on until the days at its edges are whole: %i rows a day', async (number, perDay, calls) => {
    expect((await read(number, rowsOf(3_000, perDay))).calls).toEqual(calls);
  });

  it('reads what was posted in the seven days after its pending rows', async () => {
    // 60 rows a day: the seven days after the pending row at 450 begin at row 0.
    const pending = { 450: { isPending: true } };
    expect(await read(5, rowsOf(3_000, 60, pending))).toMatchObject({
      calls: ['200+500', '0+200'],
      read: '0-699',
    });
    expect((await read(5, rowsOf(3_000, 60))).calls).toEqual(['200+500']);
  });
});

describe('a list of 500 rows and fewer', () => {
  it.each([
    [1, 500, ['0+500']],
    [2, 120, ['0+500']],
    [1, 0, ['0+500']],
    [5, 480, ['200+500', '0+200']],
    [99, 480, ['9600+500', '200+500', '0+200']],
  ])('is read whole: page %i of %i rows', async (number, count, calls) => {
    expect(await read(number, rowsOf(count, 4))).toMatchObject({
      ...{ page: null, calls },
      read: count > 0 ? `0-${count - 1}` : '',
    });
  });
});

it('fails where one of its calls does', async () => {
  const error = new PlaidError({ kind: 'limited', code: 'TRANSACTIONS_LIMIT' });
  const rows = rowsOf(3_000, 700);
  for (const failing of [1, 2, 3]) {
    let calls = 0;
    const result = await readListPage(4, async (offset, count) => {
      calls += 1;
      if (calls === failing) return { ok: false, error };
      const transactions = rows.slice(offset, offset + count);
      return { ok: true, value: { transactions, accounts: [], total: rows.length } };
    });
    expect(result).toEqual({ ok: false, error });
  }
});
