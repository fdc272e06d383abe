/** What a person's book says of payments that seem to come again, and of money that only moves. */

import { describe, expect, it } from 'vitest';
import { balanceOn, booksAsOf } from '../../../../src/features/ahead/forecast/books.ts';
import { ownTransfers } from '../../../../src/features/ahead/forecast/own-transfers.ts';
import { plansOf } from '../../../../src/features/ahead/forecast/plans.ts';
import type { Transaction } from '../../../../src/finance/model.ts';
import { transaction } from '../../../finance/samples.ts';
import { booksWith, CARD, CHECKING, monthly, SAVINGS } from './sample.ts';

const RENT = { name: 'Landlord', category: 'RENT_AND_UTILITIES', amountMinor: -800_00 };
const PHONE = { name: 'Phone', category: 'RENT_AND_UTILITIES', amountMinor: -30_00 };
const namesAhead = (books: Parameters<typeof plansOf>[0]) =>
  plansOf(books).expected.map(({ recurring }) => recurring.name);

describe('a payment that the person says', () => {
  const rowsWith = (facts: Partial<Transaction>) => [
    ...monthly(14, 20, { ...RENT, ...facts }),
    ...monthly(14, 12, PHONE),
  ];

  it('does not recur is not expected, and happens as any other does', () => {
    const plans = plansOf(booksWith([CHECKING], rowsWith({ recurs: 'no' })));
    expect(plans.expected.map(({ recurring }) => recurring.name)).toEqual(['Phone']);
    expect(plans.everyday.filter(({ name }) => name === 'Landlord')).toHaveLength(14);
  });

  it('has ended is not expected, neither on its days nor among what happens', () => {
    const plans = plansOf(booksWith([CHECKING], rowsWith({ recurs: 'ended' })));
    expect(plans.expected.map(({ recurring }) => recurring.name)).toEqual(['Phone']);
    expect(plans.everyday).toEqual([]);
  });

  it('has ended was expected before it had: a forecast is tried on those days as it was', () => {
    const books = booksWith([CHECKING], rowsWith({ recurs: 'ended' }));
    expect(namesAhead(booksAsOf(books, '2025-08-10')).toSorted()).toEqual(['Landlord', 'Phone']);
  });

  it('counts as something else leaves the account all the same', () => {
    for (const countsAs of ['income', 'spending', 'transfer', 'nothing'] as const) {
      expect(namesAhead(booksWith([CHECKING], rowsWith({ countsAs })))).toContain('Landlord');
      const share = { name: 'Ann', category: 'TRANSFER_IN', amountMinor: 400_00, countsAs };
      expect(namesAhead(booksWith([CHECKING], monthly(14, 20, share)))).toEqual(['Ann']);
    }
  });
});

describe('what the person leaves out of totals', () => {
  it('has moved the balance all the same', () => {
    const row = (countsAs: 'nothing' | 'transfer') =>
      transaction({ date: '2025-10-20', amountMinor: -100_00, countsAs });
    for (const countsAs of ['nothing', 'transfer'] as const) {
      const books = booksWith([CHECKING], [row(countsAs), ...monthly(14, 12, PHONE)]);
      expect(balanceOn(books, 'checking', '2025-10-20')).toBe(3_000_00);
      expect(balanceOn(books, 'checking', '2025-10-19')).toBe(3_100_00);
    }
  });
});

/** Each month 500.00 from the one account to the other, as these facts have it. */
const saved = (out: Partial<Transaction>, into: Partial<Transaction>) => [
  ...monthly(14, 3, { name: 'Pot', amountMinor: -500_00, ...out }),
  ...monthly(14, 3, { name: 'Pot', amountMinor: 500_00, accountId: 'savings', ...into }),
];

describe('money between own accounts', () => {
  const TRANSFER_OUT = { category: 'TRANSFER_OUT' };
  const TRANSFER_IN = { category: 'TRANSFER_IN' };

  it.each<[string, Transaction[], number]>([
    ['by Plaid’s category', saved(TRANSFER_OUT, TRANSFER_IN), 14],
    ['not by another category', saved({ category: 'GENERAL_SERVICES' }, { category: 'INCOME' }), 0],
    [
      'where the person counts it as a transfer',
      saved(
        { category: 'GENERAL_SERVICES', countsAs: 'transfer' },
        { category: 'INCOME', countsAs: 'transfer' },
      ),
      14,
    ],
    [
      'where the person leaves it out of totals',
      saved({ ...TRANSFER_OUT, countsAs: 'nothing' }, { ...TRANSFER_IN, countsAs: 'nothing' }),
      14,
    ],
    [
      'not where the person counts it as spending',
      saved({ ...TRANSFER_OUT, countsAs: 'spending' }, TRANSFER_IN),
      0,
    ],
  ])('is seen %s', (_, rows, count) => {
    const books = booksWith([CHECKING, SAVINGS], rows);
    expect(ownTransfers(books)).toHaveLength(count);
    expect(plansOf(books).sweeps).toHaveLength(Math.sign(count));
  });

  it('is expected no more where the person says that it does not recur, or has ended', () => {
    for (const recurs of ['no', 'ended'] as const) {
      const books = booksWith([CHECKING, SAVINGS], saved({ ...TRANSFER_OUT, recurs }, TRANSFER_IN));
      expect(plansOf(books).sweeps).toEqual([]);
    }
  });
});

describe('a card', () => {
  const months = Array.from({ length: 14 }, (_, at) => at);
  const on = (month: number, day: number) =>
    new Date(Date.UTC(2024, 9 + month, day)).toISOString().slice(0, 10);
  const bought = months
    .flatMap((month) =>
      Array.from({ length: 20 }, (_, at) =>
        transaction({ accountId: 'card', name: 'Shop', amountMinor: -10_00, date: on(month, at + 1) }),
      ),
    )
    .filter(({ date }) => date <= '2025-11-05');
  /** On the 10th what was owed at the end of the month before. */
  const paidAs = (out: Partial<Transaction>, into: Partial<Transaction>) =>
    months.slice(1, 13).flatMap((month) => [
      transaction({ name: 'Fern Card', date: on(month, 10), amountMinor: -200_00, ...out }),
      transaction({
        name: 'Thank you',
        accountId: 'card',
        date: on(month, 10),
        amountMinor: 200_00,
        ...into,
      }),
    ]);
  const plansWith = (out: Partial<Transaction>, into: Partial<Transaction>) => {
    const card = { ...CARD, balanceMinor: -250_00 };
    return plansOf(booksWith([CHECKING, card], [...bought, ...paidAs(out, into)])).cards.map(
      ({ payerId, dues, nextMinor, rows }) => ({ payerId, dues, nextMinor, count: rows.length }),
    );
  };
  const PAYMENT = { category: 'LOAN_PAYMENTS', detailedCategory: 'LOAN_PAYMENTS_CREDIT_CARD_PAYMENT' };

  it('is paid by what the person counts as a transfer, or leaves out, as by what Plaid knows for a payment', () => {
    const known = plansWith(PAYMENT, PAYMENT);
    expect(known).toHaveLength(1);
    expect(plansWith({ category: 'GENERAL_SERVICES' }, PAYMENT)).toEqual([]);
    expect(plansWith({ category: 'GENERAL_SERVICES', countsAs: 'transfer' }, PAYMENT)).toEqual(known);
    expect(plansWith({ ...PAYMENT, countsAs: 'nothing' }, { ...PAYMENT, countsAs: 'nothing' })).toEqual(
      known,
    );
  });

  it('is paid by what is on its way, also where the person leaves that out', () => {
    const card = { ...CARD, balanceMinor: -250_00 };
    const onItsWay = (facts: Partial<Transaction>) => {
      const left = transaction({
        name: 'Fern Card',
        date: '2025-11-04',
        amountMinor: -200_00,
        ...PAYMENT,
        ...facts,
      });
      const rows = [...bought, ...paidAs(PAYMENT, PAYMENT), left];
      return plansOf(booksWith([CHECKING, card], rows)).cards.map(({ onItsWayMinor }) => onItsWayMinor);
    };
    expect(onItsWay({})).toEqual([200_00]);
    expect(onItsWay({ countsAs: 'nothing' })).toEqual([200_00]);
    expect(onItsWay({ countsAs: 'spending' })).toEqual([0]);
  });

  it('is paid by what stands under words of the person’s own', () => {
    const told = { name: 'Fern Card', merchantId: null, ...PAYMENT };
    const own = { category: 'Cards', detailedCategory: 'Cards', told };
    expect(plansWith(own, own)).toEqual(plansWith(PAYMENT, PAYMENT));
  });
});
