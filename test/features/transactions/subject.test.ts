/** The head of a list of one merchant or category, over a few rows whose sums can be made by hand. */

import { describe, expect, it } from 'vitest';
import { subjectOf, subjectTitle } from '../../../src/features/transactions/subject.ts';
import { type Filter, parseFilter } from '../../../src/finance/filter.ts';
import type { Flow } from '../../../src/finance/flow.ts';
import { createFormat } from '../../../src/finance/format.ts';
import { flow } from '../../finance/samples.ts';

const TODAY = '2025-11-05';
const filterOf = (facts: Partial<Filter> = {}): Filter => ({ ...parseFilter({}, []), ...facts });
const FOOD = { category: ['FOOD_AND_DRINK'] };
const shop = (date: string, amountMinor: number, facts: Partial<Flow> = {}) =>
  flow({ date, amountMinor, ...facts });

function subject(flows: readonly Flow[], facts: Partial<Filter> = FOOD, from = '2025-08-08', to = TODAY) {
  const format = createFormat({ locale: 'en-US', isHidden: false, today: TODAY });
  const all = flows;
  return subjectOf(flows, 'Food', {
    filter: filterOf(facts),
    all,
    range: { from, to },
    today: TODAY,
    format,
  });
}
/** So much in each of four months, the last so far, and in the same days of the month before. */
const ROWS = [
  shop('2025-08-20', -10_00),
  shop('2025-09-20', -20_00),
  shop('2025-10-02', -7_00),
  shop('2025-10-20', -53_00),
  shop('2025-11-03', -9_00),
];

describe('the title', () => {
  it.each<[Partial<Filter>, string | null]>([
    [{}, null],
    [FOOD, 'Food and drink'],
    [{ category: ['FOOD_AND_DRINK', 'TRAVEL'] }, 'Food and drink, Travel'],
    [{ category: ['FOOD_AND_DRINK', 'TRAVEL', 'INCOME'] }, '3 categories'],
    [{ merchant: ['Blue Heron'] }, 'Blue Heron'],
    [{ merchant: ['"Motel 6"'] }, 'Motel 6'],
    // All names of one merchant stand in one filter.
    [{ merchant: ['Blue Heron', 'BLUE HERON COFFEE'] }, 'Blue Heron'],
    [{ merchant: ['Blue Heron'], ...FOOD }, 'Blue Heron: Food and drink'],
  ])('of %j is %s', (facts, title) => {
    expect(subjectTitle(filterOf(facts))).toBe(title);
  });
});

describe('the figures', () => {
  it('are this month so far against the same days before, the average of whole months, and all', () => {
    const [only, ...others] = subject(ROWS).currencies;
    expect(others).toEqual([]);
    expect(only?.facts).toEqual([
      {
        label: 'Spent in November 2025 so far',
        amount: '$9.00',
        note: '$2.00 more than in the same days of October 2025: $7.00',
      },
      // September and October; of August the first days are not looked at.
      { label: 'In an average month', amount: '$40.00', note: null },
      { label: 'Total', amount: '$99.00', note: '5 transactions since Aug 8, 2025' },
    ]);
    expect(only?.others).toBeNull();
  });

  it('of days that are over say from when to when', () => {
    const [only] = subject(ROWS.slice(0, 1), FOOD, '2025-08-01', '2025-08-31').currencies;
    expect(only?.facts.at(-1)?.note).toBe('1 transaction from Aug 1, 2025 to Aug 31, 2025');
    expect(only?.facts.map(({ label }) => label)).toEqual(['In an average month', 'Total']);
    expect(only?.months).toBeNull();
  });

  it('leave out what is no spending, and count it', () => {
    const pay = shop('2025-10-01', 30_00, { category: 'INCOME', kind: 'income' });
    const othersOf = (...rows: Flow[]) => subject([...ROWS, ...rows]).currencies[0]?.others;
    expect(othersOf(pay)).toBe('1 transaction in this list is not spending and is left out of these sums.');
    expect(othersOf(pay, pay)).toBe(
      '2 transactions in this list are not spending and are left out of these sums.',
    );
    const income = subject([pay, ROWS[0] as Flow], { category: ['INCOME'] });
    expect(income.currencies[0]?.others).toContain('is not income');
    expect(income.currencies[0]?.facts.at(-1)?.amount).toBe('$30.00');
  });

  it('are those of each currency by itself', () => {
    const euro = shop('2025-10-20', -5_00, { currency: 'EUR' });
    expect(
      subject([...ROWS, euro]).currencies.map(({ name, facts }) => [name, facts.at(-1)?.amount]),
    ).toEqual([
      ['US Dollar', '$99.00'],
      ['Euro', '€5.00'],
    ]);
  });
});

it('has a month each, of which it names the highest', () => {
  const months = subject(ROWS).currencies[0]?.months;
  expect(months?.rows).toEqual([
    { month: 'September 2025', amount: '$20.00' },
    { month: 'October 2025', amount: '$60.00' },
    { month: 'November 2025', amount: '$9.00' },
  ]);
  expect([months?.caption, months?.summary, months?.kind, months?.isRunning, months?.average]).toEqual([
    ...['Food: spent by month, US Dollar', 'The most in October 2025: $60.00.', 'spending', true, '$40.00'],
  ]);
  const over = subject(ROWS, FOOD, '2025-09-01', '2025-10-31').currencies[0]?.months;
  expect([over?.rows.length, over?.isRunning]).toEqual([2, false]);
});

describe('a target', () => {
  const href = '/book/line?kind=target&category=FOOD_AND_DRINK&currency=USD';
  it.each<[string, Partial<Filter>, Flow[], string | null]>([
    ['can be set for one category', FOOD, ROWS, href],
    ['not for two', { category: ['FOOD_AND_DRINK', 'TRAVEL'] }, ROWS, null],
    ['not for a merchant of it', { ...FOOD, merchant: ['Blue Heron'] }, ROWS, null],
    // One more and one less are not none.
    [
      'not for two and a merchant',
      { category: ['FOOD_AND_DRINK', 'TRAVEL'], merchant: ['Blue Heron'] },
      ROWS,
      null,
    ],
    ['not for a merchant', { merchant: ['Blue Heron'] }, ROWS, null],
    ['not where nothing is spent', FOOD, [shop('2025-10-01', 5_00, { kind: 'income' })], null],
  ])('%s', (_when, facts, rows, expected) => {
    expect(subject(rows, facts).targetHref).toBe(expected);
  });
});

describe('the parts of a category', () => {
  const fastFood = { detailedCategory: 'FOOD_AND_DRINK_FAST_FOOD' };
  const rows = [
    ...[shop('2025-10-01', -3_00, fastFood), shop('2025-10-02', -4_00, fastFood)],
    ...[shop('2025-10-03', -9_00, { detailedCategory: 'FOOD_AND_DRINK_GROCERIES' })],
    ...[shop('2025-10-04', -1_00), shop('2025-10-05', -2_00, { ...fastFood, currency: 'EUR' })],
  ];
  const partsOf = (facts: Partial<Filter>, flows: readonly Flow[] = rows) =>
    subject(flows, facts).currencies.find(({ currency }) => currency === 'USD')?.parts;

  it('are its detailed categories, the largest first, each with its list', () => {
    expect(partsOf({ ...FOOD, page: 3 })).toEqual([
      {
        ...{ label: 'Groceries', amount: '$9.00' },
        query: 'category=FOOD_AND_DRINK_GROCERIES&counts=spending&currency=USD',
      },
      {
        ...{ label: 'Fast food', amount: '$7.00' },
        query: 'category=FOOD_AND_DRINK_FAST_FOOD&counts=spending&currency=USD',
      },
      // Of those no filter is.
      { label: 'Food and drink', amount: '$1.00', query: null },
    ]);
  });

  it('of income are added up too, and what only moved has none', () => {
    const row = (detailedCategory: string, amountMinor: number, kind: Flow['kind']) =>
      shop('2025-10-01', amountMinor, { category: 'X', detailedCategory, kind });
    const income = [row('X_A', 5_00, 'income'), row('X_B', 7_00, 'income')];
    expect(partsOf({ category: ['X'] }, income)?.map(({ amount }) => amount)).toEqual(['$7.00', '$5.00']);
    const moved = [row('X_A', 5_00, 'transfer'), row('X_B', 7_00, 'transfer')];
    expect(partsOf({ category: ['X'] }, moved)).toEqual([]);
  });

  it('are none of one part alone, of a detailed category, of two categories, and of none', () => {
    expect(partsOf(FOOD, rows.slice(0, 2))).toEqual([]);
    expect(partsOf({ category: ['FOOD_AND_DRINK_FAST_FOOD'] })).toEqual([]);
    expect(partsOf({ category: ['FOOD_AND_DRINK', 'TRAVEL'] })).toEqual([]);
    expect(partsOf({ merchant: ['Blue Heron'] })).toEqual([]);
  });
});

it('leads to all that there is, unless it looks through that already', () => {
  expect(subject(ROWS, { ...FOOD, days: 90, page: 2 }).wholeHref).toBe(
    '/transactions?category=FOOD_AND_DRINK',
  );
});
