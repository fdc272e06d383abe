import { describe, expect, it } from 'vitest';
import { PlaidError } from '../../src/plaid/errors.ts';
import type { Cut, Gateway, History, PlaidCallOptions } from '../../src/plaid/gateway.ts';
import { cacheAge } from '../../src/reading/all-transactions.ts';
import { isNew, isRecentOnly } from '../../src/reading/bank-transactions.ts';
import { countCalls, type ReadingOptions, startHistories, startReading } from '../../src/reading/reading.ts';
import type { TransactionCache } from '../../src/redis/transaction-cache.ts';
import { account, transaction } from '../finance/samples.ts';

const now = new Date('2025-11-22T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const range = { from: '2025-01-01', to: '2025-11-22' };
const cached = { accounts: [account()], source: 'cached' as const };
const live = { accounts: [account()], source: 'live' as const };
const status = { institutionName: 'A', lastUpdatedAt: null, error: null, consentExpiresAt: null };
const row = (date: string) => transaction({ id: date, date });
const complete = [row('2025-11-20'), row('2025-01-05')];
const recent = [row('2025-11-20')];
const justLinked = { linkedAt: minutesAgo(2) };
const notReady = new PlaidError({ kind: 'not-ready', code: 'X' });

interface Bank {
  readonly reading: ReadingOptions;
  /** What Plaid and the cache were asked, in order. */
  readonly asked: string[];
  readonly kept: unknown[];
  /** The ranges that histories were asked for. */
  readonly ranges: unknown[];
}

interface BankOptions {
  readonly told?: History['transactions'] | PlaidError;
  /** `isOfOthers`: the Item shared other accounts when it was made. */
  readonly entry?: { from: string; rows: History['transactions']; isOfOthers?: boolean };
  readonly linkedAt?: Date;
  readonly range?: ReadingOptions['range'];
  readonly onlyFromBank?: boolean;
  readonly cut?: Cut;
}

/** One bank, perhaps with a cache entry; every call is reported through `onCall`, as by the real gateway. */
function bankWith(options: BankOptions): Bank {
  const { told = complete, entry, linkedAt = minutesAgo(60), onlyFromBank = false } = options;
  const asked: string[] = [];
  const kept: unknown[] = [];
  const ranges: unknown[] = [];
  const facts = { balances: cached, ...(options.cut ? { cut: options.cut } : {}) };
  const answer =
    <T>(what: string, value: T | PlaidError) =>
    async (token: string, ...rest: unknown[]) => {
      asked.push(`${what} ${token}`);
      if (what === 'history') ranges.push(rest[0]);
      (rest.at(-1) as { onCall?: () => void }).onCall?.();
      return value instanceof PlaidError ? { ok: false, error: value } : { ok: true, value };
    };
  const gateway = {
    item: answer('item', status),
    liveBalances: answer('live', live),
    accounts: answer('accounts', cached),
    historyPart: answer(
      'part',
      told instanceof PlaidError
        ? told
        : { transactions: told, accounts: cached.accounts, total: told.length },
    ),
    history: answer('history', told instanceof PlaidError ? told : { ...facts, transactions: told }),
  } as unknown as Gateway;
  const transactionCache = {
    isOn: true,
    async find() {
      asked.push('cache');
      const found = entry && {
        ...{ from: entry.from, madeAt: minutesAgo(90), rows: [] },
        isOf: () => entry.isOfOthers !== true,
        transactions: (ids: string[]) => entry.rows.filter(({ accountId }) => ids.includes(accountId)),
      };
      return { entry: found ?? null, isKnown: true };
    },
    keep: async (_connection: unknown, source: unknown) => void kept.push(source),
    extend: async (_connection: unknown, source: unknown) => void kept.push(source),
  } as unknown as TransactionCache;
  const connection = {
    ...{ accessToken: 'token', itemId: 'item', userId: null },
    ...{ institutionId: null, institutionName: 'Fernhollow', linkedAt },
  };
  const reading = {
    ...{ gateway, transactionCache, linkedBanks: [{ id: 'b1', connection, expiresAt: now }] },
    ...{ range: options.range ?? range, callOptions: { onlyFromBank }, now },
  };
  return { reading, asked, kept, ranges };
}

/** The transactions that are read; none where the bank fails. */
async function transactionsOf({ reading }: Bank) {
  const history = await startHistories(reading)[0]?.history;
  return history?.ok ? history.value.transactions : [];
}
const daysOf = async (bank: Bank) => (await transactionsOf(bank)).map(({ date }) => date);

describe('a reading', () => {
  it('asks for everything that the overview needs, and counts the calls', async () => {
    const { reading, asked } = bankWith({});
    const { counted, callCount } = countCalls(reading.callOptions);
    const banks = startReading({ ...reading, callOptions: counted, isLive: () => true });
    expect(banks).toMatchObject([{ id: 'b1', name: 'Fernhollow', isNew: false }]);
    expect(await banks[0]?.live).toEqual({ ok: true, value: live });
    expect(await banks[0]?.item).toEqual({ ok: true, value: status });
    const history = { transactions: complete, balances: cached };
    expect(await banks[0]?.history).toMatchObject({ ok: true, value: history });
    expect(asked.toSorted()).toEqual(['cache', 'history token', 'item token', 'live token']);
    expect(callCount()).toBe(3);
  });

  it('does not ask for live balances, or for the Item, where nobody needs them', async () => {
    const overview = bankWith({});
    const [bank] = startReading({ ...overview.reading, isLive: () => false });
    await bank?.history;
    expect(bank?.live).toBeNull();
    expect(overview.asked.toSorted()).toEqual(['cache', 'history token', 'item token']);
    const list = bankWith({});
    await startHistories(list.reading)[0]?.history;
    expect(list.asked).toEqual(['cache', 'history token']);
  });

  it('fails with the error of the bank, or an unexpected one of our own, which is reported', async () => {
    const error = new PlaidError({ kind: 'bank-down', code: 'INSTITUTION_DOWN' });
    const [failed] = startHistories(bankWith({ told: error }).reading);
    expect(await failed?.history).toEqual({ ok: false, error });
    const cause = new TypeError('ours');
    const fault = { error: 'TypeError', at: expect.stringContaining('reading.test.ts') };
    const reported: PlaidError[] = [];
    const faulty = {
      ...bankWith({}).reading,
      transactionCache: { find: () => Promise.reject(cause) },
      callOptions: { onFailure: (failure: PlaidError) => void reported.push(failure) },
    };
    const [bank] = startHistories(faulty as unknown as ReadingOptions);
    const unexpected = { kind: 'unexpected', code: 'UNEXPECTED', message: 'UNEXPECTED', fault };
    expect(await bank?.history).toMatchObject({ ok: false, error: unexpected });
    expect(reported).toEqual([expect.objectContaining({ kind: 'unexpected', fault })]);
  });
});

describe('the balances of an overview', () => {
  it('are asked for alone when its transactions wait for Plaid’s limit', async () => {
    const { reading, asked } = bankWith({});
    const history = (_token: string, _range: unknown, { onLimit }: PlaidCallOptions) => {
      onLimit?.();
      return new Promise<never>(() => {});
    };
    const [bank] = startReading({
      ...{ ...reading, isLive: () => false },
      gateway: { ...reading.gateway, history },
    });
    expect(await bank?.cached).toEqual({ ok: true, value: cached });
    expect(asked.toSorted()).toEqual(['accounts token', 'cache', 'item token']);
  });

  it('come with its transactions, or fail as those do', async () => {
    const [whole] = startReading({ ...bankWith({}).reading, isLive: () => false });
    expect(await whole?.cached).toEqual({ ok: true, value: cached });
    const [failed] = startReading({ ...bankWith({ told: notReady }).reading, isLive: () => false });
    expect(await failed?.cached).toEqual({ ok: false, error: notReady });
  });
});

describe('a bank', () => {
  it('is new for ten minutes after it was linked', () => {
    expect(isNew(minutesAgo(9), now)).toBe(true);
    expect(isNew(minutesAgo(10), now)).toBe(false);
  });

  it.each<[string, BankOptions, boolean, boolean]>([
    ['linked now and has its last days', { told: recent, ...justLinked }, true, true],
    ['linked now and has its whole range', { told: complete, ...justLinked }, true, false],
    ['linked long ago and has its last days', { told: recent }, false, false],
    ['linked now and has failed', { told: notReady, ...justLinked }, true, false],
  ])('that was %s is new: %s, and growing: %s', async (_which, options, isNew, isGrowing) => {
    const [bank] = startHistories(bankWith(options).reading);
    expect([bank?.isNew, await bank?.isGrowing]).toEqual([isNew, isGrowing]);
  });

  it('has only its recent transactions when none is older than 31 days', () => {
    const edge = [transaction({ date: '2025-11-21' }), transaction({ date: '2025-10-22' })];
    const year = { from: '2024-11-22', to: '2025-11-22' };
    expect(isRecentOnly(edge, year, now)).toBe(true);
    expect(isRecentOnly([], year, now)).toBe(true);
    expect(isRecentOnly([...edge, transaction({ date: '2025-10-20' })], year, now)).toBe(false);
  });

  it('has its whole range when no more than 31 days were asked for', () => {
    expect(isRecentOnly([], { from: '2025-10-22', to: '2025-11-22' }, now)).toBe(false);
  });
});

describe('the transaction cache', () => {
  const rows = [row('2025-11-22'), row('2025-02-01'), row('2025-01-01'), row('2024-12-31')];

  it('is read where its entry goes back far enough, and the bank is asked for accounts alone', async () => {
    const bank = bankWith({ entry: { from: '2025-01-01', rows } });
    expect(await daysOf(bank)).toEqual(['2025-11-22', '2025-02-01', '2025-01-01']);
    expect(bank.asked).toEqual(['cache', 'accounts token']);
    const past = { from: '2025-01-01', to: '2025-11-21' };
    const older = bankWith({ entry: { from: '2024-01-01', rows }, range: past });
    expect(await daysOf(older)).toEqual(['2025-02-01', '2025-01-01']);
  });

  it.each<[string, BankOptions, string[]]>([
    [
      'begins too late, and the bank is new',
      { entry: { from: '2025-01-02', rows }, ...justLinked },
      ['cache', 'history token'],
    ],
    ['begins within the last month', { entry: { from: '2025-11-01', rows: [] } }, ['cache', 'history token']],
    ['begins after the range', { entry: { from: '2025-11-23', rows: [] } }, ['cache', 'history token']],
    [
      'is of other accounts than the Item shares now',
      { entry: { from: '2025-01-01', rows: [], isOfOthers: true } },
      ['cache', 'accounts token', 'history token'],
    ],
    ['is not wanted', { entry: { from: '2025-01-01', rows }, onlyFromBank: true }, ['history token']],
  ])('is not read where its entry %s', async (_why, options, expected) => {
    const bank = bankWith(options);
    expect(await daysOf(bank)).toEqual(['2025-11-20', '2025-01-05']);
    expect(bank.asked).toEqual(expected);
  });

  it('is read as far as its entry goes, and what is older is asked for and kept with it', async () => {
    const told = [
      row('2025-05-31'),
      transaction({ date: '2025-01-05', merchantId: 'm', originalName: 'SQ *1' }),
    ];
    const bank = bankWith({
      told,
      entry: { from: '2025-06-01', rows: [row('2025-11-22'), row('2025-06-01')] },
    });
    const transactions = await transactionsOf(bank);
    expect(transactions.map(({ date }) => date)).toEqual([
      ...['2025-11-22', '2025-06-01', '2025-05-31', '2025-01-05'],
    ]);
    expect(transactions.at(-1)).toMatchObject({ merchantId: null, originalName: 'Blue Heron Coffee' });
    expect(bank.asked).toEqual(['cache', 'history token']);
    expect(bank.ranges).toEqual([{ from: '2025-01-01', to: '2025-05-31' }]);
    expect(bank.kept).toMatchObject([{ from: '2025-01-01', at: minutesAgo(90), transactions }]);
  });

  it('is read page by page where what is read could not be kept, and else whole', async () => {
    const past = bankWith({ range: { from: '2025-01-01', to: '2025-11-21' } });
    await startHistories({ ...past.reading, listPage: 1 })[0]?.history;
    expect(past.asked).toEqual(['cache', 'part token']);
    const upToToday = bankWith({});
    await startHistories({ ...upToToday.reading, listPage: 1 })[0]?.history;
    expect(upToToday.asked).toEqual(['cache', 'history token']);
  });

  it('is as far as its entry goes, and cut there, where Plaid’s limit refuses what is older', async () => {
    const told = new PlaidError({ kind: 'limited', code: 'TRANSACTIONS_LIMIT' });
    const bank = bankWith({ told, entry: { from: '2025-06-01', rows: [row('2025-11-22')] } });
    const history = await startHistories(bank.reading)[0]?.history;
    const againAt = new Date(now.getTime() + 60_000);
    expect(history).toMatchObject({
      ok: true,
      value: { transactions: [{ date: '2025-11-22' }], cut: { from: '2025-06-01', againAt } },
    });
    expect(bank.kept).toEqual([]);
  });

  it('keeps nothing of what Plaid’s limit has cut, whether it was read whole or before an entry', async () => {
    const cut = { from: '2025-11-20', againAt: now };
    for (const entry of [undefined, { from: '2025-10-01', rows: [row('2025-11-22')] }]) {
      const bank = bankWith({ told: recent, cut, ...(entry ? { entry } : {}) });
      const history = await startHistories(bank.reading)[0]?.history;
      expect(history).toMatchObject({ ok: true, value: { cut } });
      expect(bank.kept).toEqual([]);
    }
  });

  it.each<[string, BankOptions, boolean]>([
    ['everything up to today', {}, true],
    ['everything, right after linking', justLinked, true],
    ['the last days, of a bank linked long ago', { told: recent }, true],
    ['the last days, of a bank that is still growing', { told: recent, ...justLinked }, false],
    ['a range that ends before today', { range: { from: '2025-01-01', to: '2025-11-21' } }, false],
  ])('keeps %s: %j', async (_what, options, isKept) => {
    const bank = bankWith(options);
    const transactions = await transactionsOf(bank);
    const accountIds = cached.accounts.map(({ id }) => id);
    expect(bank.kept).toEqual(isKept ? [{ from: '2025-01-01', at: now, transactions, accountIds }] : []);
  });

  it('is as old as the oldest entry that was read', async () => {
    const history = (cachedAt?: Date) => {
      const value = { transactions: [], balances: cached, ...(cachedAt ? { cachedAt } : {}) };
      return { history: Promise.resolve({ ok: true as const, value }) };
    };
    const error = new PlaidError({ kind: 'gone', code: 'X' });
    const failed = { history: Promise.resolve({ ok: false as const, error }) };
    const ageOf = async (...banks: Parameters<typeof cacheAge>[0]) => {
      const age = cacheAge(banks);
      await Promise.all(banks.map((bank) => bank.history));
      return age();
    };
    expect(await ageOf(history(), failed)).toBeNull();
    const [older, newer] = [history(minutesAgo(90)), history(minutesAgo(5))];
    expect(await ageOf(history(), newer, older)).toEqual(minutesAgo(90));
    expect(await ageOf(older, newer, failed)).toEqual(minutesAgo(90));
  });
});

describe('the count of calls', () => {
  it('has every call, and passes them on to whoever listened before', () => {
    let heard = 0;
    const { signal } = new AbortController();
    const { counted, callCount } = countCalls({ signal, onCall: () => void heard++ });
    expect(callCount()).toBe(0);
    counted.onCall?.();
    counted.onCall?.();
    expect([callCount(), heard, counted.signal]).toEqual([2, 2, signal]);
  });

  it('has every call where nobody listened before', () => {
    const { counted, callCount } = countCalls({});
    counted.onCall?.();
    expect(callCount()).toBe(1);
  });
});
