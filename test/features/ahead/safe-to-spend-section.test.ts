/** What is safe to spend, in words: each line with its amount, its day and the transactions behind it. */

import { describe, expect, it } from 'vitest';
import { forecast } from '../../../src/features/ahead/forecast/forecast.ts';
import { safeToSpendSection } from '../../../src/features/ahead/safe-to-spend-section.ts';
import { addDays, addMonths } from '../../../src/finance/days.ts';
import { createFormat } from '../../../src/finance/format.ts';
import type { Account, Transaction } from '../../../src/finance/model.ts';
import { account, transaction } from '../../finance/samples.ts';
import { booksWith, CARD, CHECKING, monthly, SAVINGS, TODAY } from './forecast/sample.ts';

const rent = monthly(14, 20, { name: 'Landlord', category: 'RENT_AND_UTILITIES', amountMinor: -800_00 });
const pay = monthly(14, 28, { name: 'Employer', category: 'INCOME', amountMinor: 3_000_00 });
const pending = transaction({ date: TODAY, amountMinor: -25_00, isPending: true });
const saved = [
  ...monthly(14, 10, { name: 'To savings', category: 'TRANSFER_OUT', amountMinor: -300_00 }),
  ...monthly(14, 10, { accountId: 'savings', category: 'TRANSFER_IN', amountMinor: 300_00 }),
];
/** Bought twenty days before each payment of the 15th; the last is still to be paid. */
const cardRows = Array.from({ length: 14 }, (_, index) => addMonths('2025-11-15', -index)).flatMap(
  (date, index) => {
    const payment = {
      category: 'LOAN_PAYMENTS',
      detailedCategory: 'LOAN_PAYMENTS_CREDIT_CARD_PAYMENT',
      date,
    };
    const bought = transaction({ accountId: 'card', date: addDays(date, -20), amountMinor: -400_00 });
    if (index === 0) return [bought];
    return [
      bought,
      transaction({ ...payment, name: 'Fern Card', amountMinor: -400_00 }),
      transaction({ ...payment, accountId: 'card', name: 'Thank you', amountMinor: 400_00 }),
    ];
  },
);

function sectionOf(accounts: readonly Account[], rows: readonly Transaction[], isHidden = false) {
  const books = booksWith(accounts, rows);
  const known = { books, forecast: forecast(books), backTest: null };
  return safeToSpendSection(known, createFormat({ locale: 'en-US', isHidden, today: TODAY })).currencies;
}

it('has a line of each kind, each with the transactions that it is made of', () => {
  const [one, ...others] = sectionOf(
    [CHECKING, SAVINGS, { ...CARD, balanceMinor: -400_00 }],
    [...rent, ...pay, ...saved, ...cardRows, pending],
  );
  expect(others).toEqual([]);
  expect(one?.lines).toEqual([
    { label: 'Everyday ••1234', day: null, amount: '$3,000.00', query: 'account=checking' },
    { label: 'Pending on Everyday', day: null, amount: '−$25.00', query: 'account=checking&pending=only' },
    {
      ...{ label: 'Transfer from Everyday', day: 'Mon, Nov 10', amount: '−$300.00' },
      query: 'days=730&account=checking&category=TRANSFER_OUT',
    },
    { label: 'Payment of Fern Card ••1234', day: 'Sat, Nov 15', amount: '−$400.00', query: 'account=card' },
    {
      label: 'Landlord',
      day: 'Thu, Nov 20',
      amount: '−$800.00',
      query: expect.stringContaining('merchant=Landlord'),
    },
  ]);
  expect(one).toMatchObject({
    ...{ name: null, safe: '$1,475.00', isShort: false, leftOut: 'Not counted: Rainy Day ••1234.' },
    until: 'Until Employer, expected Fri, Nov 28. Everyday spending is not subtracted.',
  });
});

describe('the sentence of how long it lasts', () => {
  it('says that no income is regular', () => {
    expect(sectionOf([CHECKING], rent)[0]?.until).toBe(
      'In the next 30 days: no regular income was found. Everyday spending is not subtracted.',
    );
  });

  it('says of which accounts too little is known, and until when what is certain is told', () => {
    const young = [4, 8, 12, 16].map((days) =>
      transaction({ accountId: 'joint', date: addDays(TODAY, -days) }),
    );
    const joint = account({ id: 'joint', name: 'Joint', mask: '7', balanceMinor: 5_00 });
    const [one] = sectionOf([CHECKING, joint], [...rent, ...pay, ...young]);
    expect([one?.safe, one?.isShort]).toEqual([null, false]);
    expect(one?.until).toBe(
      'There is less than three months of history of Joint ••7, so not all that is due is known, and there is no sum. Below is what is certain until Fri, Nov 28.',
    );
  });
});

it('is short below zero, which is not said while amounts are hidden', () => {
  const shortWith = (balanceMinor: number, isHidden = false) =>
    sectionOf([{ ...CHECKING, balanceMinor }], [...rent, ...pay], isHidden)[0]?.isShort;
  expect([shortWith(799_99), shortWith(800_00), shortWith(799_99, true)]).toEqual([true, false, false]);
});

it('names the currencies where there are several, and all that is not counted', () => {
  const euro = account({ id: 'euro', name: 'Reisekasse', currency: 'EUR', balanceMinor: 50_00 });
  const deposit = account({ id: 'cd', name: 'Deposit', subtype: 'cd', mask: null });
  const yen = { ...pending, id: 'yen', currency: 'JPY' };
  const told = sectionOf([CHECKING, SAVINGS, deposit, euro, CARD], [...rent, yen]);
  expect(told.map(({ name, safe, leftOut }) => [name, safe, leftOut])).toEqual([
    [
      'US Dollar',
      '$2,200.00',
      'Not counted: Rainy Day ••1234, Deposit, what Fern Card ••1234 owes, and what is pending in Japanese Yen.',
    ],
    ['Euro', '€50.00', null],
  ]);
});
