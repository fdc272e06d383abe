/** What of a bank's transactions comes from the cache, what from Plaid, and what is kept. */

import { describe, expect, it } from 'vitest';
import { PlaidError } from '../../src/plaid/errors.ts';
import { cacheAge } from '../../src/reading/all-transactions.ts';
import { startHistories } from '../../src/reading/reading.ts';
import { transaction } from '../finance/samples.ts';
import {
  type Bank,
  type BankOptions,
  bankWith,
  cached,
  complete,
  justLinked,
  minutesAgo,
  now,
  recent,
  row,
} from './bank-with.ts';

/** The transactions that are read; none where the bank fails. */
async function transactionsOf({ reading }: Bank) {
  const history = await startHistories(reading)[0]?.history;
  return history?.ok ? history.value.transactions : [];
}
const daysOf = async (bank: Bank) => (await transactionsOf(bank)).map(({ date }) => date);

const YESTERDAY_IN_UTC = { range: { from: '2025-01-01', to: '2025-11-21' }, today: '2025-11-21' };

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

  it('is not read where the accounts cannot be had: the bank’s transactions bring them along', async () => {
    const limited = new PlaidError({ kind: 'limited', code: 'ACCOUNTS_LIMIT' });
    const bank = bankWith({ entry: { from: '2025-01-01', rows }, accountsError: limited });
    expect(await daysOf(bank)).toEqual(['2025-11-20', '2025-01-05']);
    expect(bank.asked).toEqual(['cache', 'accounts token', 'history token']);
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
    expect(transactions.at(-1)).toMatchObject({
      ...{ merchantId: 'hash of m', textHash: 'hash of sq', originalName: 'Blue Heron Coffee' },
    });
    expect(bank.asked).toEqual(['cache', 'history token']);
    expect(bank.ranges).toEqual([{ from: '2025-01-01', to: '2025-05-31' }]);
    expect(bank.kept).toMatchObject([{ from: '2025-01-01', at: minutesAgo(90), transactions }]);
  });

  it('is kept up to its newest row where the range that was asked for ends before that', async () => {
    const bank = bankWith({
      told: [row('2025-01-05')],
      entry: { from: '2025-06-01', rows: [row('2025-11-22'), row('2025-11-21')] },
      range: { from: '2025-01-01', to: '2025-11-21' },
    });
    expect(await daysOf(bank)).toEqual(['2025-11-21', '2025-01-05']);
    expect(bank.kept).toMatchObject([
      { transactions: [{ date: '2025-11-22' }, { date: '2025-11-21' }, { date: '2025-01-05' }] },
    ]);
  });

  it('is read page by page where what is read could not be kept, and else whole', async () => {
    const past = bankWith({ range: { from: '2025-01-01', to: '2025-11-21' } });
    const page = await startHistories({ ...past.reading, listPage: 1 })[0]?.history;
    expect(page).toEqual({ ok: true, value: { transactions: complete, balances: cached } });
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
    ['a range that ends today, which is yesterday in UTC', YESTERDAY_IN_UTC, true],
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
