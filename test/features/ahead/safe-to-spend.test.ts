/** What is safe to spend: its lines come to its amount, and nothing is taken off twice or left out. */

import { expect, it } from 'vitest';
import { forecast } from '../../../src/features/ahead/forecast/forecast.ts';
import { plansOf } from '../../../src/features/ahead/forecast/plans.ts';
import { type SumLine, safeToSpend } from '../../../src/features/ahead/safe-to-spend.ts';
import { safeToSpendSection } from '../../../src/features/ahead/safe-to-spend-section.ts';
import { createFormat } from '../../../src/finance/format.ts';
import type { Account, Transaction } from '../../../src/finance/model.ts';
import { account, transaction } from '../../finance/samples.ts';
import { booksWith, CHECKING, monthly, SAVINGS, TODAY } from './forecast/sample.ts';

const rent = monthly(14, 20, { name: 'Landlord', category: 'RENT_AND_UTILITIES', amountMinor: -800_00 });
const pay = monthly(14, 28, { name: 'Employer', category: 'INCOME', amountMinor: 1_500_00 });
const phone = monthly(14, 29, { name: 'Phone', category: 'RENT_AND_UTILITIES', amountMinor: -40_00 });

function sumsOf(accounts: readonly Account[], rows: readonly Transaction[]) {
  const books = booksWith(accounts, rows);
  return safeToSpend(books, plansOf(books));
}
const inWords = ({ of, day, amountMinor }: SumLine) => [
  of.kind,
  of.kind === 'payment' ? of.expected.recurring.name : '',
  day,
  amountMinor,
];

it('is what is there, without what is pending and what is due until the next income', () => {
  const pending = transaction({ date: TODAY, amountMinor: -25_00, isPending: true });
  const [sum, ...others] = sumsOf([CHECKING, SAVINGS], [...rent, ...pay, ...phone, pending]);
  expect(others).toEqual([]);
  expect(sum?.lines.map(inWords)).toEqual([
    ['balance', '', null, 3_000_00],
    ['pending', '', null, -25_00],
    ['payment', 'Landlord', '2025-11-20', -800_00],
  ]);
  expect([sum?.safeMinor, sum?.until, sum?.income?.expected.recurring.name]).toEqual([
    3_000_00 - 25_00 - 800_00,
    '2025-11-28',
    'Employer',
  ]);
  expect(sum?.leftOut.map(({ id }) => id)).toEqual(['savings']);
});

it('counts what is due on the day of the income, since nobody knows which is posted first', () => {
  const sameDay = monthly(14, 28, { name: 'Insurance', category: 'GENERAL_SERVICES', amountMinor: -60_00 });
  const [sum] = sumsOf([CHECKING], [...pay, ...sameDay, ...phone]);
  expect(sum?.safeMinor).toBe(2_940_00);
});

it('looks thirty days ahead where no income is regular', () => {
  const [sum] = sumsOf([CHECKING], [...rent, ...phone]);
  expect([sum?.income, sum?.until, sum?.safeMinor]).toEqual([null, '2025-12-05', 2_160_00]);
});

it('waits for no interest', () => {
  const interest = monthly(14, 10, {
    name: 'Interest',
    category: 'INCOME',
    detailedCategory: 'INCOME_INTEREST_EARNED',
    amountMinor: 3_00,
  });
  expect(sumsOf([CHECKING], [...interest, ...pay])[0]?.until).toBe('2025-11-28');
});

it('is below zero where more is due than there is', () => {
  expect(sumsOf([{ ...CHECKING, balanceMinor: 100_00 }], [...rent, ...pay])[0]?.safeMinor).toBe(-700_00);
});

it('is one sum for each currency, and none of savings alone', () => {
  const euro = account({ id: 'euro', currency: 'EUR', balanceMinor: 50_00 });
  expect(sumsOf([CHECKING, euro], rent).map(({ currency, safeMinor }) => [currency, safeMinor])).toEqual([
    ['USD', 2_200_00],
    ['EUR', 50_00],
  ]);
  expect(sumsOf([SAVINGS], [])).toEqual([]);
});

it('leaves out what is pending in another currency than its account', () => {
  const hotel = transaction({ date: TODAY, amountMinor: -150_000, currency: 'JPY', isPending: true });
  const [sum] = sumsOf([CHECKING], [...pay, hotel]);
  expect([sum?.safeMinor, sum?.lines.map(({ of }) => of.kind)]).toEqual([3_000_00, ['balance']]);
  expect(sentence([...pay, hotel])).toBe(
    'Not counted: Rainy Day ••1234 and what is pending in Japanese Yen.',
  );
  expect(sentence(pay)).toBe('Not counted: Rainy Day ••1234.');
});

function sentence(rows: readonly Transaction[]) {
  const books = booksWith([CHECKING, SAVINGS], rows);
  const known = { books, forecast: forecast(books), backTest: null };
  const format = createFormat({ locale: 'en-US', isHidden: false, today: TODAY });
  return safeToSpendSection(known, format).currencies[0]?.leftOut;
}
