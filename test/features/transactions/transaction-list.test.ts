/** What the page of transactions prints: the list itself, and the chips of its filter. */

import { describe, expect, it } from 'vitest';
import { openLane } from '../../../src/event-loop-queue.ts';
import { chips } from '../../../src/features/transactions/chips.ts';
import { transactionList } from '../../../src/features/transactions/transaction-list.ts';
import { eachDay } from '../../../src/finance/days.ts';
import { filterFaults, parseFilter } from '../../../src/finance/filter.ts';
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
const today = '2025-11-22';
const listOf = async (
  banks: Parameters<typeof knownHistory>[0],
  query = {},
  { unreadBanks = [] as readonly string[], isCached = false } = {},
) =>
  transactionList({
    ...{
      history: await knownHistory(banks),
      ownCategories: [],
      filter: parseFilter(query, []),
      faults: filterFaults(query),
    },
    ...{ unreadBanks, range, today, format, isCached },
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
      ...{ subject: null, chips: [], wholeHref: null },
      form: {
        ...{ q: '', carried: [], isOpen: false, accountCount: 0, categoryCount: 0 },
        banks: [{ bank: 'A', accounts: [{ value: 'checking', label: 'Everyday ••1234', isChosen: false }] }],
        categories: expect.arrayContaining([
          { value: 'TRAVEL', label: 'Travel', isChosen: false, parts: [] },
        ]),
      },
      ranges: [
        { label: '30 days', href: '/transactions?days=30', isCurrent: true },
        { label: '90 days', href: '/transactions?days=90', isCurrent: false },
        { label: '6 months', href: '/transactions?days=180', isCurrent: false },
        { label: '1 year', href: '/transactions?days=365', isCurrent: false },
        { label: '2 years', href: '/transactions?days=730', isCurrent: false },
      ],
      lookedThrough: 'From Oct 23, 2025 to Nov 22, 2025',
      ...{ count: '4', isOne: false, isEmpty: false, isPartial: false, isKnown: true },
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
      clearHref: '/transactions',
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
      count: '250',
      form: { carried: [{ name: 'days', value: '90' }], isOpen: true, accountCount: 1 },
      chips: [{ label: 'Everyday ••1234', query: 'days=90' }],
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

  it('marks what is missing, and names in the links to files the banks that they leave out', async () => {
    const unreadBanks = ['oldone', 'other1'];
    expect(await listOf([bankOf('A', rows), downBank], {}, { unreadBanks })).toMatchObject({
      ...{ isPartial: true, isKnown: true, areExportsPartial: true, haveExportsMore: false },
      exports: expect.arrayContaining([{ label: 'QIF', href: '/transactions.qif?without=oldone.other1' }]),
    });
    expect(await listOf([downBank])).toMatchObject({ isPartial: true, isKnown: false });
    expect(await listOf([bankOf('Seedmoor', rows, true)])).toMatchObject({ isPartial: true });
  });

  it('that is cut is marked, and its files are whole', async () => {
    const bank = bankOf('A', rows);
    const cut = { from: '2025-11-19', againAt: new Date('2025-11-22T12:00:30Z') };
    const history = bank.history.then(({ value }) => ({ ok: true as const, value: { ...value, cut } }));
    expect(await listOf([{ ...bank, history }])).toMatchObject({
      ...{ isPartial: true, areExportsPartial: false, haveExportsMore: true, edge: null },
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
    expect(await listOfPage(true)).toMatchObject({ edge: null });
    expect(await listOfPage(false)).toMatchObject({
      edge: 'The first or last day on this page may be incomplete: some transactions could not be read.',
      ...{ count: '900', areExportsPartial: false },
    });
  });
});

describe('a search', () => {
  const range = { from: '2023-11-23', to: today };
  const search = async (
    query: Record<string, string>,
    isCached = false,
    banks = [bankOf('A', rows), bankOf('B', [])],
  ) =>
    transactionList({
      ...{
        history: await knownHistory(banks),
        ownCategories: [],
        filter: parseFilter(query, []),
        faults: [],
      },
      ...{ unreadBanks: [], range, today, format, isCached },
    });

  it('says that it looked through two years, and offers to where it did not', async () => {
    expect(await search({ q: 'wages' })).toMatchObject({
      lookedThrough: 'Searched the full two years, from Nov 23, 2023 to Nov 22, 2025, newest first',
      wholeHref: null,
    });
    expect(await search({ q: 'wages', days: '90', direction: 'in', page: '2' })).toMatchObject({
      lookedThrough: 'Searched from Nov 23, 2023 to Nov 22, 2025, newest first',
      wholeHref: '/transactions?q=wages&direction=in',
    });
    expect((await search({ q: 'wages' }, true)).lookedThrough).toBe(
      'Searched names and amounts, the full two years, from Nov 23, 2023 to Nov 22, 2025, newest first',
    );
    expect(await search({ q: 'wages', from: '2025-01-01' })).toMatchObject({
      wholeHref: '/transactions?q=wages',
      ranges: expect.not.arrayContaining([expect.objectContaining({ isCurrent: true })]),
    });
  });

  it('says where it looked', async () => {
    const days = 'from Nov 23, 2023 to Nov 22, 2025';
    expect((await search({ q: 'x' })).lookedAt).toBe(
      `Looked at the names, the bank’s own text and the amounts of 4 transactions at A and B, ${days}, which is all that Plaid has.`,
    );
    expect((await search({ q: 'x', days: '90' }, true)).lookedAt).toBe(
      `Looked at the names and the amounts of 4 transactions at A and B, ${days}.`,
    );
    const four = ['A', 'B', 'C', 'D'].map((name) => bankOf(name, name === 'A' ? rows.slice(1, 2) : []));
    expect((await search({ direction: 'out' }, false, four)).lookedAt).toBe(
      `Looked at the only transaction at 4 banks, ${days}.`,
    );
  });
});

describe('the form', () => {
  const formOf = async (query: Record<string, string | string[]>) =>
    (await listOf([bankOf('A', rows)], query)).form;

  it.each([
    [{}, false],
    [{ q: 'coffee' }, false],
    [{ q: 'coffee', days: '90' }, false],
    [{ merchant: 'Wages' }, false],
    [{ category: 'TRAVEL' }, false],
    [{ category: 'TRAVEL', counts: 'spending' }, false],
    [{ category: 'TRAVEL,OTHER', counts: 'spending', from: '2025-11-01', to: '2025-11-02' }, false],
    [{ category: 'TRAVEL', merchant: 'Wages' }, false],
    [{ counts: 'spending' }, true],
    [{ category: 'TRAVEL', direction: 'in' }, true],
    [{ merchant: 'Wages', min: '5' }, true],
    [{ account: 'checking' }, true],
    [{ direction: 'in' }, true],
    [{ pending: 'no' }, true],
    [{ min: '5' }, true],
    [{ max: '5' }, true],
    [{ from: '2025-11-01' }, true],
    [{ to: '2025-11-01' }, true],
    [{ min: 'abc' }, true],
  ])('opens its fields for its own alone: %j %s', async (query, isOpen) => {
    expect((await formOf(query as Record<string, string>)).isOpen).toBe(isOpen);
  });

  it('says what of it cannot be understood, and keeps what was typed', async () => {
    expect(await formOf({ min: 'abc', to: '2025-02-30', max: '5' })).toMatchObject({
      min: {
        name: 'min',
        value: 'abc',
        error: 'Minimum must be an amount, such as 12.40. “abc” is not one.',
      },
      max: { value: '5', error: null },
      from: { value: '', error: null },
      to: { value: '2025-02-30', error: 'To must be a day, such as 2026-01-31. “2025-02-30” is not one.' },
    });
  });

  it('offers the detailed categories of one that is chosen, as its transactions have them', async () => {
    const food = (detailedCategory: string) => transaction({ date: '2025-11-20', detailedCategory });
    const rows = ['GROCERIES', 'COFFEE', 'COFFEE'].map((kind) => food(`FOOD_AND_DRINK_${kind}`));
    const partsOf = async (category: string) =>
      (await listOf([bankOf('A', rows)], { category })).form.categories.flatMap(({ parts }) =>
        parts.map(({ label, isChosen }) => [label, isChosen]),
      );
    expect(await partsOf('')).toEqual([]);
    expect(await partsOf('TRAVEL')).toEqual([]);
    expect(await partsOf('FOOD_AND_DRINK')).toEqual([
      ['Coffee', false],
      ['Groceries', false],
    ]);
    expect(await partsOf('FOOD_AND_DRINK_COFFEE')).toEqual([
      ['Coffee', true],
      ['Groceries', false],
    ]);
  });

  it('carries on what it has no field for', async () => {
    const query = {
      merchant: ['Wages', 'Tea'],
      days: '365',
      account: ['checking', 'of a bank that is down'],
    };
    expect((await formOf(query)).carried).toEqual([
      { name: 'days', value: '365' },
      { name: 'merchant', value: 'Wages' },
      { name: 'merchant', value: 'Tea' },
      { name: 'account', value: 'of a bank that is down' },
    ]);
  });

  it('keeps a currency, and categories that Plaid adds later', async () => {
    const category = 'TRAVEL,PETS,FOOD_AND_DRINK_COFFEE,PETS_FOOD';
    expect((await formOf({ category, currency: 'EUR' })).carried).toEqual([
      { name: 'category', value: 'PETS' },
      { name: 'category', value: 'PETS_FOOD' },
      { name: 'currency', value: 'EUR' },
    ]);
  });
});

describe('the head of a merchant or a category', () => {
  const range = { from: '2025-08-23', to: today };
  const flows = [
    transaction({ date: '2025-09-30', amountMinor: -30_00, detailedCategory: 'FOOD_AND_DRINK_GROCERIES' }),
    transaction({ date: '2025-10-22', amountMinor: -20_00, detailedCategory: 'FOOD_AND_DRINK_COFFEE' }),
    transaction({ date: '2025-10-23', amountMinor: -5_00, detailedCategory: 'FOOD_AND_DRINK_COFFEE' }),
    transaction({ date: '2025-11-22', amountMinor: -12_00, detailedCategory: 'FOOD_AND_DRINK_COFFEE' }),
  ];
  const subjectOf = async (query: Record<string, string>, words = format, rows = flows) => {
    const history = await knownHistory([bankOf('A', rows)]);
    const options = {
      ...{ history, unreadBanks: [], ownCategories: [], filter: parseFilter(query, []), faults: [] },
      ...{ range, today, isCached: false },
    };
    return (await transactionList({ ...options, format: words })).subject;
  };

  it('has an average without a month of which the other transactions show that its first days are missing', async () => {
    const bus = eachDay('2025-09-25', today).map((date) =>
      transaction({
        date,
        amountMinor: -1_00,
        category: 'TRANSPORTATION',
        detailedCategory: 'TRANSPORTATION_TAXIS_AND_RIDE_SHARES',
      }),
    );
    const subject = await subjectOf({ category: 'FOOD_AND_DRINK' }, format, [...flows, ...bus]);
    // October alone: $20.00 and $5.00.
    expect(subject?.currencies[0]?.facts).toContainEqual({
      ...{ label: 'In an average month', amount: '$25.00', note: null },
    });
  });

  it('has the sum of this month so far, of an average one and of all, and every month', async () => {
    expect(await subjectOf({ category: 'FOOD_AND_DRINK', days: '90' })).toMatchObject({
      title: 'Food and drink',
      wholeHref: '/transactions?category=FOOD_AND_DRINK',
      currencies: [
        {
          facts: [
            {
              label: 'Spent in November 2025 so far',
              amount: '$12.00',
              note: '$8.00 less than in the same days of October 2025: $20.00',
            },
            { label: 'In an average month', amount: '$27.50', note: null },
            { label: 'Total', amount: '$67.00', note: '4 transactions since Aug 23, 2025' },
          ],
          others: null,
          months: {
            caption: 'Food and drink: spent by month, US Dollar',
            summary: 'The most in September 2025: $30.00.',
            rows: [
              { month: 'September 2025', amount: '$30.00' },
              { month: 'October 2025', amount: '$25.00' },
              { month: 'November 2025', amount: '$12.00' },
            ],
            chart: { groups: [{ bars: [{ title: 'September 2025, spent: $30.00', label: '$30' }] }, {}, {}] },
          },
          parts: [
            {
              label: 'Coffee',
              query: 'days=90&category=FOOD_AND_DRINK_COFFEE&counts=spending',
              amount: '$37.00',
            },
            { label: 'Groceries', amount: '$30.00' },
          ],
        },
      ],
    });
  });

  it('leads to each part of its currency and kind, and nowhere from what has no detailed category', async () => {
    const other = (currency: string, detailedCategory: string, amountMinor: number) =>
      transaction({ date: '2025-10-22', category: 'OTHER', detailedCategory, amountMinor, currency });
    const rows = [
      ...[other('USD', 'OTHER', -50_00), other('USD', 'OTHER_OTHER', -20_00)],
      ...[other('EUR', 'OTHER', -5_00), other('EUR', 'OTHER_OTHER', -2_00)],
    ];
    const partsOf = async (query: Record<string, string>, own: typeof rows) =>
      (await subjectOf(query, format, own))?.currencies.map(({ currency, parts }) => [
        currency,
        ...parts.map(({ query, amount }) => [query, amount]),
      ]);
    const wanted = { category: 'OTHER', counts: 'spending' };
    const part = 'category=OTHER_OTHER&counts=spending';
    expect(await partsOf(wanted, rows)).toEqual([
      ['EUR', [null, '€5.00'], [`${part}&currency=EUR`, '€2.00']],
      ['USD', [null, '$50.00'], [`${part}&currency=USD`, '$20.00']],
    ]);
    expect(await partsOf(wanted, rows.slice(0, 2))).toEqual([['USD', [null, '$50.00'], [part, '$20.00']]]);
    expect(await partsOf({ ...wanted, currency: 'USD' }, rows)).toEqual([
      ['USD', [null, '$50.00'], [`${part}&currency=USD`, '$20.00']],
    ]);
  });

  it('leads to a target in the currency that stands first, where anything of it is spending', async () => {
    const row = (currency: string, category: string, amountMinor: number) =>
      transaction({ date: '2025-10-22', category, detailedCategory: category, amountMinor, currency });
    const hrefOf = async (category: string, rows: ReturnType<typeof row>[]) =>
      (await subjectOf({ category }, format, rows))?.targetHref;
    const food = (currency: string) => row(currency, 'FOOD_AND_DRINK', -5_00);
    const form = '/book/line?kind=target&category=FOOD_AND_DRINK&currency=';
    expect(await hrefOf('FOOD_AND_DRINK', [food('USD'), food('EUR')])).toBe(`${form}EUR`);
    expect(await hrefOf('FOOD_AND_DRINK', [food('EUR'), food('USD')])).toBe(`${form}EUR`);
    expect(await hrefOf('FOOD_AND_DRINK', [])).toBeNull();
    for (const category of ['INCOME', 'TRANSFER_IN', 'TRANSFER_OUT', 'LOAN_DISBURSEMENTS'])
      for (const amountMinor of [5_00, category === 'INCOME' ? 5_00 : -5_00])
        expect(await hrefOf(category, [row('USD', category, amountMinor)])).toBeNull();
  });

  it('says how many of the list are left out of its sums', async () => {
    const pay = transaction({ date: '2025-11-01', amountMinor: 90_00, category: 'INCOME', name: 'Shop' });
    const purchase = transaction({ date: '2025-11-02', amountMinor: -20_00, name: 'Shop' });
    const othersOf = async (rows: (typeof pay)[]) =>
      (await subjectOf({ merchant: 'Shop' }, format, rows))?.currencies.map(({ others }) => others);
    expect(await othersOf([pay])).toEqual([null]);
    expect(await othersOf([pay, purchase])).toEqual([
      '1 transaction in this list is not income and is left out of these sums.',
    ]);
    expect(
      await othersOf([
        pay,
        { ...pay, id: 'p2' },
        ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => ({ ...purchase, id: `${n}` })),
      ]),
    ).toEqual(['2 transactions in this list are not spending and are left out of these sums.']);
  });

  it('has no average of months in which there was nothing', async () => {
    const first = transaction({ date: '2025-11-20', amountMinor: -20_00, name: 'Shop' });
    const subject = await subjectOf({ merchant: 'Shop', days: '90' }, format, [first]);
    const [head] = subject?.currencies ?? [];
    expect(head?.facts.map(({ label }) => label)).toEqual(['Spent in November 2025 so far', 'Total']);
    expect(head?.months?.average).toBeNull();
  });

  it('is headed by what it is about, and there is none of any other list', async () => {
    const titleOf = async (query: Record<string, string>) => (await subjectOf(query))?.title;
    expect(await titleOf({ merchant: 'Blue Heron Coffee' })).toBe('Blue Heron Coffee');
    expect(await titleOf({ merchant: '"Motel 6"' })).toBe('Motel 6');
    expect(await titleOf({ category: 'FOOD_AND_DRINK_COFFEE' })).toBe('Food and drink: Coffee');
    expect(await titleOf({ category: 'TRAVEL,OTHER' })).toBe('Travel, Other');
    expect(await titleOf({ category: 'TRAVEL,OTHER,MEDICAL' })).toBe('3 categories');
    expect(await titleOf({ merchant: 'Wages', category: 'INCOME' })).toBe('Wages: Income');
    expect(await titleOf({ q: 'coffee', direction: 'out' })).toBeUndefined();
  });

  it('tells no amount while amounts are hidden', async () => {
    const hidden = createFormat({ locale: 'en-US', isHidden: true, today });
    const subject = JSON.stringify(await subjectOf({ category: 'FOOD_AND_DRINK' }, hidden));
    expect(subject).toContain('September 2025, spent: •••••');
    expect(subject).not.toContain('$');
  });
});

describe('chips', () => {
  const accountNames = new Map([['a1', 'Everyday ••1234']]);
  const chipsOf = (query: Record<string, string>) => chips(parseFilter(query, []), { accountNames, format });
  const labelsOf = (query: Record<string, string>) => chipsOf(query).map(({ label }) => label);

  it('are none where nothing is filtered', () => {
    expect(chipsOf({ days: '365', page: '2' })).toEqual([]);
  });

  it('put each part of the filter into words', () => {
    expect(
      labelsOf({
        ...{ q: 'tea', merchant: 'Gym', account: 'a1', category: 'FOOD_AND_DRINK', counts: 'spending' },
        ...{
          currency: 'EUR',
          direction: 'in',
          pending: 'no',
          min: '5',
          max: '10',
          from: '2025-01-01',
          to: '2025-02-01',
        },
      }),
    ).toEqual([
      ...[
        '“tea”',
        'Gym',
        'Everyday ••1234',
        'Food and drink',
        'Counts as spending',
        'Only EUR',
        'Money in',
        'Without pending',
      ],
      ...['At least 5', 'At most 10', 'From Jan 1, 2025', 'To Feb 1, 2025'],
    ]);
  });

  it('put the other choices into words too', () => {
    expect(labelsOf({ direction: 'out', pending: 'only', counts: 'neither' })).toEqual([
      ...['Neither income nor spending', 'Money out', 'Pending only'],
    ]);
    expect(labelsOf({ counts: 'income', category: 'TRAVEL,FOOD_AND_DRINK_COFFEE' })).toEqual([
      ...['Travel', 'Food and drink: Coffee', 'Counts as income'],
    ]);
  });

  it('link to the same view without themselves', () => {
    const links = chipsOf({ q: 'tea', min: '5', days: '90', page: '3' }).map(({ query }) => query);
    expect(links).toEqual(['days=90&min=5', 'days=90&q=tea']);
  });

  it('take off one of several', () => {
    const links = chipsOf({ account: 'a1,a2', category: 'TRAVEL,OTHER' }).map(({ query }) => query);
    expect(links).toEqual([
      ...['account=a2&category=TRAVEL,OTHER', 'account=a1&category=TRAVEL,OTHER'],
      ...['account=a1,a2&category=OTHER', 'account=a1,a2&category=TRAVEL'],
    ]);
  });

  it('are one for a long list, which takes all of it off', () => {
    const ids = Array.from({ length: 13 }, (_, at) => `a${at}`).join();
    expect(chipsOf({ account: ids, min: '5' })).toEqual([
      { label: '13 accounts', query: 'min=5' },
      { label: 'At least 5', query: `account=${ids}` },
    ]);
    expect(labelsOf({ category: ids.toUpperCase() })).toEqual(['13 categories']);
    expect(labelsOf({ account: ids.slice(0, ids.lastIndexOf(',')) })).toHaveLength(12);
  });

  it('tell one merchant from all that differ in digits', () => {
    expect(
      chips(parseFilter({ merchant: ['"Motel 6"', 'Shell 0423'] }, []), { accountNames, format }),
    ).toMatchObject([{ label: 'Exactly Motel 6' }, { label: 'Shell 0423' }]);
  });

  it('say where an account is gone', () => {
    expect(labelsOf({ account: 'zzz' })).toEqual(['An account that is not here']);
  });
});
