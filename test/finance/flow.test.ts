import { describe, expect, it } from 'vitest';
import {
  flowKind,
  flowsOf,
  incomeAndSpending,
  isIncomeOrSpending,
  isMoved,
  plaidCategories,
} from '../../src/finance/flow.ts';
import type { AccountType } from '../../src/finance/model.ts';
import { account, flow, transaction } from './samples.ts';

const CARD_PAYMENT = 'LOAN_PAYMENTS_CREDIT_CARD_PAYMENT';

function kindOf(type: AccountType, category: string, amountMinor: number, detailedCategory = category) {
  return flowKind(transaction({ category, detailedCategory, amountMinor }), account({ type }));
}

describe('what a transaction counts as', () => {
  it('is nothing for a pending one that is probably posted as well, whatever its account and category', () => {
    const probablySameAs = { id: 'x1', date: '2025-11-03', amountMinor: -5 };
    for (const category of ['FOOD_AND_DRINK', 'TRANSFER_OUT', 'INCOME', 'OTHER']) {
      const pending = transaction({ category, isPending: true, probablySameAs });
      expect(flowKind(pending, account())).toBe('nothing');
      expect(flowKind(pending, account({ type: 'credit' }))).toBe('nothing');
    }
  });

  it.each<[string, AccountType, string, number, string]>([
    ['a purchase from checking', 'depository', 'FOOD_AND_DRINK', -5, 'spending'],
    ['a refund to checking', 'depository', 'FOOD_AND_DRINK', 5, 'spending'],
    ['a salary', 'depository', 'INCOME', 5, 'income'],
    ['a salary taken back', 'depository', 'INCOME', -5, 'income'],
    ['a transfer out', 'depository', 'TRANSFER_OUT', -5, 'transfer'],
    ['a transfer in', 'depository', 'TRANSFER_IN', 5, 'transfer'],
    ['a mortgage payment', 'depository', 'LOAN_PAYMENTS', -5, 'spending'],
    ['a loan paid out to checking', 'depository', 'LOAN_DISBURSEMENTS', 5, 'borrowing'],
    ['unexplained money in', 'depository', 'OTHER', 5, 'income'],
    ['unexplained money out', 'depository', 'OTHER', -5, 'spending'],
    ['nothing at all, unexplained', 'depository', 'OTHER', 0, 'spending'],
    ['a category of the future', 'depository', 'PET_CARE', -5, 'spending'],
    ['a purchase from an account of another kind', 'other', 'TRAVEL', -5, 'spending'],
    ['a purchase by card', 'credit', 'TRAVEL', -5, 'spending'],
    ['a refund to a card', 'credit', 'TRAVEL', 5, 'spending'],
    ['a reward paid to a card', 'credit', 'INCOME', 5, 'spending'],
    ['a payment arriving as borrowed money', 'credit', 'LOAN_DISBURSEMENTS', 5, 'payment'],
    ['a payment arriving as a transfer', 'credit', 'TRANSFER_IN', 5, 'payment'],
    ['a payment arriving as a loan payment', 'credit', 'LOAN_PAYMENTS', 5, 'payment'],
    ['a payment arriving without a category', 'credit', 'OTHER', 5, 'payment'],
    ['a cash advance', 'credit', 'LOAN_DISBURSEMENTS', -5, 'borrowing'],
    ['a payment arriving at a mortgage', 'loan', 'LOAN_PAYMENTS', 5, 'payment'],
    ['interest on a mortgage', 'loan', 'BANK_FEES', -5, 'borrowing'],
    ['a purchase of shares', 'investment', 'GENERAL_SERVICES', -5, 'transfer'],
    ['a dividend inside a portfolio', 'investment', 'INCOME', 5, 'transfer'],
    ['an adviser’s fee', 'investment', 'BANK_FEES', -5, 'spending'],
  ])('%s', (_name, type, category, amountMinor, kind) => {
    expect(kindOf(type, category, amountMinor)).toBe(kind);
  });

  it.each<[AccountType, number]>([
    ['depository', -5],
    ['depository', 5],
    ['credit', 5],
    ['credit', -5],
  ])('is a payment for a card payment on a %s account (%d)', (type, amountMinor) => {
    expect(kindOf(type, 'LOAN_PAYMENTS', amountMinor, CARD_PAYMENT)).toBe('payment');
  });

  it('on an account that Plaid did not name is the same as on a bank account', () => {
    expect(flowKind(transaction({ category: 'INCOME', amountMinor: 5 }), undefined)).toBe('income');
  });
});

describe('what a transaction counts as by the person’s book', () => {
  const told = {
    ...{ name: 'Blue Heron Coffee', merchantId: null },
    ...{ category: 'TRANSFER_OUT', detailedCategory: 'TRANSFER_OUT_ACCOUNT_TRANSFER' },
  };

  it('is what it says, on any account, of any category and direction', () => {
    for (const countsAs of ['transfer', 'income', 'spending', 'nothing'] as const) {
      for (const type of ['depository', 'credit', 'loan', 'investment', 'other'] as const) {
        for (const category of ['FOOD_AND_DRINK', 'TRANSFER_OUT', 'INCOME', 'LOAN_PAYMENTS', 'Treats']) {
          for (const amountMinor of [-5, 5]) {
            const row = transaction({ category, amountMinor, countsAs, told });
            expect(flowKind(row, account({ type }))).toBe(countsAs);
          }
        }
      }
    }
  });

  it('is nothing all the same for a pending one that is probably posted as well', () => {
    const probablySameAs = { id: 'x1', date: '2025-11-03', amountMinor: -5 };
    const row = transaction({ isPending: true, probablySameAs, countsAs: 'income' });
    expect(flowKind(row, account())).toBe('nothing');
  });

  it('goes by Plaid’s category under words of the person’s own, and by another of Plaid’s where it is filed there', () => {
    const own = transaction({ category: 'To Ann', detailedCategory: 'To Ann', told });
    expect(flowKind(own, account())).toBe('transfer');
    expect(plaidCategories(own)).toMatchObject({ category: 'TRANSFER_OUT' });
    const refiled = transaction({
      category: 'RENT_AND_UTILITIES',
      detailedCategory: 'RENT_AND_UTILITIES_RENT',
      told,
    });
    expect(flowKind(refiled, account())).toBe('spending');
    const payment = transaction({ category: 'LOAN_PAYMENTS', detailedCategory: CARD_PAYMENT, told });
    expect(flowKind(payment, account())).toBe('payment');
    const card = { ...told, category: 'LOAN_PAYMENTS', detailedCategory: CARD_PAYMENT };
    expect(
      flowKind(transaction({ category: 'Cards', detailedCategory: 'Cards', told: card }), account()),
    ).toBe('payment');
  });

  it('where it is left out of totals, says as well whether money moved', () => {
    const [moved, spent, twice] = flowsOf(
      [
        transaction({ category: 'TRANSFER_OUT', countsAs: 'nothing' }),
        transaction({ countsAs: 'nothing' }),
        transaction({
          category: 'TRANSFER_OUT',
          probablySameAs: { id: 'x', date: '2025-11-03', amountMinor: 1 },
        }),
      ],
      [account()],
    );
    expect(moved).toMatchObject({ kind: 'nothing', kindLeftOut: 'transfer' });
    expect([moved, spent, twice].map((row) => row && isMoved(row))).toEqual([true, false, false]);
    expect(isMoved(flow({ countsAs: 'transfer' }))).toBe(true);
    expect(isMoved(flow({ category: 'TRANSFER_OUT', countsAs: 'spending' }))).toBe(false);
  });
});

describe('flows', () => {
  it('are told by each transaction’s account, in the order of the transactions', () => {
    const rows = [
      transaction({ accountId: 'card', category: 'INCOME', amountMinor: 5 }),
      transaction({ accountId: 'checking', category: 'INCOME', amountMinor: 5 }),
    ];
    const flows = flowsOf(rows, [account(), account({ id: 'card', type: 'credit' })]);
    expect(flows.map((flow) => flow.kind)).toEqual(['spending', 'income']);
    expect(flows.map((flow) => flow.id)).toEqual(rows.map((row) => row.id));
  });
});

describe('income and spending', () => {
  it('takes refunds off spending and leaves transfers and payments out', () => {
    const flows = [
      flow({ category: 'INCOME', amountMinor: 3000 }),
      flow({ amountMinor: -500 }),
      flow({ amountMinor: 200 }),
      flow({ category: 'TRANSFER_OUT', amountMinor: -9000 }),
      flow({ kind: 'payment', amountMinor: 7000 }),
      flow({ kind: 'borrowing', amountMinor: 8000 }),
    ];
    expect(incomeAndSpending(flows)).toEqual({ incomeMinor: 3000, spentMinor: 300, netMinor: 2700 });
    expect(flows.filter(isIncomeOrSpending)).toHaveLength(3);
  });

  it('is negative spending where refunds were larger', () => {
    const refund = flow({ amountMinor: 200 });
    expect(incomeAndSpending([refund])).toEqual({ incomeMinor: 0, spentMinor: -200, netMinor: 200 });
  });
});
