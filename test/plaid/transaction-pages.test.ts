import { describe, expect, it } from 'vitest';
import { PlaidError } from '../../src/plaid/errors.ts';
import type { ReadPage } from '../../src/plaid/transactions.ts';
import { readHistoryPages } from '../../src/plaid/transactions.ts';
import { transaction } from '../finance/samples.ts';

const SIZE = 3;

/** A bank that has these rows at the first call, at the second, and so on; pages are of three. */
function bankWith(...states: string[][]): { readPage: ReadPage; offsets: number[] } {
  const offsets: number[] = [];
  return {
    offsets,
    async readPage(offset) {
      const ids = states[Math.min(offsets.length, states.length - 1)] ?? [];
      offsets.push(offset);
      const rows = ids.slice(offset, offset + SIZE).map((id) => transaction({ id }));
      return { ok: true, value: { transactions: rows, accounts: [], total: ids.length } };
    },
  };
}

async function readAll(readPage: ReadPage) {
  const ids: string[] = [];
  const isLast: boolean[] = [];
  for await (const page of readHistoryPages(readPage)) {
    if (!page.ok) throw page.error;
    ids.push(...page.value.transactions.map(({ id }) => id));
    isLast.push(page.value.isLast);
  }
  return { ids, isLast };
}

describe('a history page by page', () => {
  it('comes whole, in order, one call for each page', async () => {
    const { readPage, offsets } = bankWith(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    expect(await readAll(readPage)).toEqual({
      ids: ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
      isLast: [false, false, true],
    });
    expect(offsets).toEqual([0, 3, 6]);
  });

  it('needs one call where there is one page, full or empty', async () => {
    for (const ids of [[], ['a', 'b', 'c']]) {
      const { readPage, offsets } = bankWith(ids);
      expect(await readAll(readPage)).toEqual({ ids, isLast: [true] });
      expect(offsets).toEqual([0]);
    }
  });

  it('tells no row twice when one arrives between two calls', async () => {
    const { readPage } = bankWith(['b', 'c', 'd', 'e', 'f'], ['a', 'b', 'c', 'd', 'e', 'f']);
    expect((await readAll(readPage)).ids).toEqual(['b', 'c', 'd', 'e', 'f']);
  });

  it('misses no row when one vanishes between two calls', async () => {
    const { readPage, offsets } = bankWith(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
      ['a', 'c', 'd', 'e', 'f', 'g'],
    );
    expect((await readAll(readPage)).ids).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    expect(offsets).toEqual([0, 3, 2, 5]);
  });

  it('ends when everything has vanished', async () => {
    const { readPage, offsets } = bankWith(['a', 'b', 'c', 'd'], []);
    expect((await readAll(readPage)).ids).toEqual(['a', 'b', 'c']);
    expect(offsets).toEqual([0, 3, 0]);
  });

  it('ends with an empty page, though more rows are said to be there', async () => {
    let calls = 0;
    const readPage: ReadPage = async () => {
      calls += 1;
      if (calls > 1) throw new Error('asked again');
      return { ok: true, value: { transactions: [], accounts: [], total: 5 } };
    };
    expect(await readAll(readPage)).toEqual({ ids: [], isLast: [true] });
  });

  it('asks for a page only when the one before has been taken', async () => {
    const { readPage, offsets } = bankWith(['a', 'b', 'c', 'd']);
    const pages = readHistoryPages(readPage);
    await pages.next();
    expect(offsets).toEqual([0]);
  });

  it('ends with the page that could not be read', async () => {
    const down = { ok: false, error: new PlaidError({ kind: 'plaid-down', code: 'X' }) } as const;
    const { readPage } = bankWith(['a', 'b', 'c', 'd']);
    const pages = readHistoryPages((offset) => (offset === 0 ? readPage(0) : Promise.resolve(down)));
    const told = [];
    for await (const page of pages) told.push(page.ok ? page.value.transactions.length : page);
    expect(told).toEqual([3, down]);
  });
});
