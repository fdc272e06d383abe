import { describe, expect, it } from 'vitest';
import type { Recurring } from '../../../src/features/recurring/detect/detect.ts';
import { recurringRow } from '../../../src/features/recurring/words.ts';
import { createFormat } from '../../../src/finance/format.ts';
import { recurring } from './detect/sample.ts';

const TODAY = '2025-11-03';
const rise = { fromMinor: -15_99, toMinor: -17_99, since: '2025-09-07' };

function row(facts: Partial<Recurring> = {}, isHidden = false) {
  return recurringRow(recurring(facts), TODAY, createFormat({ locale: 'en-GB', isHidden, today: TODAY }));
}

it('tells cadence, history, likelihood, next day and amount', () => {
  expect(row()).toEqual({
    payee: 'Films',
    icon: 'entertainment',
    rise: null,
    hasEnded: false,
    about: ['Monthly, 6 times since May 2025', 'last Tue 7 Oct', 'very likely'],
    when: 'next Fri 7 Nov',
    amount: '−US$17.99',
    isIn: false,
  });
});

it.each<[Partial<Recurring>, string]>([
  [{ confidence: 'medium' }, 'likely'],
  [{ confidence: 'low' }, 'possible'],
])('tells how sure it is: %o', (facts, words) => {
  expect(row(facts).about).toContain(words);
});

it('tells pay as money in', () => {
  expect(row({ kind: 'income', amountMinor: 2_000_00 })).toMatchObject({
    amount: '+US$2,000.00',
    isIn: true,
  });
});

it('tells a rise of the price, before and after', () => {
  const { rise: pill, about } = row({ priceRise: rise, smallestMinor: -15_99 });
  expect(pill).toBe('Up US$2.00 in September 2025');
  expect(about).toContain('was US$15.99, now US$17.99');
  expect(about.join()).not.toContain('between');
});

it('tells how far an amount varies', () => {
  expect(row({ smallestMinor: -12_00, largestMinor: -30_00 }).about).toContain(
    'between US$12.00 and US$30.00',
  );
});

it('reckons by the month what does not come monthly', () => {
  expect(row({ cadence: 'yearly', amountMinor: -47_88 }).about).toContain('US$3.99 a month');
  expect(row().about.join()).not.toContain('a month');
});

it('says of what has ended how long it went on, and no more', () => {
  const ended = row({ status: 'cancelled', nextDate: null, lastDate: '2025-03-07', priceRise: rise });
  expect(ended).toMatchObject({
    hasEnded: true,
    rise: null,
    about: ['Monthly until March 2025, 6 times'],
    when: 'last Fri 7 Mar',
  });
});

describe('the day it is expected', () => {
  it.each<[Partial<Recurring>, string]>([
    [{ nextDate: '2025-11-03' }, 'today'],
    [{ nextDate: '2025-11-04', confidence: 'low' }, 'tomorrow'],
    [{ nextDate: '2025-11-20', confidence: 'medium' }, 'about Thu 20 Nov'],
    [{ nextDate: '2025-11-02' }, 'was due yesterday'],
    [{ nextDate: '2025-10-30' }, 'was due Thu 30 Oct'],
    [{ nextDate: '2026-03-01' }, 'next Sun, 1 Mar 2026'],
  ])('%o', (facts, words) => {
    expect(row(facts).when).toBe(words);
  });
});

it('gives no digit of an amount away where amounts are hidden', () => {
  const hidden = row(
    { amountMinor: -99_99, cadence: 'weekly', priceRise: { ...rise, toMinor: -99_99 } },
    true,
  );
  expect(hidden.rise).toBe('Up in September 2025');
  expect(hidden.amount).toBe('•••••');
  expect(hidden.about).toEqual(['Weekly, 6 times since May 2025', 'last Tue 7 Oct', 'very likely']);
});
