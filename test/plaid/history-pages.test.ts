/** A history read page by page, for a file: which calls it makes, and when it is over. */

import { expect, it } from 'vitest';
import { PlaidError } from '../../src/plaid/errors.ts';
import { type ReadPage, readHistoryPages } from '../../src/plaid/transactions.ts';
import { movingList } from '../support/moving-list.ts';

async function readAll(readPage: ReadPage) {
  const ids: string[] = [];
  for await (const page of readHistoryPages(readPage)) {
    if (!page.ok) throw page.error;
    ids.push(...page.value.transactions.map(({ id }) => id));
  }
  return ids;
}

it.each([
  [0, ['0+500']],
  [500, ['0+500']],
  [501, ['0+500', '495+500']],
  [995, ['0+500', '495+500']],
  [996, ['0+500', '495+500', '990+500']],
])('of %d rows is complete and in order, in these calls: %j', async (count, calls) => {
  const list = movingList(count, []);
  expect(await readAll(list.readPage)).toEqual(list.now());
  expect(list.calls).toEqual(calls);
});

it('is over when every row has disappeared', async () => {
  const list = movingList(700, [{ after: 1, place: 0, rows: -700 }]);
  expect(await readAll(list.readPage)).toHaveLength(500);
  expect(list.calls).toEqual(['0+500', '495+500', '245+500']);
});

it('is over with a page that is not full, even if Plaid’s total promises more', async () => {
  let calls = 0;
  const readPage: ReadPage = async () => {
    calls += 1;
    return { ok: true, value: { transactions: [], accounts: [], total: 5_000 } };
  };
  expect([await readAll(readPage), calls]).toEqual([[], 1]);
});

it('ends, whatever Plaid answers', async () => {
  const { readPage } = movingList(500, []);
  let calls = 0;
  const endless: ReadPage = async () => {
    calls += 1;
    const page = await readPage(0);
    return page.ok ? { ok: true, value: { ...page.value, total: 1e9 } } : page;
  };
  expect(await readAll(endless)).toHaveLength(500);
  expect(calls).toBeLessThan(1_000);
});

it('reads a page only when the one before has been taken', async () => {
  const list = movingList(2_000, []);
  await readHistoryPages(list.readPage).next();
  expect(list.calls).toEqual(['0+500']);
});

it('ends with the page that cannot be read', async () => {
  const down = { ok: false, error: new PlaidError({ kind: 'plaid-down', code: 'X' }) } as const;
  const { readPage } = movingList(2_000, []);
  const told = [];
  for await (const page of readHistoryPages(async (offset) => (offset === 0 ? readPage(0) : down))) {
    told.push(page.ok ? page.value.transactions.length : page);
  }
  expect(told).toEqual([500, down]);
});
