/** Net worth together, every word and address of it: a few accounts of ten weeks, worked out by hand. */

import { describe, expect, it } from 'vitest';
import type { BalanceHistory, BankAccountPast } from '../../../src/features/net-worth/balance-history.ts';
import { worthTotalSection } from '../../../src/features/net-worth/total.ts';
import { monthsBack } from '../../../src/finance/period.ts';
import { format, hidden, historyFrom, pastIn, TODAY } from './pasts.ts';

const BACK = monthsBack({ months: '3' }, TODAY);
const DAY_BEFORE = '2025-12-31';

const past = (id: string, steps: Record<string, number>, facts: Parameters<typeof pastIn>[2] = {}) =>
  pastIn(BACK.range, steps, { id, ...facts });
const sectionOf = (balances: BalanceHistory, words = format) => worthTotalSection(balances, BACK, words, []);
const blocksOf = (pasts: readonly BankAccountPast[], words = format) =>
  sectionOf(historyFrom(BACK.range, pasts), words).currencies;

const level = (id: string, minor: number, facts: Parameters<typeof pastIn>[2] = {}) =>
  past(id, { [DAY_BEFORE]: minor }, facts);
const fund = past(
  'fund',
  { [TODAY]: 5_000_00 },
  { name: 'Fund', mask: '77', type: 'investment', reason: 'investment' },
);
const CHECKING = {
  [DAY_BEFORE]: 1_000_00,
  '2026-01-15': 1_200_00,
  '2026-02-10': 700_00,
  '2026-03-05': 750_00,
};
const checking = past('checking', CHECKING);
const card = past('card', { [DAY_BEFORE]: -100_00, '2026-02-20': -150_00 }, { type: 'credit' });

describe('accounts of one currency that are known on all days', () => {
  it('are a sum, a change, extremes and months, each with the address of its rows', () => {
    const { currencies, ...around } = sectionOf(historyFrom(BACK.range, [checking, card]));
    expect(around).toEqual({
      asOf: '3 months, at the end of each day',
      ...{ converted: null, allTogether: 'All together today' },
    });
    // 900 before, then 1,100, 600, 550 and 600.
    const [{ chart, ...block } = { chart: null }, ...others] = currencies;
    expect(others).toEqual([]);
    expect(chart?.months.map(({ title }) => title)).toEqual([
      'January 2026: $1,100.00 at its end',
      'February 2026: $550.00 at its end',
      'March 2026: $600.00 today',
    ]);
    expect(block).toEqual({
      ...{ currency: 'USD', name: 'US Dollar', caption: 'Net worth on each day, US Dollar' },
      summary: '$600.00 today. $300.00 less than before Jan 1, 2026.',
      parts: [
        { id: 'cash', title: 'Cash' },
        { id: 'credit-cards', title: 'Credit cards' },
      ],
      extremes: [
        {
          ...{ label: 'Change', amount: '−$300.00', day: 'since Jan 1, 2026' },
          query: 'pending=no&from=2026-01-01&to=2026-03-10',
        },
        { label: 'Highest', amount: '$1,100.00', day: 'Jan 15, 2026', query: null },
        { label: 'Lowest', amount: '$550.00', day: 'Feb 20, 2026', query: null },
        {
          ...{ label: 'Best day', amount: '+$200.00', day: 'Jan 15, 2026' },
          query: 'pending=no&from=2026-01-15&to=2026-01-15',
        },
        {
          ...{ label: 'Worst day', amount: '−$500.00', day: 'Feb 10, 2026' },
          query: 'pending=no&from=2026-02-10&to=2026-02-10',
        },
      ],
      months: [
        {
          ...{ label: 'January 2026', query: 'pending=no&from=2026-01-01&to=2026-01-31' },
          ...{ parts: ['$1,200.00', '−$100.00'], net: '$1,100.00', change: '+$200.00' },
        },
        {
          ...{ label: 'February 2026', query: 'pending=no&from=2026-02-01&to=2026-02-28' },
          ...{ parts: ['$700.00', '−$150.00'], net: '$550.00', change: '−$550.00' },
        },
        {
          ...{ label: 'March 2026', query: 'pending=no&from=2026-03-01&to=2026-03-31' },
          ...{ parts: ['$750.00', '−$150.00'], net: '$600.00', change: '+$50.00' },
        },
      ],
      ...{ unknown: null, leftOut: [], about: [], own: [], bridged: null },
      unsure: { came: null, left: null },
    });
  });

  it('have no best and no worst day where nothing changed', () => {
    const [block] = blocksOf([level('a', 100_00)]);
    expect(block?.summary).toBe('$100.00 today. As much as before Jan 1, 2026.');
    expect(block?.extremes.map(({ label, amount, day }) => `${label} ${amount} ${day}`)).toEqual([
      'Change $0.00 since Jan 1, 2026',
      'Highest $100.00 Jan 1, 2026',
      'Lowest $100.00 Jan 1, 2026',
    ]);
  });

  it('have no amount while amounts are hidden', () => {
    const [block] = blocksOf([checking, fund], hidden);
    expect(block?.summary).toBe('Since Jan 1, 2026.');
    expect(new Set(block?.extremes.map(({ amount }) => amount))).toEqual(new Set(['•••••']));
    expect(block?.months[0]).toMatchObject({ parts: ['•••••'], net: '•••••', change: '•••••' });
    expect(block?.leftOut[0]).toMatch(/^Fund ••77 \(••••• today\): /);
    expect(block?.chart?.zeroY).toBeNull();
  });
});

describe('days that are not known', () => {
  it('are empty cells and told of, and the change is since the first that is', () => {
    const steps = { '2026-02-05': 100_00, '2026-02-20': 130_00 };
    const [block] = blocksOf([past('a', steps, { reason: 'before-first' })]);
    expect(block).toMatchObject({
      summary: '$130.00 today. $30.00 more than before Feb 6, 2026.',
      unknown: 'Before Feb 5, 2026 it is not known, so the chart is hatched there and the table empty.',
      months: [
        { parts: null, net: null, change: null },
        { parts: ['$130.00'], net: '$130.00', change: null },
        { parts: ['$130.00'], net: '$130.00', change: '$0.00' },
      ],
    });
    expect(block?.extremes[0]).toEqual({
      ...{ label: 'Change', amount: '+$30.00', day: 'since Feb 6, 2026' },
      query: 'pending=no&from=2026-02-06&to=2026-03-10',
    });
  });

  it.each([
    ['2026-01-01', 'so the first month has no change.', true],
    ['2026-01-05', 'so the chart is hatched there and the first month has no change.', false],
  ])('until %s leave the first month without a change alone', (first, consequence, isWhole) => {
    const [block] = blocksOf([past('a', { [first]: 5_00 }, { reason: 'not-read' })]);
    expect(block?.unknown).toBe(`Before ${format.day(first)} it is not known, ${consequence}`);
    expect(block?.chart?.unknownWidth === 0).toBe(isWhole);
    expect(block?.months[0]).toMatchObject({ net: '$5.00', change: null });
  });

  it('are all but today where a row of today is in another currency', () => {
    const [block] = blocksOf([past('a', { [TODAY]: 100_00 }, { reason: 'other-currency' })]);
    expect([block?.summary, block?.extremes]).toEqual(['$100.00 today.', []]);
  });

  it('leave no chart where no account has a past', () => {
    expect(blocksOf([fund])).toEqual([
      {
        ...{ currency: 'USD', name: 'US Dollar', caption: 'Net worth on each day, US Dollar' },
        ...{ summary: 'No account has enough history.', chart: null },
        ...{ parts: [], extremes: [], months: [], unknown: null, about: [], own: [], bridged: null },
        leftOut: ['Fund ••77 ($5,000.00 today): past market values are not available.'],
        unsure: { came: null, left: null },
      },
    ]);
  });
});

describe('accounts that are left out', () => {
  const savings = past('savings', { '2026-03-01': 20_00 }, { name: 'Savings', reason: 'before-first' });
  const broken = past('broken', {}, { name: 'Broken', mask: null, reason: 'no-balance' });

  it('are named with today’s balance, where there is one, and why', () => {
    const balances = historyFrom(BACK.range, [checking, broken, fund, savings]);
    const { currencies, allTogether } = sectionOf(balances);
    expect(allTogether).toBe('All together today, without the accounts named below');
    expect(currencies[0]).toMatchObject({
      summary: '$750.00 today, without the 3 accounts named below. $250.00 less than before Jan 1, 2026.',
      leftOut: [
        'Broken: its bank gives no balance.',
        'Fund ••77 ($5,000.00 today): past market values are not available.',
        'Savings ••1234 ($20.00 today): its first transaction is dated Mar 1, 2026.',
      ],
    });
  });

  it('make addresses of those that are counted, without figures of the person’s own', () => {
    const house = level('own:House', 7_00, { type: 'other', ownFigureOn: '2026-01-01' });
    const [block] = blocksOf([checking, card, fund, house]);
    expect(block?.summary).toMatch(/, without the account named below\. /);
    expect(block?.months.map(({ query }) => query)).toEqual([
      'account=checking,card&pending=no&from=2026-01-01&to=2026-01-31',
      'account=checking,card&pending=no&from=2026-02-01&to=2026-02-28',
      'account=checking,card&pending=no&from=2026-03-01&to=2026-03-31',
    ]);
  });

  it('are in an address that would be too long for the others’ ids', () => {
    // 49 characters are not of the id.
    const queryWith = (length: number) =>
      blocksOf([level('i'.repeat(length), 5_00), fund])[0]?.months[0]?.query;
    expect(queryWith(6_951)).toHaveLength(7_000);
    expect(queryWith(6_952)).toBe('pending=no&from=2026-01-01&to=2026-01-31');
  });
});
