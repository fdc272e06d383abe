import { expect, it } from 'vitest';
import type { Recurring } from '../../../src/features/recurring/detect/detect.ts';
import { recurringRow } from '../../../src/features/recurring/words.ts';
import { createFormat } from '../../../src/finance/format.ts';
import { recurring } from './detect/sample.ts';

const TODAY = '2025-11-03';
const rise = { fromMinor: -15_99, toMinor: -17_99, since: '2025-09-07' };

function row(facts: Partial<Recurring> = {}, isHidden = false) {
  return recurringRow(recurring(facts), TODAY, createFormat({ locale: 'en-GB', isHidden, today: TODAY }));
}

it('has cadence, history, likelihood, next day and amount', () => {
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
])('has the likelihood of %o: %s', (facts, words) => {
  expect(row(facts).about).toContain(words);
});

it('shows pay as money in', () => {
  const { amount, isIn } = row({ kind: 'income', amountMinor: 2_000_00 });
  expect([amount, isIn]).toEqual(['+US$2,000.00', true]);
});

it('has the price before and after a rise', () => {
  const { rise: pill, about } = row({ priceRise: rise, smallestMinor: -15_99 });
  expect(pill).toBe('Up US$2.00 in September 2025');
  expect(about).toContain('was US$15.99, now US$17.99');
  expect(about.join()).not.toContain('between');
});

it('has the range of an amount that varies', () => {
  expect(row({ smallestMinor: -12_00, largestMinor: -30_00 }).about).toContain(
    'between US$12.00 and US$30.00',
  );
});

it('gives the monthly average of what does not come monthly', () => {
  expect(row({ cadence: 'yearly', amountMinor: -47_88 }).about).toContain('US$3.99 a month');
  expect(row().about.join()).not.toContain('a month');
});

it('says of what has ended only how long it went on', () => {
  const ended = row({ status: 'cancelled', nextDate: null, lastDate: '2025-03-07', priceRise: rise });
  expect(ended).toMatchObject({
    hasEnded: true,
    rise: null,
    about: ['Monthly until March 2025, 6 times'],
    when: 'last Fri 7 Mar',
  });
});

it.each<[Partial<Recurring>, string]>([
  [{ nextDate: '2025-11-03' }, 'today'],
  [{ nextDate: '2025-11-04', confidence: 'low' }, 'tomorrow'],
  [{ nextDate: '2025-11-20', confidence: 'medium' }, 'about Thu 20 Nov'],
  [{ nextDate: '2025-11-02' }, 'was due yesterday'],
  [{ nextDate: '2025-10-30' }, 'was due Thu 30 Oct'],
  [{ nextDate: '2026-03-01' }, 'next Sun, 1 Mar 2026'],
])('says when %o is expected: %s', (facts, words) => {
  expect(row(facts).when).toBe(words);
});

it('has no digit of an amount when amounts are hidden', () => {
  const hidden = row(
    { amountMinor: -99_99, cadence: 'weekly', priceRise: { ...rise, toMinor: -99_99 } },
    true,
  );
  expect(hidden.rise).toBe('Up in September 2025');
  expect(hidden.amount).toBe('•••••');
  expect(hidden.about).toEqual(['Weekly, 6 times since May 2025', 'last Tue 7 Oct', 'very likely']);
});
