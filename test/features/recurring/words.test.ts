import { expect, it } from 'vitest';
import type { Recurring } from '../../../src/features/recurring/detect/detect.ts';
import { recurringRow } from '../../../src/features/recurring/words.ts';
import { createFormat } from '../../../src/finance/format.ts';
import { account } from '../../finance/samples.ts';
import { recurring } from './detect/sample.ts';

const TODAY = '2025-11-03';
const rise = { fromMinor: -15_99, toMinor: -17_99, since: '2025-09-07' };
const accounts = [account({ id: 'old', name: 'Old card' }), account()];

function row(facts: Partial<Recurring> = {}, isHidden = false) {
  const format = createFormat({ locale: 'en-GB', isHidden, today: TODAY });
  return recurringRow(recurring(facts), { accounts, currencyInLinks: () => '', today: TODAY, format });
}

/** What the opened row says, such as `Since: May 2025`. */
const opened = (facts: Partial<Recurring>, isHidden = false) =>
  row(facts, isHidden).facts.map(({ name, text }) => `${name}: ${text}`);

it('has two lines, and more when it is opened', () => {
  expect(row()).toEqual({
    payee: 'Films',
    icon: 'entertainment',
    rise: null,
    isDoubtful: false,
    hasEnded: false,
    day: '7 Nov',
    account: 'Everyday ••1234',
    cadence: 'monthly',
    amount: '−US$17.99',
    isIn: false,
    facts: [
      { name: 'Expected', text: 'Fri 7 Nov' },
      { name: 'Last', text: 'Tue 7 Oct' },
      { name: 'Since', text: 'May 2025' },
      { name: 'In a year', text: 'US$215.88' },
    ],
    query: 'merchant=Films&account=checking&direction=out',
    count: '6',
    bookLinks: [
      { label: 'Not recurring', href: '/book/line?kind=recurring&text=Films&is=no&show=yes' },
      { label: 'Has ended', href: '/book/line?kind=recurring&text=Films&is=ended&show=yes' },
    ],
  });
});

it('names the account of the latest payment, or none where the bank does not share it', () => {
  expect(row({ accountIds: ['old', 'checking'] }).account).toBe('Old card ••1234');
  expect(row({ accountIds: ['gone', 'checking'] }).account).toBeNull();
});

it.each([
  ['high', false],
  ['medium', false],
  ['low', true],
] as const)('of %s confidence, is marked as doubtful: %s', (confidence, isDoubtful) => {
  expect(row({ confidence }).isDoubtful).toBe(isDoubtful);
});

it('shows income as money in', () => {
  const { amount, isIn, query } = row({ kind: 'income', amountMinor: 2_000_00 });
  expect([amount, isIn]).toEqual(['+US$2,000.00', true]);
  expect(query).toContain('direction=in');
});

it.each([
  ['2025-11-03', 'Up US$2.00'],
  ['2025-08-05', 'Up US$2.00'],
  ['2025-08-04', null],
])('shows a price rise for 90 days: since %s, %s', (since, words) => {
  expect(row({ priceRise: { ...rise, since } }).rise).toBe(words);
});

it('has the earlier price, and no range, after a rise', () => {
  const facts = opened({ priceRise: rise, smallestMinor: -15_99 });
  expect(facts).toContain('Earlier price: US$15.99 until it went up on 7 Sept 2025');
  expect(facts.join()).not.toContain('Between');
});

it('has the range of an amount that varies', () => {
  expect(opened({ smallestMinor: -12_00, largestMinor: -30_00 })).toContain(
    'Amount: Between US$12.00 and US$30.00',
  );
});

it('gives the average of a month for what does not come monthly, and of a year for what does not come yearly', () => {
  const yearly = opened({ cadence: 'yearly', amountMinor: -47_88 });
  expect(yearly).toContain('In a month: US$3.99 on average');
  expect(yearly.join()).not.toContain('In a year');
  expect(opened({ cadence: 'weekly', amountMinor: -1_00 })).toContain('In a year: US$52.00');
});

it('of what has ended has no rise and no doubt, and when it came last', () => {
  const ended = row({
    ...{ status: 'cancelled', nextDate: null, lastDate: '2025-03-07', confidence: 'low' },
    priceRise: { ...rise, since: TODAY },
  });
  expect(ended).toMatchObject({ hasEnded: true, rise: null, isDoubtful: false, day: 'Last 7 Mar' });
  expect(ended.facts.map(({ name }) => name)).toEqual(['Last', 'Since', 'Earlier price']);
});

it.each<[Partial<Recurring>, string]>([
  [{ nextDate: '2025-11-03' }, 'Today'],
  [{ nextDate: '2025-11-04' }, 'Tomorrow'],
  [{ nextDate: '2025-11-20' }, '20 Nov'],
  [{ nextDate: '2025-11-02' }, 'Was due 2 Nov'],
  [{ nextDate: '2025-10-30' }, 'Was due 30 Oct'],
  [{ nextDate: '2026-03-01' }, '1 Mar 2026'],
])('says when %o is expected: %s', (facts, words) => {
  expect(row(facts).day).toBe(words);
});

it('leads to its payments by every name and account they have, and by amount where the merchant has others', () => {
  const facts: Partial<Recurring> = {
    names: ['FILMS 0423', 'FILMS 0588', 'Films & Co'],
    accountIds: ['checking', 'old'],
    smallestMinor: -15_99,
  };
  const query = 'merchant=FILMS+0423&merchant=Films+%26+Co&account=checking,old&direction=out';
  expect(row(facts).query).toBe(query);
  expect(row({ ...facts, isOneOfSeveral: true }).query).toBe(`${query}&min=15.99&max=17.99`);
});

it('has no digit of an amount when amounts are hidden, nor in its address', () => {
  const facts: Partial<Recurring> = {
    ...{ amountMinor: -99_99, cadence: 'weekly', smallestMinor: -88_88, isOneOfSeveral: true },
    priceRise: { ...rise, toMinor: -99_99 },
  };
  const hidden = row(facts, true);
  expect(hidden.rise).toBe('Price went up');
  expect(hidden.amount).toBe('•••••');
  expect(hidden.facts).toEqual([
    { name: 'Expected', text: 'Fri 7 Nov' },
    { name: 'Last', text: 'Tue 7 Oct' },
    { name: 'Since', text: 'May 2025' },
  ]);
  expect(hidden.query).toBe('merchant=Films&account=checking&direction=out');
});
