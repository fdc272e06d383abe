/** A history read at once: which calls it makes, and what it is when some of them fail. */

import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { PlaidApi } from 'plaid';
import { describe, expect, it } from 'vitest';
import { PlaidError } from '../../src/plaid/errors.ts';
import type { PlaidCallOptions } from '../../src/plaid/gateway.ts';
import { createReadPage, type ReadPage, readHistory } from '../../src/plaid/transactions.ts';
import { movingList } from '../support/moving-list.ts';
import { unwrap } from '../support/unwrap.ts';

const NOON = new Date('2026-02-28T12:00:00Z');

interface Asked {
  readonly access_token: string;
  readonly start_date: string;
  readonly end_date: string;
  readonly options: { readonly count: number; readonly offset: number };
}

/** So many rows, each with an id of its own. */
function rowsFrom(first: number, count: number) {
  const row = { account_id: 'account-1', date: '2026-02-28', amount: 1, iso_currency_code: 'USD' };
  return Array.from({ length: count }, (_, index) => ({
    ...{ transaction_id: `t${first + index}`, ...row, name: 'row', pending: false },
  }));
}

const idsOf = (rows: ReturnType<typeof rowsFrom>) => rows.map(({ transaction_id }) => transaction_id);
const balances = { current: 5, iso_currency_code: 'USD' };
const accounts = [{ account_id: 'account-1', name: 'Checking', type: 'depository', balances }];

/**
 * Reads a history from a Plaid that answers so; gives the calls, and how many were open at once. All answers but the first
 * wait until so many are.
 */
async function read(
  answer: (asked: Asked, call: number) => object,
  { untilOpen = 1, ...callOptions }: PlaidCallOptions & { untilOpen?: number } = {},
) {
  const end = performance.now() + 5_000;
  const asked: Asked[] = [];
  let open = 0;
  let mostOpen = 0;
  async function transactionsGet(question: Asked) {
    const isFirst = asked.length === 0;
    const data = { accounts, ...answer(question, asked.length) };
    asked.push(question);
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    await wait(5);
    while (!isFirst && mostOpen < untilOpen && performance.now() < end) await wait(5);
    open -= 1;
    return {
      status: 'error_code' in data ? 429 : 200,
      data: Readable.from([Buffer.from(JSON.stringify(data))]),
    };
  }
  const sdk = { transactionsGet } as unknown as PlaidApi;
  const range = { from: '2026-01-01', to: '2026-02-28' };
  const readPage = createReadPage({ sdk, accessToken: 'access-token', range, callOptions });
  const result = await readHistory(readPage, () => NOON);
  return { result, asked, mostOpen, offsets: asked.map(({ options }) => options.offset) };
}

/** Reads a list of so many rows. */
async function readList(rows: number, untilOpen = 1) {
  const list = rowsFrom(0, rows);
  const answer = ({ options: { offset, count } }: Asked) => ({
    transactions: list.slice(offset, offset + count),
    total_transactions: list.length,
  });
  const { result, ...rest } = await read(answer, { untilOpen });
  const history = await unwrap(Promise.resolve(result));
  return { history, ids: history.transactions.map(({ id }) => id), ...rest };
}

describe('a history read as a whole', () => {
  it('takes one call when it is one page', async () => {
    const { history, ids, asked } = await readList(500);
    expect(ids).toEqual(idsOf(rowsFrom(0, 500)));
    expect(history.balances).toMatchObject({
      source: 'cached',
      accounts: [{ id: 'account-1', balanceMinor: 500 }],
    });
    const options = { count: 500, offset: 0, include_original_description: true };
    const days = { start_date: '2026-01-01', end_date: '2026-02-28' };
    expect(asked).toEqual([{ access_token: 'access-token', ...days, options }]);
  });

  it('takes one call when it is empty, and still has its accounts', async () => {
    const { history, asked } = await readList(0);
    expect(history.transactions).toEqual([]);
    expect(history.balances.accounts).toHaveLength(1);
    expect(asked).toHaveLength(1);
  });

  it.each([
    [501, [0, 495]],
    [995, [0, 495]],
    [996, [0, 495, 990]],
  ])('of %d rows is read at the offsets %j', async (count, expected) => {
    const { ids, offsets } = await readList(count);
    expect(ids).toHaveLength(count);
    expect(offsets).toEqual(expected);
  });

  it('is whole where Plaid gives fewer rows at once than are asked for', async () => {
    const list = rowsFrom(0, 1_062);
    const { result } = await read(({ options: { offset, count } }) => ({
      transactions: list.slice(offset, offset + Math.min(count, 100)),
      total_transactions: list.length,
    }));
    const history = await unwrap(Promise.resolve(result));
    expect(new Set(history.transactions.map(({ id }) => id))).toEqual(new Set(idsOf(list)));
    expect(history.transactions).toHaveLength(1_062);
  });

  it('ends where Plaid’s total promises more rows than it gives', async () => {
    const { ids, offsets } = await read(({ options: { offset } }) => ({
      transactions: rowsFrom(0, 30).slice(offset),
      total_transactions: 480,
    })).then(async ({ result, ...rest }) => {
      const history = await unwrap(Promise.resolve(result));
      return { ids: history.transactions.map(({ id }) => id), ...rest };
    });
    expect([ids.length, offsets]).toEqual([30, [0, 30]]);
  });

  it('says what is wrong with an Item though Plaid gives what it has', async () => {
    const item = {
      error: { error_type: 'ITEM_ERROR', error_code: 'ITEM_LOGIN_REQUIRED', error_message: 'x' },
    };
    const { result } = await read(() => ({ item, transactions: rowsFrom(0, 3), total_transactions: 3 }));
    const history = await unwrap(Promise.resolve(result));
    expect(history.transactions).toHaveLength(3);
    expect(history.itemError).toMatchObject({ kind: 'sign-in', code: 'ITEM_LOGIN_REQUIRED' });
  });

  it('of many pages is read twenty pages at a time, after the first', async () => {
    const { ids, asked, mostOpen } = await readList(20_000, 20);
    expect(ids).toEqual(idsOf(rowsFrom(0, 20_000)));
    expect(asked).toHaveLength(41);
    expect(mostOpen).toBe(20);
  });

  it('is asked for once more when Plaid’s total is wrong, and has each row once', async () => {
    const { result, asked } = await read(() => ({ transactions: rowsFrom(0, 3), total_transactions: 4 }));
    expect(result).toMatchObject({ ok: true, value: { transactions: { length: 3 } } });
    expect(asked).toHaveLength(2);
  });

  it('is never more than 400 pages, whatever total Plaid gives', async () => {
    const { result, asked } = await read(() => ({ transactions: [], total_transactions: 1e9 }));
    expect(result.ok).toBe(true);
    expect(asked).toHaveLength(400);
  });

  /** Of three pages, of which some fail with these codes. */
  function readFailing(codes: Readonly<Record<number, string>>, callOptions?: PlaidCallOptions) {
    const pageAt = (offset: number) => ({ transactions: rowsFrom(offset, 500), total_transactions: 1_490 });
    return read(({ options: { offset } }) => {
      const error_code = codes[offset];
      return error_code ? { error_code } : pageAt(offset);
    }, callOptions);
  }

  it('reports each call, and fails as a whole when one page fails', async () => {
    let calls = 0;
    const failures: string[] = [];
    const callOptions = {
      onCall: () => void calls++,
      onFailure: ({ kind }: PlaidError) => void failures.push(kind),
    };
    const codes = { 495: 'TRANSACTIONS_LIMIT', 990: 'ITEM_LOGIN_REQUIRED' };
    const { result } = await readFailing(codes, callOptions);
    expect(result).toMatchObject({ ok: false, error: { kind: 'sign-in' } });
    expect(calls).toBe(3);
    expect(failures.toSorted()).toEqual(['limited', 'sign-in']);
  });

  it.each([
    [{ 495: 'TRANSACTIONS_LIMIT' }, 500],
    [{ 990: 'TRANSACTIONS_LIMIT' }, 995],
    [{ 495: 'RATE_LIMIT', 990: 'TRANSACTIONS_LIMIT' }, 500],
  ])('is cut at the first page that Plaid’s limit refuses: %j', async (codes, count) => {
    const { result, asked } = await readFailing(codes);
    const cut = { from: '2026-02-28', againAt: new Date('2026-02-28T12:01:00Z') };
    expect(result).toMatchObject({ ok: true, value: { transactions: { length: count }, cut } });
    expect(asked).toHaveLength(3);
  });

  it.each([1, 22, 30, 40])(
    'shows what Plaid’s limit leaves but for twenty pages, whichever of its calls comes first: %i calls',
    async (left) => {
      const list = movingList(20_000, []);
      let answered = 0;
      let open: (() => void)[] = [];
      // Of the calls that are on the way the last comes first.
      const readPage: ReadPage = async (offset) => {
        await new Promise<void>((resolve) => {
          open.push(resolve);
          setImmediate(() => {
            for (const arrive of open.toReversed()) arrive();
            open = [];
          });
        });
        answered += 1;
        if (answered > left) return { ok: false, error: new PlaidError({ kind: 'limited', code: 'X' }) };
        return list.readPage(offset);
      };
      const { transactions, cut } = await unwrap(readHistory(readPage, () => NOON));
      const pages = Math.ceil(transactions.length / 500);
      expect(cut?.from).toBe(transactions.at(-1)?.date);
      expect(pages).toBeGreaterThan(left - 20);
    },
  );

  it('fails when its first page is refused', async () => {
    const { result } = await readFailing({ 0: 'TRANSACTIONS_LIMIT' });
    expect(result).toMatchObject({ ok: false, error: { kind: 'limited' } });
  });
});
