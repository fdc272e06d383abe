import { expect, it } from 'vitest';
import { PlaidError } from '../../src/plaid/errors.ts';
import type { Gateway, History } from '../../src/plaid/gateway.ts';
import { cacheAge } from '../../src/reading/all-transactions.ts';
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
const old = [row('2025-11-20'), row('2025-01-05')];

interface World {
  readonly reading: ReadingOptions;
  /** What was asked of Plaid and of the copies, in order. */
  readonly asked: string[];
  readonly kept: unknown[];
}

/** One bank and perhaps a copy of it. Every call to Plaid is told through `onCall`, as the real client tells it. */
function world(options: {
  told?: History['transactions'] | PlaidError;
  copy?: { from: string; rows: History['transactions'] };
  linkedAt?: Date;
  range?: ReadingOptions['range'];
  onlyFromBank?: boolean;
}): World {
  const { told = old, copy, linkedAt = minutesAgo(60), onlyFromBank = false } = options;
  const asked: string[] = [];
  const kept: unknown[] = [];
  const answer =
    <T>(what: string, value: T | PlaidError) =>
    async (token: string, ...rest: unknown[]) => {
      asked.push(`${what} ${token}`);
      (rest.at(-1) as { onCall?: () => void }).onCall?.();
      return value instanceof PlaidError ? { ok: false, error: value } : { ok: true, value };
    };
  const gateway = {
    item: answer('item', status),
    liveBalances: answer('live', live),
    accounts: answer('accounts', cached),
    history: answer('history', told instanceof PlaidError ? told : { transactions: told, balances: cached }),
  } as unknown as Gateway;
  const copies = {
    async find() {
      asked.push('copy');
      const found = copy && {
        from: copy.from,
        madeAt: minutesAgo(90),
        rows: [],
        transactions: (ids: string[]) => copy.rows.filter(({ accountId }) => ids.includes(accountId)),
      };
      return { copy: found ?? null, isKnown: true };
    },
    keep: async (_connection: unknown, source: unknown) => void kept.push(source),
  } as unknown as TransactionCache;
  const connection = {
    ...{ accessToken: 'token', itemId: 'item', userId: null },
    ...{ institutionId: null, institutionName: 'Fernhollow', linkedAt },
  };
  const linkedBanks = [{ id: 'b1', connection, expiresAt: now }];
  const reading = {
    gateway,
    transactionCache: copies,
    linkedBanks,
    range: options.range ?? range,
    callOptions: { onlyFromBank },
    now,
  };
  return { reading, asked, kept };
}

it('asks for all that an overview needs at once, and counts the calls', async () => {
  const { reading, asked } = world({});
  const { counted, callCount } = countCalls(reading.callOptions);
  const banks = startReading({ ...reading, callOptions: counted, isLive: true });
  expect(banks).toMatchObject([{ id: 'b1', name: 'Fernhollow', isNew: false }]);
  expect(await banks[0]?.live).toEqual({ ok: true, value: live });
  expect(await banks[0]?.item).toEqual({ ok: true, value: status });
  expect(await banks[0]?.history).toMatchObject({ ok: true, value: { transactions: old, balances: cached } });
  expect(asked.toSorted()).toEqual(['copy', 'history token', 'item token', 'live token']);
  expect(callCount()).toBe(3);
});

it('leaves live balances and the connection unasked where nobody wants them', async () => {
  const quiet = world({});
  const [bank] = startReading({ ...quiet.reading, isLive: false });
  await bank?.history;
  expect(bank?.live).toBeNull();
  expect(quiet.asked.toSorted()).toEqual(['copy', 'history token', 'item token']);
  const list = world({});
  await startHistories(list.reading)[0]?.history;
  expect(list.asked).toEqual(['copy', 'history token']);
});

const recent = [row('2025-11-20')];
it.each<[string, Parameters<typeof world>[0], boolean, boolean]>([
  ['linked now, has told its last days', { told: recent, linkedAt: minutesAgo(2) }, true, true],
  ['linked now, has told all', { told: old, linkedAt: minutesAgo(2) }, true, false],
  ['linked long ago, has told its last days', { told: recent }, false, false],
  [
    'linked now, has failed',
    { told: new PlaidError({ kind: 'not-ready', code: 'X' }), linkedAt: minutesAgo(2) },
    true,
    false,
  ],
])('knows whether more is to come of a bank that was %s', async (_which, options, isNew, isGrowing) => {
  const [bank] = startHistories(world(options).reading);
  expect([bank?.isNew, await bank?.isGrowing]).toEqual([isNew, isGrowing]);
});

it('tells what a bank fails with, and what fails in our own code, which the log is told', async () => {
  const error = new PlaidError({ kind: 'bank-down', code: 'INSTITUTION_DOWN' });
  const [failed] = startHistories(world({ told: error }).reading);
  expect(await failed?.history).toEqual({ ok: false, error });
  const broken = world({});
  const cause = new TypeError('ours');
  const fault = { error: 'TypeError', at: expect.stringContaining('reading.test.ts') };
  const told: PlaidError[] = [];
  const faulty = {
    ...broken.reading,
    transactionCache: { find: () => Promise.reject(cause) },
    callOptions: { onFailure: (failure: PlaidError) => void told.push(failure) },
  };
  const [bank] = startHistories(faulty as unknown as ReadingOptions);
  expect(await bank?.history).toMatchObject({
    ok: false,
    error: { kind: 'unexpected', code: 'UNEXPECTED', message: 'UNEXPECTED', fault },
  });
  expect(told).toEqual([expect.objectContaining({ kind: 'unexpected', fault })]);
});

const rows = [row('2025-11-22'), row('2025-02-01'), row('2025-01-01'), row('2024-12-31')];
const days = async ({ reading }: World) => {
  const known = await startHistories(reading)[0]?.history;
  return known?.ok ? known.value.transactions.map(({ date }) => date) : [];
};

it('reads a copy that reaches back far enough, and of the bank its accounts alone', async () => {
  const copied = world({ copy: { from: '2025-01-01', rows } });
  expect(await days(copied)).toEqual(['2025-11-22', '2025-02-01', '2025-01-01']);
  expect(copied.asked).toEqual(['copy', 'accounts token']);
  const past = world({ copy: { from: '2024-01-01', rows }, range: { from: '2025-01-01', to: '2025-11-21' } });
  expect(await days(past)).toEqual(['2025-02-01', '2025-01-01']);
});

it.each<[string, Parameters<typeof world>[0], string[]]>([
  ['begins later than what is asked for', { copy: { from: '2025-01-02', rows } }, ['copy', 'history token']],
  ['is not wanted', { copy: { from: '2025-01-01', rows }, onlyFromBank: true }, ['history token']],
])('asks the bank where a copy %s', async (_why, options, expected) => {
  const callOptions = world(options);
  expect(await days(callOptions)).toEqual(['2025-11-20', '2025-01-05']);
  expect(callOptions.asked).toEqual(expected);
});

it.each<[string, Parameters<typeof world>[0], boolean]>([
  ['all up to today', {}, true],
  ['all, right after linking', { linkedAt: minutesAgo(2) }, true],
  ['the last days, of a bank linked long ago', { told: recent }, true],
  ['the last days, of a bank that is still growing', { told: recent, linkedAt: minutesAgo(2) }, false],
  ['a range that ends before today', { range: { from: '2025-01-01', to: '2025-11-21' } }, false],
])('keeps %s: %j', async (_what, options, isKept) => {
  const { reading, kept } = world(options);
  const known = await startHistories(reading)[0]?.history;
  const transactions = known?.ok ? known.value.transactions : null;
  expect(kept).toEqual(isKept ? [{ from: '2025-01-01', at: now, transactions }] : []);
});

it('is as old as the oldest copy among its banks', async () => {
  const history = (copiedAt?: Date) => ({
    history: Promise.resolve({
      ok: true as const,
      value: { transactions: [], balances: cached, ...(copiedAt ? { copiedAt } : {}) },
    }),
  });
  const failed = {
    history: Promise.resolve({ ok: false as const, error: new PlaidError({ kind: 'gone', code: 'X' }) }),
  };
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
