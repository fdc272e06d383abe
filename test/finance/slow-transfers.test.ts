/** Transfers that are posted on different days on their two accounts. */

import { describe, expect, it } from 'vitest';
import { type Flow, flowsOf } from '../../src/finance/flow.ts';
import type { Transaction } from '../../src/finance/model.ts';
import { transfersBetween } from '../../src/finance/slow-transfers.ts';
import { account, transaction } from './samples.ts';

const ACCOUNTS = [
  account({ id: 'checking' }),
  account({ id: 'savings' }),
  account({ id: 'card', type: 'credit' }),
  account({ id: 'loan', type: 'loan' }),
];
const leg = (accountId: string, day: number, amountMinor: number, facts: Partial<Transaction> = {}) =>
  transaction({
    ...{ accountId, amountMinor, date: `2025-11-${String(day).padStart(2, '0')}` },
    ...{ category: amountMinor < 0 ? 'TRANSFER_OUT' : 'TRANSFER_IN', ...facts },
  });
const flows = (...rows: Transaction[]): Flow[] => flowsOf(rows, ACCOUNTS);

/** Such as `checking>savings 3>5 500`. */
const pairs = (...rows: Transaction[]) =>
  transfersBetween(flows(...rows)).slow.map(({ fromId, toId, leftOn, arrivedOn, amountMinor }) => {
    const [left, arrived] = [leftOn, arrivedOn].map((day) => (day === null ? '?' : Number(day.slice(8))));
    return `${fromId}>${toId} ${left}>${arrived} ${amountMinor}`;
  });

const CARD_PAYMENT = { detailedCategory: 'LOAN_PAYMENTS_CREDIT_CARD_PAYMENT', category: 'LOAN_PAYMENTS' };

const filed = (category: string): Partial<Transaction> => ({
  ...{ category: 'To the pot', detailedCategory: 'To the pot' },
  told: { name: 'Pot', merchantId: null, category, detailedCategory: category },
});
const [OWN, OWN_IN, OWN_LOAN] = ['TRANSFER_OUT', 'TRANSFER_IN', 'LOAN_PAYMENTS'].map(filed);

describe('a transfer that takes days', () => {
  it.each<[string, Transaction[], string[]]>([
    ['is one', [leg('checking', 3, -500), leg('savings', 5, 500)], ['checking>savings 3>5 500']],
    [
      'may arrive before it leaves',
      [leg('checking', 5, -500), leg('savings', 3, 500)],
      ['checking>savings 5>3 500'],
    ],
    [
      'may pay a card',
      [leg('checking', 3, -500, CARD_PAYMENT), leg('card', 4, 500, CARD_PAYMENT)],
      ['checking>card 3>4 500'],
    ],
    [
      'may pay a loan',
      [leg('checking', 3, -500, { category: 'LOAN_PAYMENTS' }), leg('loan', 4, 500)],
      ['checking>loan 3>4 500'],
    ],
    [
      'takes five days at most',
      [leg('checking', 3, -500), leg('savings', 8, 500)],
      ['checking>savings 3>8 500'],
    ],
    [
      'may be what the person counts as one',
      [
        leg('checking', 3, -500, { category: 'GENERAL_SERVICES', countsAs: 'transfer' }),
        leg('savings', 5, 500, { category: 'INCOME', countsAs: 'transfer' }),
      ],
      ['checking>savings 3>5 500'],
    ],
    [
      'is one that the person leaves out of totals',
      [leg('checking', 3, -500, { countsAs: 'nothing' }), leg('savings', 5, 500, { countsAs: 'nothing' })],
      ['checking>savings 3>5 500'],
    ],
    [
      'is one under words of the person’s own',
      [leg('checking', 3, -500, OWN), leg('savings', 5, 500, OWN_IN)],
      ['checking>savings 3>5 500'],
    ],
    [
      'may pay a loan under words of the person’s own',
      [leg('checking', 3, -500, OWN_LOAN), leg('loan', 4, 500)],
      ['checking>loan 3>4 500'],
    ],
    [
      'is none that the person counts as spending',
      [leg('checking', 3, -500, { countsAs: 'spending' }), leg('savings', 5, 500)],
      [],
    ],
    [
      'is none of a purchase and a refund that are left out',
      [
        leg('checking', 3, -500, { category: 'TRAVEL', countsAs: 'nothing' }),
        leg('card', 5, 500, { category: 'TRAVEL', countsAs: 'nothing' }),
      ],
      [],
    ],
    ['is none after six', [leg('checking', 3, -500), leg('savings', 9, 500)], []],
    ['is none on the same day', [leg('checking', 3, -500), leg('savings', 3, 500)], []],
    ['is none on one account', [leg('checking', 3, -500), leg('checking', 5, 500)], []],
    ['is none of another size', [leg('checking', 3, -500), leg('savings', 5, 501)], []],
    [
      'is none in another currency',
      [leg('checking', 3, -500), leg('savings', 5, 500, { currency: 'EUR' })],
      [],
    ],
    [
      'has not arrived while it is pending there',
      [leg('checking', 3, -500), leg('savings', 3, 500, { isPending: true })],
      ['checking>savings 3>? 500'],
    ],
    [
      'has not left while it is pending there',
      [leg('checking', 3, -500, { isPending: true }), leg('savings', 5, 500)],
      ['checking>savings ?>5 500'],
    ],
    [
      'is none while it is pending on both',
      [leg('checking', 3, -500, { isPending: true }), leg('savings', 5, 500, { isPending: true })],
      [],
    ],
    [
      'is paired with what is posted rather than with what is pending',
      [leg('checking', 3, -500), leg('savings', 4, 500, { isPending: true }), leg('savings', 4, 500)],
      ['checking>savings 3>4 500'],
    ],
    [
      'is none with a pending row that is posted as well',
      [
        leg('checking', 3, -500, {
          ...{ category: 'LOAN_PAYMENTS', isPending: true, probablySameAs: leg('checking', 9, -500) },
        }),
        leg('loan', 4, 500),
      ],
      [],
    ],
    [
      'is none where one is pay',
      [leg('checking', 3, -500), leg('savings', 5, 500, { category: 'INCOME' })],
      [],
    ],
    [
      'is none where one is a purchase',
      [leg('checking', 3, -500, { category: 'TRAVEL' }), leg('savings', 5, 500)],
      [],
    ],
    [
      'is paired with the nearest, and each row once',
      [leg('checking', 3, -500), leg('checking', 6, -500), leg('savings', 6, 500), leg('savings', 7, 500)],
      ['checking>savings 3>7 500'],
    ],
  ])('%s', (_what, rows, expected) => {
    expect(pairs(...rows)).toEqual(expected);
    expect(pairs(...rows.toReversed())).toEqual(expected);
  });
});

it('tells which posted legs of transfers have no other side', () => {
  const { lone } = transfersBetween(
    flows(
      ...[leg('checking', 3, -500), leg('savings', 5, 500), leg('savings', 9, 70)],
      ...[leg('checking', 4, -30), leg('savings', 6, 80, { isPending: true })],
      ...[
        leg('checking', 6, -900, { category: 'LOAN_PAYMENTS' }),
        leg('checking', 7, 60, { category: 'INCOME' }),
      ],
    ),
  );
  expect(lone.map(({ accountId, date, amountMinor }) => [accountId, date, amountMinor])).toEqual(
    expect.arrayContaining([
      ['savings', '2025-11-09', 70],
      ['checking', '2025-11-04', -30],
    ]),
  );
  expect(lone).toHaveLength(2);
});
