/** The sections of each page: which, in which order, and what those have to show that have no tests of their own. */

import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openLane } from '../../src/event-loop-queue.ts';
import { aheadSections } from '../../src/features/ahead/sections.ts';
import { creditSections } from '../../src/features/credit/section.ts';
import { netWorthSections } from '../../src/features/net-worth/sections.ts';
import { dashboardSections } from '../../src/features/overview/sections.ts';
import { recurringSections } from '../../src/features/recurring/section.ts';
import { spendingSections } from '../../src/features/spending/sections.ts';
import { createFormat } from '../../src/finance/format.ts';
import { monthsBack, periodOf } from '../../src/finance/period.ts';
import type { BankReading } from '../../src/reading/reading.ts';
import type { Section } from '../../src/sections/section.ts';
import { account, transaction } from '../finance/samples.ts';

const today = '2025-11-22';
const format = createFormat({ locale: 'en-US', isHidden: false, today });

const ok = <T>(value: T) => Promise.resolve({ ok: true as const, value });
/** A row in each month from one of 2025 to another. */
const monthly = (name: string, [from, to]: [number, number], facts: Parameters<typeof transaction>[0]) =>
  Array.from({ length: to - from + 1 }, (_, index) => {
    const date = `2025-${String(from + index).padStart(2, '0')}-10`;
    return transaction({ ...facts, date, name, originalName: name });
  });
const rent = monthly('Rent', [6, 11], { amountMinor: -850_00, category: 'RENT_AND_UTILITIES' });
const films = monthly('Films & Co', [8, 11], { amountMinor: -10_00, category: 'ENTERTAINMENT' });
const pay = monthly('Wages', [6, 11], { amountMinor: 2000_00, category: 'INCOME' });
// Income alone in euros, so that there is nothing to compare or to rank.
const euros = transaction({ date: '2025-11-07', amountMinor: 50_00, currency: 'EUR', category: 'INCOME' });
const balances = { accounts: [account()], source: 'live' as const };
const bank: BankReading = {
  id: 'a',
  name: 'A',
  isNew: false,
  isGrowing: Promise.resolve(false),
  lane: openLane(),
  live: ok(balances),
  cached: ok(balances),
  history: ok({ transactions: [...rent, ...films, ...pay, euros], balances }),
  item: ok({
    institutionName: null,
    lastUpdatedAt: null,
    error: null,
    consentExpiresAt: new Date('2025-11-25T12:00:00Z'),
  }),
};
const liabilities = ok({ accounts: [], terms: new Map() });

// Made within each test, so that a failure in one of them fails a test.
const overview = () => dashboardSections([bank], periodOf({}, today), format, [], { summary: '1 bank' });
const spending = () => spendingSections([bank], monthsBack({ months: '6' }, today), format, []);
const netWorth = () => netWorthSections([bank], monthsBack({ months: '6' }, today), format, []);
const ahead = () => aheadSections([bank], [], { month: '2025-12', today, format });
const recurring = () => recurringSections([bank], today, format);
const credit = () => creditSections([{ id: 'a', name: 'A', liabilities }], [], today, format);

async function modelOf(sections: readonly Section[], id: string): Promise<object> {
  const model = await sections.find((section) => section.id === id)?.final;
  if (!model) throw new Error(`${id} has nothing to show`);
  return model;
}

const ATTENTION = ['attention', 'Needs your attention', 'nothing'];

it.each<[string, () => Section[], string[][]]>([
  [
    'overview',
    overview,
    [
      ATTENTION,
      ['net-worth', 'Net worth', 'figure'],
      ['worth-line', 'Net worth over time', 'figure'],
      ['month-so-far', 'Month so far', 'lines'],
      ['upcoming', 'Upcoming', 'lines'],
      ['latest', 'Latest transactions', 'lines'],
      ['accounts', 'Accounts', 'lines'],
      ['cash-flow', 'Cash flow', 'picture'],
      ['spending', 'Spending', 'lines'],
    ],
  ],
  [
    'spending page',
    spending,
    [
      ATTENTION,
      ['month-total', 'Spent this month', 'figure'],
      ['cash-flow', 'By month', 'picture'],
      ['by-category', 'By category', 'lines'],
      ['merchants', 'Top merchants', 'lines'],
    ],
  ],
  [
    'page of net worth',
    netWorth,
    [ATTENTION, ['worth-total', 'Together', 'picture'], ['worth-accounts', 'Each account', 'lines']],
  ],
  [
    'page of what is ahead',
    ahead,
    [
      ATTENTION,
      ['safe-to-spend', 'Safe to spend', 'figure'],
      ['balances-ahead', 'Balance forecast', 'picture'],
      ['month-ahead', 'Upcoming payments and income', 'lines'],
    ],
  ],
  ['recurring page', recurring, [ATTENTION, ['recurring', 'What recurs', 'lines']]],
  ['credit page', credit, [['credit', 'Cards and loans', 'lines']]],
])(
  'the %s has its sections in their order, each with a view and something to show',
  async (_page, sectionsOf, expected) => {
    const sections = sectionsOf();
    expect(sections.map(({ id, title, skeleton }) => [id, title, skeleton])).toEqual(expected);
    const views = readdirSync(new URL('../../views/sections', import.meta.url));
    for (const { id } of sections) {
      expect(views).toContain(`${id}.ejs`);
      const { isPartial: _, ...model } = (await modelOf(sections, id)) as { isPartial?: unknown };
      expect(Object.keys(model), id).not.toEqual([]);
    }
  },
);

it('has what was spent this month so far, against the same days before', async () => {
  expect(await modelOf(spending(), 'month-total')).toMatchObject({
    asOf: 'November 2025, until Nov 22, 2025',
    currencies: [
      {
        name: 'US Dollar',
        spent: '$860.00',
        comparisons: [
          'The same as in the same days of October 2025',
          '$4.00 more than in the same days of an average month: $856.00',
        ],
      },
    ],
  });
});

it('compares each category with the same days of the months before, and links to its transactions', async () => {
  expect(await modelOf(spending(), 'by-category')).toMatchObject({
    asOf: 'The first 22 days of the month against those of the months before',
    soFar: 'Nov so far',
    monthsShown: 'Jun 2025 to Nov 2025',
    currencies: [
      {
        name: 'US Dollar',
        summary: 'Highest against the same days of other months: entertainment.',
        months: ['June 2025', 'July 2025', 'August 2025', 'September 2025', 'October 2025', 'November 2025'],
        rows: [
          {
            label: 'Rent and utilities',
            query: 'category=RENT_AND_UTILITIES&counts=spending&currency=USD&from=2025-06-01',
            bars: expect.arrayContaining([
              expect.objectContaining({ title: 'June 2025: $850.00', label: null }),
            ]),
            ...{ soFar: '$850.00', average: '$850.00', difference: '$0.00' },
            byMonth: Array(6).fill('$850.00'),
          },
          {
            label: 'Entertainment',
            query: 'category=ENTERTAINMENT&counts=spending&currency=USD&from=2025-06-01',
            bars: expect.any(Array),
            ...{ soFar: '$10.00', average: '$6.00', difference: '+$4.00' },
            byMonth: ['$0.00', '$0.00', ...Array(4).fill('$10.00')],
          },
        ],
        total: {
          ...{ soFar: '$860.00', average: '$856.00', difference: '+$4.00' },
          byMonth: ['$850.00', '$850.00', ...Array(4).fill('$860.00')],
        },
      },
    ],
  });
});

it('draws the months of each category in proportion to the one with most spending', async () => {
  const { currencies } = (await modelOf(spending(), 'by-category')) as {
    currencies: { rows: { bars: { height: number }[] }[] }[];
  };
  const heights = currencies[0]?.rows.map(({ bars }) => bars.map(({ height }) => height));
  expect(heights).toEqual([Array(6).fill(100), [0, 0, 100, 100, 100, 100]]);
});

it('gives no average in a first month', async () => {
  const told = ok({ transactions: rent.slice(-1), balances });
  const sections = spendingSections(
    [{ ...bank, history: told }],
    monthsBack({ months: '3' }, today),
    format,
    [],
  );
  expect(await modelOf(sections, 'by-category')).toMatchObject({
    currencies: [{ rows: [{ average: null, difference: null, soFar: '$850.00' }] }],
  });
  expect(await modelOf(sections, 'month-total')).toMatchObject({
    currencies: [{ spent: '$850.00', comparisons: [] }],
  });
});

it('names the first day of a month alone', async () => {
  const sections = spendingSections([bank], monthsBack({ months: '3' }, '2025-11-01'), format, []);
  expect(await modelOf(sections, 'by-category')).toMatchObject({
    asOf: 'The first of the month against those before',
  });
});

it('ranks the merchants of the months chosen, and links to the transactions of each', async () => {
  expect(await modelOf(spending(), 'merchants')).toEqual({
    asOf: '6 months, net of refunds',
    isPartial: false,
    currencies: [
      {
        name: 'US Dollar',
        rows: [
          {
            name: 'Rent',
            query: 'merchant=Rent&counts=spending&currency=USD&from=2025-06-01',
            times: '6',
            spent: '$5,100.00',
          },
          {
            ...{ name: 'Films & Co', times: '4', spent: '$40.00' },
            query: 'merchant=Films+%26+Co&counts=spending&currency=USD&from=2025-06-01',
          },
        ],
      },
    ],
  });
});

it('ranks nothing in a currency with refunds alone', async () => {
  const refund = transaction({ date: '2025-11-07', amountMinor: 50_00, currency: 'GBP' });
  const told = ok({ transactions: [refund], balances });
  const sections = spendingSections(
    [{ ...bank, history: told }],
    monthsBack({ months: '3' }, today),
    format,
    [],
  );
  expect(await modelOf(sections, 'merchants')).toMatchObject({ currencies: [] });
});

it('adds up what recurs, without what has ended', async () => {
  const gym = monthly('Gym', [4, 8], { amountMinor: -20_00 });
  const told = ok({ transactions: [...rent, ...films, ...pay, ...gym], balances });
  const sections = recurringSections([{ ...bank, history: told }], today, format);
  expect(await modelOf(sections, 'recurring')).toMatchObject({
    currencies: [{ name: 'US Dollar', in: '+$2,000.00', out: '−$860.00', net: '+$1,140.00' }],
    groups: [
      { id: 'income', sums: { month: '$2,000.00', year: '$24,000.00' }, rows: [{ payee: 'Wages' }] },
      { id: 'bills', sums: { month: '$850.00', year: '$10,200.00' }, rows: [{ payee: 'Rent' }] },
      {
        ...{ id: 'subscriptions', title: 'Subscriptions' },
        ...{ sums: { month: '$10.00', year: '$120.00' }, rows: [{ payee: 'Films & Co' }] },
      },
      { id: 'ended', title: 'Seem to have ended', sums: null, rows: [{ payee: 'Gym' }] },
    ],
  });
});
