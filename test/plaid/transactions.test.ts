import type { PlaidApi } from 'plaid';
import { describe, expect, it } from 'vitest';
import { readHistory } from '../../src/plaid/transactions.ts';
import { unwrap } from '../support/unwrap.ts';
import { type Asked, plaidWith, range, rowsFrom, sent } from './paged-plaid.ts';

describe('a history', () => {
  it('of one page takes one call', async () => {
    const plaid = plaidWith(() => rowsFrom(0, 500));
    const history = await unwrap(plaid.read());
    expect(history.transactions.map(({ id }) => id)).toEqual(
      rowsFrom(0, 500).map((row) => row.transaction_id),
    );
    expect(history.balances).toMatchObject({
      source: 'cached',
      accounts: [{ id: 'account-1', balanceMinor: 500 }],
    });
    expect(plaid.asked).toEqual([
      {
        access_token: 'access-token',
        start_date: '2026-01-01',
        end_date: '2026-02-28',
        options: { count: 500, offset: 0, include_original_description: true },
      },
    ]);
  });

  it('of nothing takes one call and still has its accounts', async () => {
    const plaid = plaidWith(() => []);
    const history = await unwrap(plaid.read());
    expect(history.transactions).toEqual([]);
    expect(history.balances.accounts).toHaveLength(1);
    expect(plaid.asked).toHaveLength(1);
  });

  it.each([
    [501, [0, 500]],
    [1000, [0, 500]],
    [1001, [0, 500, 1000]],
  ])('of %d rows asks for %j', async (count, offsets) => {
    const plaid = plaidWith(() => rowsFrom(0, count));
    expect((await unwrap(plaid.read())).transactions).toHaveLength(count);
    expect(plaid.offsets()).toEqual(offsets);
  });

  it('of many pages takes two rounds: the first alone, then all others at once', async () => {
    const plaid = plaidWith(() => rowsFrom(0, 10_000));
    const { transactions } = await unwrap(plaid.read());
    expect(new Set(transactions.map(({ id }) => id)).size).toBe(10_000);
    expect(transactions.map(({ id }) => id)).toEqual(rowsFrom(0, 10_000).map((row) => row.transaction_id));
    expect(plaid.asked).toHaveLength(20);
    expect(plaid.mostAtOnce()).toBe(19);
  });

  it('that grew between two calls has each row once', async () => {
    const before = rowsFrom(0, 1200);
    const after = [...rowsFrom(5000, 3), ...before];
    const plaid = plaidWith((call) => (call === 0 ? before : after));
    const ids = (await unwrap(plaid.read())).transactions.map(({ id }) => id);
    expect(ids).toEqual(before.map((row) => row.transaction_id));
    expect(plaid.offsets()).toEqual([0, 500, 1000]);
  });

  it('that grew so that rows moved past the last page is read once more', async () => {
    const before = rowsFrom(0, 1000);
    const after = [...rowsFrom(5000, 3), ...before];
    const plaid = plaidWith((call) => (call === 0 ? before : after));
    const ids = (await unwrap(plaid.read())).transactions.map(({ id }) => id);
    expect(ids).toEqual(after.map((row) => row.transaction_id));
    expect(plaid.offsets()).toEqual([0, 500, 0, 500, 1000]);
  });

  it('that shrank between two calls is read once more, so that no row is missing', async () => {
    const before = rowsFrom(0, 1200);
    const after = before.slice(2);
    const plaid = plaidWith((call) => (call === 0 ? before : after));
    const ids = (await unwrap(plaid.read())).transactions.map(({ id }) => id);
    expect(ids).toEqual(after.map((row) => row.transaction_id));
    expect(plaid.offsets()).toEqual([0, 500, 1000, 0, 500, 1000]);
  });

  it('whose total is wrong takes two looks and no more', async () => {
    let calls = 0;
    const sdk = {
      async transactionsGet() {
        calls += 1;
        return sent({ accounts: [], transactions: rowsFrom(0, 3), total_transactions: 4 });
      },
    } as unknown as PlaidApi;
    expect((await unwrap(readHistory(sdk, 'access-token', range))).transactions).toHaveLength(3);
    expect(calls).toBe(2);
  });

  it('never asks for more than 400 pages, however many there are said to be', async () => {
    let calls = 0;
    const sdk = {
      async transactionsGet() {
        calls += 1;
        return sent({ accounts: [], transactions: [], total_transactions: 1e9 });
      },
    } as unknown as PlaidApi;
    await unwrap(readHistory(sdk, 'access-token', range));
    expect(calls).toBe(2 * 400);
  });

  it('tells who asks of each call, and fails whole when one page fails', async () => {
    let calls = 0;
    const kinds: string[] = [];
    const failing = {
      transactionsGet: async ({ options }: Asked) => {
        if (options.offset === 500) return sent({ error_code: 'TRANSACTIONS_LIMIT' }, 429);
        return sent({ accounts: [], transactions: rowsFrom(options.offset, 500), total_transactions: 1500 });
      },
    };
    const callOptions = {
      onCall: () => void calls++,
      onFailure: (error: { kind: string }) => void kinds.push(error.kind),
    };
    const read = unwrap(readHistory(failing as unknown as PlaidApi, 'access-token', range, callOptions));
    await expect(read).rejects.toMatchObject({ kind: 'limited', code: 'TRANSACTIONS_LIMIT' });
    expect(calls).toBe(3);
    expect(kinds).toEqual(['limited']);
  });
});
