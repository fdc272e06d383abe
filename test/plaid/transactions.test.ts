import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { PlaidApi } from 'plaid';
import { describe, expect, it } from 'vitest';
import { PlaidError } from '../../src/plaid/errors.ts';
import type { PlaidCallOptions } from '../../src/plaid/gateway.ts';
import {
  createReadPage,
  type ReadPage,
  readHistory,
  readHistoryPages,
} from '../../src/plaid/transactions.ts';
import { transaction } from '../finance/samples.ts';
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
const partsOf = (asked: readonly Asked[]) => asked.map(({ options }) => `${options.offset}+${options.count}`);
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
  const result = await readHistory({ readFirst: readPage, readPage, now: () => NOON });
  return { result, asked, mostOpen, offsets: asked.map(({ options }) => options.offset) };
}

/** Reads a list that may be another at each call. */
async function readList(listAt: (call: number) => ReturnType<typeof rowsFrom>, untilOpen = 1) {
  const answer = ({ options: { offset, count } }: Asked, call: number) => {
    const list = listAt(call);
    return { transactions: list.slice(offset, offset + count), total_transactions: list.length };
  };
  const { result, ...rest } = await read(answer, { untilOpen });
  const history = await unwrap(Promise.resolve(result));
  return { history, ids: history.transactions.map(({ id }) => id), ...rest };
}

describe('a history read as a whole', () => {
  it('takes one call when it is one page', async () => {
    const { history, ids, asked } = await readList(() => rowsFrom(0, 500));
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
    const { history, asked } = await readList(() => []);
    expect(history.transactions).toEqual([]);
    expect(history.balances.accounts).toHaveLength(1);
    expect(asked).toHaveLength(1);
  });

  it.each([
    [501, [0, 500]],
    [1000, [0, 500]],
    [1001, [0, 500, 1000]],
  ])('of %d rows is read at the offsets %j', async (count, expected) => {
    const { ids, offsets } = await readList(() => rowsFrom(0, count));
    expect(ids).toHaveLength(count);
    expect(offsets).toEqual(expected);
  });

  it('of many pages is read in two rounds: the first page, then all others at once', async () => {
    const { ids, asked, mostOpen } = await readList(() => rowsFrom(0, 10_000), 19);
    expect(new Set(ids).size).toBe(10_000);
    expect(ids).toEqual(idsOf(rowsFrom(0, 10_000)));
    expect(asked).toHaveLength(20);
    expect(mostOpen).toBe(19);
  });

  const [of1000, of1200] = [rowsFrom(0, 1000), rowsFrom(0, 1200)];
  const withNewRows = (rows: typeof of1000) => [...rowsFrom(5000, 3), ...rows];
  const readChanging = (before: typeof of1000, after: typeof of1000) =>
    readList((call) => (call === 0 ? before : after));

  it('has each row once when new rows arrive after the first call', async () => {
    const { ids, offsets } = await readChanging(of1200, withNewRows(of1200));
    expect(ids).toEqual(idsOf(of1200));
    expect(offsets).toEqual([0, 500, 1000]);
  });

  it('is read further when new rows move others beyond the last page', async () => {
    const { ids, asked } = await readChanging(of1000, withNewRows(of1000));
    expect(ids).toEqual(idsOf(of1000));
    expect(partsOf(asked)).toEqual(['0+500', '500+500', '1000+3']);
  });

  it.each<[string, number[], string[]]>([
    ['after the first call', [1200, 1198, 1198], ['0+500', '500+500', '1000+500', '498+2']],
    ['between two later calls', [1200, 1200, 1197], ['0+500', '500+500', '1000+500', '997+3']],
    ['again and again', [1200, 1199, 1198], ['0+500', '500+500', '1000+500', '498+2', '999+1']],
  ])('has no gap when rows disappear %s, and only the gap is read again', async (_, totals, parts) => {
    const newestFirst = (total: number) => of1200.slice(1200 - total);
    const { ids, asked } = await readList((call) => newestFirst(totals[call] ?? totals.at(-1) ?? 0));
    expect(ids).toEqual(expect.arrayContaining(idsOf(newestFirst(totals.at(-1) ?? 0))));
    expect(partsOf(asked)).toEqual(parts);
  });

  it('is read once when Plaid’s total is wrong', async () => {
    const { result, asked } = await read(() => ({ transactions: rowsFrom(0, 3), total_transactions: 4 }));
    expect(result).toMatchObject({ ok: true, value: { transactions: { length: 3 } } });
    expect(asked).toHaveLength(1);
  });

  it('is never more than 400 pages, whatever total Plaid gives', async () => {
    const { result, asked } = await read(() => ({ transactions: [], total_transactions: 1e9 }));
    expect(result.ok).toBe(true);
    expect(asked).toHaveLength(400);
  });

  /** Of three pages, of which some fail with these codes. */
  function readFailing(codes: Readonly<Record<number, string>>, callOptions?: PlaidCallOptions) {
    const pageAt = (offset: number) => ({ transactions: rowsFrom(offset, 500), total_transactions: 1500 });
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
    const codes = { 500: 'TRANSACTIONS_LIMIT', 1000: 'ITEM_LOGIN_REQUIRED' };
    const { result } = await readFailing(codes, callOptions);
    expect(result).toMatchObject({ ok: false, error: { kind: 'sign-in' } });
    expect(calls).toBe(3);
    expect(failures.toSorted()).toEqual(['limited', 'sign-in']);
  });

  it.each([
    [{ 500: 'TRANSACTIONS_LIMIT' }, 500],
    [{ 1000: 'TRANSACTIONS_LIMIT' }, 1000],
    [{ 500: 'RATE_LIMIT', 1000: 'TRANSACTIONS_LIMIT' }, 500],
  ])('is cut at the first page that Plaid’s limit refuses: %j', async (codes, count) => {
    const { result, asked } = await readFailing(codes);
    const cut = { from: '2026-02-28', againAt: new Date('2026-02-28T12:01:00Z') };
    expect(result).toMatchObject({ ok: true, value: { transactions: { length: count }, cut } });
    expect(asked).toHaveLength(3);
  });

  it('fails when its first page is refused', async () => {
    const { result } = await readFailing({ 0: 'TRANSACTIONS_LIMIT' });
    expect(result).toMatchObject({ ok: false, error: { kind: 'limited' } });
  });
});

describe('a history read page by page', () => {
  /** Pages of three, of a bank that has these rows at the first call, those at the second, and so on. */
  function pagesOf(...states: string[][]) {
    const offsets: number[] = [];
    const readPage: ReadPage = async (offset) => {
      const ids = states[Math.min(offsets.length, states.length - 1)] ?? [];
      offsets.push(offset);
      const rows = ids.slice(offset, offset + 3).map((id) => transaction({ id }));
      return { ok: true, value: { transactions: rows, accounts: [], total: ids.length } };
    };
    return { readPage, offsets };
  }

  async function readAll(readPage: ReadPage) {
    const ids: string[] = [];
    const isLast: boolean[] = [];
    for await (const page of readHistoryPages(readPage)) {
      if (!page.ok) throw page.error;
      ids.push(...page.value.transactions.map(({ id }) => id));
      isLast.push(page.value.isLast);
    }
    return { ids: ids.join(''), isLast };
  }

  it.each([
    ['is complete and in order, with one call for each page', ['abcdefg'], 'abcdefg', [0, 3, 6]],
    ['is read in one call when it is empty', [''], '', [0]],
    ['is read in one call when it is one full page', ['abc'], 'abc', [0]],
    ['has no row twice when one arrives between two calls', ['bcdef', 'abcdef'], 'bcdef', [0, 3]],
    ['misses no row when one disappears between two calls', ['abcdefg', 'acdefg'], 'abcdefg', [0, 3, 2, 5]],
    ['is over when every row has disappeared', ['abcd', ''], 'abc', [0, 3, 0]],
  ])('%s', async (_, states, expected, expectedOffsets) => {
    const { readPage, offsets } = pagesOf(...states.map((ids) => [...ids]));
    const { ids, isLast } = await readAll(readPage);
    expect(ids).toBe(expected);
    expect(isLast).toEqual(isLast.map((_, page) => page === isLast.length - 1));
    expect(offsets).toEqual(expectedOffsets);
  });

  it('is over with an empty page, even if Plaid’s total promises more', async () => {
    let calls = 0;
    const readPage: ReadPage = async () => {
      calls += 1;
      if (calls > 1) throw new Error('asked again');
      return { ok: true, value: { transactions: [], accounts: [], total: 5 } };
    };
    expect(await readAll(readPage)).toEqual({ ids: '', isLast: [true] });
  });

  it('reads a page only when the one before has been taken', async () => {
    const { readPage, offsets } = pagesOf(['a', 'b', 'c', 'd']);
    await readHistoryPages(readPage).next();
    expect(offsets).toEqual([0]);
  });

  it('ends with the page that cannot be read', async () => {
    const down = { ok: false, error: new PlaidError({ kind: 'plaid-down', code: 'X' }) } as const;
    const { readPage } = pagesOf(['a', 'b', 'c', 'd']);
    const pages = readHistoryPages((offset) => (offset === 0 ? readPage(0) : Promise.resolve(down)));
    const told = [];
    for await (const page of pages) told.push(page.ok ? page.value.transactions.length : page);
    expect(told).toEqual([3, down]);
  });
});
