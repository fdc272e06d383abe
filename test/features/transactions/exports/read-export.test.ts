/** Banks read for an export: which pages are asked for, and that each purchase is written once. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eachOnce, openExport } from '../../../../src/features/transactions/exports/read-export.ts';
import type { Book } from '../../../../src/finance/book/lines.ts';
import { parseFilter } from '../../../../src/finance/filter.ts';
import type { Transaction } from '../../../../src/finance/model.ts';
import { counts, eachPurchaseOnce } from '../../../../src/finance/pending-twins.ts';
import { PlaidError } from '../../../../src/plaid/errors.ts';
import type { Gateway, HistoryPart, Result } from '../../../../src/plaid/gateway.ts';
import { account, transaction } from '../../../finance/samples.ts';

async function rowsOf(pages: AsyncIterable<readonly Transaction[]> | undefined): Promise<Transaction[]> {
  const rows: Transaction[] = [];
  for await (const page of pages ?? []) rows.push(...page);
  return rows;
}

async function idsOf(pages: AsyncIterable<readonly Transaction[]> | undefined): Promise<string[]> {
  return (await rowsOf(pages)).map(({ id }) => id);
}

describe('an export', () => {
  const now = new Date('2025-11-22T12:00:00Z');
  const range = { from: '2025-10-23', to: '2025-11-22' };
  const accounts = [account(), account({ id: 'card', type: 'credit' })];
  const down = new PlaidError({ kind: 'bank-down', code: 'INSTITUTION_DOWN' });
  const first = [
    transaction({ id: 'p1', isPending: true }),
    transaction({ id: 'p2', isPending: true }),
    transaction({ id: 'c1', accountId: 'card' }),
  ];
  const second = [
    transaction({ id: 'r1', pendingId: 'p1', amountMinor: 900_00 }),
    transaction({ id: 'r2', currency: 'EUR' }),
  ];

  /** Banks by their token: the pages of each, or why it has none. What is asked for is noted. */
  function banksOf(
    pages: Readonly<Record<string, readonly Transaction[][] | PlaidError>>,
    query = {},
    without: readonly string[] = [],
    book: Book = [],
  ) {
    const asked: string[] = [];
    const pagesTaken: string[] = [];
    const gateway = {
      async *historyPages(token: string, askedRange: object): AsyncGenerator<Result<HistoryPart>, void> {
        asked.push(token);
        expect(askedRange).toEqual(range);
        const own = pages[token] ?? [];
        if (own instanceof PlaidError) return yield { ok: false, error: own };
        const total = own.flat().length;
        for (const transactions of own) {
          pagesTaken.push(token);
          yield { ok: true, value: { transactions, accounts, total } };
        }
      },
    } as unknown as Gateway;
    const linkedBanks = Object.keys(pages).map((accessToken) => ({
      id: accessToken,
      connection: {
        ...{ accessToken, itemId: accessToken, userId: null, institutionId: `ins_${accessToken}` },
        ...{ institutionName: `Bank ${accessToken}`, linkedAt: now },
      },
      expiresAt: now,
      isSessionOnly: false,
    }));
    const asking = { gateway, linkedBanks, range, callOptions: {}, now, today: range.to, book };
    return {
      ...{ asked, pagesTaken },
      opened: openExport({ ...asking, filter: parseFilter(query, []), without: new Set(without) }),
    };
  }

  const firstOf = async ({ opened }: ReturnType<typeof banksOf>) => (await opened).source.banks[0];

  it('asks every bank before a byte is written, and tells which cannot be read', async () => {
    const { opened, asked } = banksOf({ a: [first, second], b: down });
    const { source, unread } = await opened;
    expect(source).toMatchObject({ range, madeAt: now, missingBanks: [] });
    expect(source.banks).toMatchObject([{ name: 'Bank a', institutionId: 'ins_a' }]);
    expect(unread).toEqual([{ name: 'Bank b', error: down }]);
    expect(asked).toEqual(['a', 'b']);
  });

  it('does not ask the banks that its reader leaves out, and names them', async () => {
    const { opened, asked } = banksOf({ a: [first], b: down, c: [second] }, {}, ['b', 'c', 'x']);
    expect(await opened).toMatchObject({
      source: { banks: [{ name: 'Bank a' }], missingBanks: ['Bank b', 'Bank c'] },
      unread: [],
    });
    expect(asked).toEqual(['a']);
  });

  it('has the rows of all pages of a bank, each purchase once, filtered', async () => {
    const all = await firstOf(banksOf({ a: [first, second] }));
    expect(await idsOf(all?.rows())).toEqual(['c1', 'r1', 'r2', 'p2']);
    const large = await firstOf(banksOf({ a: [first, second] }, { min: '500' }));
    expect(await idsOf(large?.rows())).toEqual(['r1']);
  });

  it.each([
    ['in their order', ['checking', 'card']],
    ['in another order', ['card', 'checking']],
  ])('has the posted rows of each account in its currency, and reads the bank once: %s', async (_, order) => {
    const banks = banksOf({ a: [first, second] });
    const bank = await firstOf(banks);
    const read: string[][] = [];
    for (const id of order) {
      const own = bank?.accounts.find(({ account }) => account.id === id);
      read.push([id, ...(await idsOf(own?.rows()))]);
    }
    expect(read.toSorted()).toEqual([
      ['card', 'c1'],
      ['checking', 'r1'],
    ]);
    expect(banks.asked).toEqual(['a']);
  });

  it('leaves out the accounts and rows that the filter leaves out', async () => {
    const bank = await firstOf(banksOf({ a: [first, second] }, { account: 'checking', min: '100' }));
    expect(bank?.accounts.map(({ account: { id } }) => id)).toEqual(['checking']);
    expect(await idsOf(bank?.accounts[0]?.rows())).toEqual(['r1']);
  });

  it('gives rows as the book has them', async () => {
    const named = { direction: null, account: null } as const;
    const book = [
      { kind: 'call', match: { text: 'blue heron', ...named }, name: 'Heron' },
      { kind: 'file', match: { text: 'blue heron', ...named, direction: 'in' }, category: 'Treats' },
    ] as const;
    const open = async (query: object, lines: Book) =>
      (await banksOf({ a: [first, second] }, query, [], lines).opened).source;
    expect((await open({}, [])).hasBook).toBe(false);
    const { banks, hasBook } = await open({ direction: 'in' }, book);
    const heron = { id: 'r1', name: 'Heron', category: 'Treats' };
    expect(hasBook).toBe(true);
    expect(await rowsOf(banks[0]?.rows())).toMatchObject([heron]);
    const { banks: again } = await open({ direction: 'in' }, book);
    expect(await rowsOf(again[0]?.accounts[0]?.rows())).toMatchObject([heron]);
    // Which pending row a posted one is goes by what the bank tells, and not by names of the book.
    expect(await idsOf((await open({}, book)).banks[0]?.rows())).toEqual(
      await idsOf((await open({}, [])).banks[0]?.rows()),
    );
  });

  it('gives the rows of a single account as they come', async () => {
    const banks = banksOf({ a: [first, second] }, { account: 'card' });
    const rows = (await firstOf(banks))?.accounts[0]?.rows()[Symbol.asyncIterator]();
    expect((await rows?.next())?.value).toMatchObject([{ id: 'c1' }]);
    expect(banks.pagesTaken).toEqual(['a']);
  });
});

describe('each purchase once', () => {
  async function onceOf(pages: Transaction[][], isWanted = (_row: Transaction) => true): Promise<string[]> {
    async function* inPages() {
      yield* pages;
    }
    return idsOf(eachOnce(inPages(), (rows) => rows.filter(isWanted)));
  }

  const pending = transaction({ id: 'p1', isPending: true });
  const posted = transaction({ id: 'x1', pendingId: 'p1' });

  it('leaves out a pending row whose posted one is pages before or after it', async () => {
    expect(await onceOf([[pending], [], [posted]])).toEqual(['x1']);
    expect(await onceOf([[posted], [transaction({ id: 'x0' })], [pending]])).toEqual(['x1', 'x0']);
  });

  it('leaves it out even where the filter leaves out the posted one', async () => {
    expect(await onceOf([[pending, posted]], ({ isPending }) => isPending)).toEqual([]);
  });

  it('leaves out a pending row that is probably posted, pages before or after it, whatever the filter', async () => {
    const held = transaction({ id: 'p', isPending: true, date: '2025-11-01' });
    const paid = transaction({ id: 'x', date: '2025-11-04' });
    const between = transaction({ id: 'y', date: '2025-11-02', name: 'Rent', originalName: 'RENT' });
    expect(await onceOf([[paid], [], [between], [], [held]])).toEqual(['x', 'y']);
    expect(await onceOf([[held], [paid], [between]])).toEqual(['x', 'y']);
    expect(await onceOf([[paid, held]], ({ isPending }) => isPending)).toEqual([]);
  });

  it('pairs a posted row that names its pending row with no other pending row', async () => {
    const other = transaction({ id: 'p2', isPending: true });
    expect(await onceOf([[posted, pending, other]])).toEqual(['x1', 'p2']);
  });

  it('leaves out the same rows as the pages do, however they are paged', async () => {
    const someRows = fc.array(
      fc.record({
        day: fc.integer({ min: 10, max: 30 }),
        amountMinor: fc.constantFrom(-100, -120),
        isPending: fc.boolean(),
        merchantId: fc.constantFrom(null, 'm'),
        detailedCategory: fc.constantFrom('TRAVEL_LODGING', 'OTHER'),
      }),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(someRows, fc.integer({ min: 1, max: 5 }), async (facts, size) => {
        const rows = facts
          .map(({ day, ...row }, index) =>
            transaction({ ...row, id: `row-${index}`, date: `2025-11-${day}` }),
          )
          .sort((a, b) => (a.date < b.date ? 1 : -1));
        const pages = Array.from({ length: Math.ceil(rows.length / size) }, (_, page) =>
          rows.slice(page * size, (page + 1) * size),
        );
        const counted = eachPurchaseOnce(rows).filter(counts);
        expect((await onceOf(pages)).sort()).toEqual(counted.map(({ id }) => id).sort());
      }),
    );
  });

  it('writes pending rows last, and only those that are wanted', async () => {
    const other = transaction({ id: 'p2', isPending: true, name: 'Other' });
    const rent = transaction({ id: 'x2', name: 'Rent', originalName: 'RENT' });
    expect(await onceOf([[pending, other], [rent]], ({ name }) => name !== 'Other')).toEqual(['x2', 'p1']);
  });
});
