/** What the page of transactions prints: the list itself, and the chips of its filter. */

import { describe, expect, it } from 'vitest';
import { openLane } from '../../../src/event-loop-queue.ts';
import { chips } from '../../../src/features/transactions/chips.ts';
import { transactionList } from '../../../src/features/transactions/transaction-list.ts';
import { parseFilter } from '../../../src/finance/filter.ts';
import { createFormat } from '../../../src/finance/format.ts';
import { PlaidError } from '../../../src/plaid/errors.ts';
import { knownHistory } from '../../../src/reading/all-transactions.ts';
import { account, transaction } from '../../finance/samples.ts';

const format = createFormat({ locale: 'en-US', isHidden: false, today: '2025-11-22' });
const range = { from: '2025-10-23', to: '2025-11-22' };
const bankOf = (name: string, transactions: ReturnType<typeof transaction>[], isGrowing = false) => ({
  name,
  isGrowing: Promise.resolve(isGrowing),
  lane: openLane(),
  history: Promise.resolve({
    ok: true as const,
    value: { transactions, balances: { accounts: [account()], source: 'cached' as const } },
  }),
});
const downBank = {
  ...bankOf('Oldgrove', []),
  history: Promise.resolve({
    ok: false as const,
    error: new PlaidError({ kind: 'bank-down', code: 'INSTITUTION_DOWN' }),
  }),
};
const listOf = async (
  banks: Parameters<typeof knownHistory>[0],
  query = {},
  unreadBanks: readonly string[] = [],
) =>
  transactionList({
    history: await knownHistory(banks),
    ...{ unreadBanks, filter: parseFilter(query), range, format },
  });

const rows = [
  transaction({ date: '2025-11-20', amountMinor: -10_00 }),
  transaction({ date: '2025-11-20', amountMinor: 25_00, category: 'INCOME', name: 'Wages' }),
  transaction({ date: '2025-11-22', amountMinor: -3_00, isPending: true, accountId: 'gone' }),
  transaction({ date: '2025-11-19', amountMinor: -4_00, currency: 'EUR' }),
];

describe('the list', () => {
  it('has everything that the page prints', async () => {
    const list = await listOf([bankOf('A', rows)], { category: '', q: '' });
    expect(list).toMatchObject({
      chips: [],
      choices: {
        days: [30, 90, 180, 365, 730],
        accounts: [{ id: 'checking', label: 'Everyday ••1234' }],
        categories: expect.arrayContaining([expect.objectContaining({ id: 'TRAVEL', label: 'Travel' })]),
      },
      range: { from: 'Oct 23, 2025', to: 'Nov 22, 2025' },
      ...{ count: '4', isOne: false, isEmpty: false, partial: null, nothingKnown: null },
      totals: [
        { in: '+$25.00', out: '−$13.00', isAnyIn: true },
        { in: '€0.00', out: '−€4.00', isAnyIn: false },
      ],
      groups: [
        { heading: 'Pending', count: '1', isOne: true, totals: ['−$3.00'], rows: [{ account: null }] },
        {
          ...{ heading: 'Thu, Nov 20', count: '2', isOne: false, totals: ['+$15.00'] },
          rows: [
            { payee: 'Blue Heron Coffee', account: 'Everyday ••1234', amount: '−$10.00' },
            { payee: 'Wages', amount: '+$25.00' },
          ],
        },
        { heading: 'Wed, Nov 19', totals: ['−€4.00'] },
      ],
      ...{ sameHref: '/transactions', clearHref: '/transactions' },
      page: { number: 1, of: 1, firstRow: '1', lastRow: '4', newerHref: null, olderHref: null },
      exports: [
        { label: 'CSV', href: '/transactions.csv' },
        { label: 'JSON', href: '/transactions.json' },
        { label: 'OFX', href: '/transactions.ofx' },
        { label: 'QIF', href: '/transactions.qif' },
      ],
    });
  });

  it('keeps the filter in every link, and the page number in those of the page alone', async () => {
    const many = Array.from({ length: 250 }, () => transaction({ date: '2025-11-20' }));
    const query = { account: 'checking', days: '90', page: '2' };
    const list = await listOf([bankOf('A', many)], query);
    expect(list).toMatchObject({
      filter: parseFilter(query),
      count: '250',
      chips: [{ label: 'Everyday ••1234', query: 'days=90' }],
      sameHref: '/transactions?days=90&account=checking&page=2',
      clearHref: '/transactions?days=90',
      page: {
        ...{ number: 2, of: 3, firstRow: '101', lastRow: '200' },
        newerHref: '/transactions?days=90&account=checking',
        olderHref: '/transactions?days=90&account=checking&page=3',
      },
      exports: expect.arrayContaining([{ label: 'CSV', href: '/transactions.csv?days=90&account=checking' }]),
    });
  });

  it('lists a pending row that is probably posted already, and does not count it', async () => {
    const posted = transaction({ date: '2025-11-21', amountMinor: -10_00 });
    const pending = transaction({ isPending: true, amountMinor: -10_00, probablySameAs: posted });
    expect(await listOf([bankOf('A', [posted, pending])])).toMatchObject({
      count: '2',
      totals: [{ out: '−$10.00' }],
      groups: [{ heading: 'Pending' }, { heading: 'Yesterday' }],
    });
  });

  it('finds one row, or none', async () => {
    expect(await listOf([bankOf('A', rows)], { q: 'wages' })).toMatchObject({ count: '1', isOne: true });
    expect(await listOf([bankOf('A', rows)], { q: 'nobody' })).toMatchObject({
      ...{ count: '0', isOne: false, isEmpty: true, groups: [], totals: [] },
      page: { firstRow: '1', lastRow: '0' },
    });
  });

  it('says what is missing, and names in the links to files the banks that they leave out', async () => {
    const sentence = 'Without Oldgrove, which could not be read just now.';
    expect(await listOf([bankOf('A', rows), downBank], {}, ['oldone', 'other1'])).toMatchObject({
      ...{ partial: sentence, exportsLack: sentence, haveExportsMore: false, nothingKnown: null },
      exports: expect.arrayContaining([{ label: 'QIF', href: '/transactions.qif?without=oldone.other1' }]),
    });
    expect(await listOf([downBank])).toMatchObject({
      nothingKnown: {
        state: 'failed',
        sentence: 'The transactions of Oldgrove could not be read just now.',
      },
    });
    expect(await listOf([bankOf('Seedmoor', rows, true)])).toMatchObject({
      partial: expect.stringMatching(/^Of Seedmoor only the last 30 days are there yet/),
    });
  });

  it('that is cut says so, and its files are whole', async () => {
    const bank = bankOf('A', rows);
    const cut = { from: '2025-11-19', againAt: new Date('2025-11-22T12:00:30Z') };
    const history = bank.history.then(({ value }) => ({ ok: true as const, value: { ...value, cut } }));
    expect(await listOf([{ ...bank, history }])).toMatchObject({
      partial: expect.stringMatching(/^Of A only transactions back to Nov 19, 2025 are here/),
      ...{ exportsLack: null, haveExportsMore: true },
      exports: expect.arrayContaining([{ label: 'CSV', href: '/transactions.csv' }]),
    });
  });

  it('that is a page with an edge of which not all could be read says so, and its files are whole', async () => {
    const bank = bankOf('A', rows);
    const listOfPage = (isWhole: boolean) => {
      const listPage = { number: 1, ids: new Set(rows.map(({ id }) => id)), total: 900, isWhole };
      const history = bank.history.then(({ value }) => ({
        ok: true as const,
        value: { ...value, listPage },
      }));
      return listOf([{ ...bank, history }]);
    };
    expect(await listOfPage(true)).toMatchObject({ partial: null });
    expect(await listOfPage(false)).toMatchObject({
      partial: 'The first or the last day here may lack transactions that could not be read just now.',
      ...{ count: '900', exportsLack: null },
    });
  });
});

describe('chips', () => {
  const accountNames = new Map([['a1', 'Everyday ••1234']]);
  const chipsOf = (query: Record<string, string>) => chips(parseFilter(query), { accountNames, format });
  const labelsOf = (query: Record<string, string>) => chipsOf(query).map(({ label }) => label);

  it('are none where nothing is filtered', () => {
    expect(chipsOf({ days: '365', page: '2' })).toEqual([]);
  });

  it('put each part of the filter into words', () => {
    expect(
      labelsOf({
        ...{ q: 'tea', account: 'a1', category: 'FOOD_AND_DRINK', direction: 'in', pending: 'no' },
        ...{ min: '5', max: '10', from: '2025-01-01', to: '2025-02-01' },
      }),
    ).toEqual([
      ...['“tea”', 'Everyday ••1234', 'Food and drink', 'Money in', 'Without pending'],
      ...['At least 5', 'At most 10', 'From Jan 1, 2025', 'To Feb 1, 2025'],
    ]);
  });

  it('put the other choices into words too', () => {
    expect(labelsOf({ direction: 'out', pending: 'only' })).toEqual(['Money out', 'Pending only']);
  });

  it('link to the same view without themselves', () => {
    const links = chipsOf({ q: 'tea', min: '5', days: '90', page: '3' }).map(({ query }) => query);
    expect(links).toEqual(['days=90&min=5', 'days=90&q=tea']);
  });

  it('say where an account is gone', () => {
    expect(labelsOf({ account: 'zzz' })).toEqual(['An account that is not here']);
  });
});
