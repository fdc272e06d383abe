/** What a view asks of its banks, and the calls that it makes. */

import { describe, expect, it, vi } from 'vitest';
import { parseBook } from '../../src/finance/book/text.ts';
import { PlaidError } from '../../src/plaid/errors.ts';
import type { PlaidCallOptions } from '../../src/plaid/gateway.ts';
import { isNew, isRecentOnly } from '../../src/reading/bank-transactions.ts';
import { countCalls, type ReadingOptions, startHistories, startReading } from '../../src/reading/reading.ts';
import { transaction } from '../finance/samples.ts';
import {
  type BankOptions,
  bankWith,
  cached,
  complete,
  justLinked,
  live,
  minutesAgo,
  notReady,
  now,
  recent,
  row,
  status,
} from './bank-with.ts';

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

  it('has the person’s words in what is read, and in no cache', async () => {
    const { lines: book } = parseBook('call "blue heron" Coffee\nfile "sq" under Treats');
    const { reading, kept } = bankWith({ book });
    const history = await startHistories(reading)[0]?.history;
    expect(history?.ok && history.value.transactions).toMatchObject([
      { id: '2025-11-20', name: 'Coffee', category: 'Treats', told: { name: 'Blue Heron Coffee' } },
      { id: '2025-01-05', name: 'Coffee', category: 'Treats' },
    ]);
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toMatch(/Treats|book|told|"Coffee"/);
    const entry = { from: '2025-01-01', rows: [row('2025-03-03')] };
    const fromCache = await startHistories(bankWith({ book, entry }).reading)[0]?.history;
    expect(fromCache?.ok && fromCache.value.transactions).toMatchObject([{ name: 'Coffee' }]);
  });

  it('pairs pending rows by the bank’s facts: a line that is for one of both makes no second purchase', async () => {
    const facts = { amountMinor: -500, merchantId: 'm1' };
    const posted = transaction({ ...facts, date: '2025-11-20', originalName: 'SQ HERON' });
    const pending = transaction({
      ...facts,
      date: '2025-11-19',
      originalName: 'HERON HOLD',
      isPending: true,
    });
    const { lines: book } = parseBook('call "sq" Coffee\ncount "hold" as spending');
    const history = await startHistories(bankWith({ told: [posted, pending], book }).reading)[0]?.history;
    expect(history?.ok && history.value.transactions).toMatchObject([
      { name: 'Coffee' },
      { countsAs: 'spending', probablySameAs: { id: posted.id } },
    ]);
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

  it('come with its transactions after all where they cannot be had alone', async () => {
    const { reading, asked } = bankWith({ accountsError: notReady });
    let allow = () => {};
    const history = async (_token: string, _range: unknown, { onLimit }: PlaidCallOptions) => {
      onLimit?.();
      await new Promise<void>((resolve) => {
        allow = resolve;
      });
      return { ok: true as const, value: { transactions: complete, balances: cached } };
    };
    const [bank] = startReading({
      ...{ ...reading, isLive: () => false },
      gateway: { ...reading.gateway, history },
    });
    await vi.waitFor(() => expect(asked).toContain('accounts token'));
    allow();
    expect(await bank?.cached).toEqual({ ok: true, value: cached });
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
    expect(isRecentOnly(edge, year, '2025-11-22')).toBe(true);
    expect(isRecentOnly([], year, '2025-11-22')).toBe(true);
    expect(isRecentOnly([...edge, transaction({ date: '2025-10-20' })], year, '2025-11-22')).toBe(false);
  });

  it('has its whole range when no more than 31 days were asked for', () => {
    expect(isRecentOnly([], { from: '2025-10-22', to: '2025-11-22' }, '2025-11-22')).toBe(false);
    // A bank without transactions in days that are long over may have arrived as a whole.
    expect(isRecentOnly([], { from: '2025-10-01', to: '2025-10-21' }, '2025-11-22')).toBe(false);
    expect(isRecentOnly([], { from: '2025-10-01', to: '2025-10-22' }, '2025-11-22')).toBe(true);
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
