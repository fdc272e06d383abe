import { expect, it } from 'vitest';
import { openLane } from '../../src/event-loop-queue.ts';
import { cardFacts, creditUseFacts, loanFacts } from '../../src/features/credit/api.ts';
import { accountFacts, worthFacts } from '../../src/features/overview/api.ts';
import { spendingFacts, spendingReport } from '../../src/features/spending/api.ts';
import type { CardTerms, LoanTerms } from '../../src/finance/model.ts';
import { monthsBack } from '../../src/finance/period.ts';
import { createAmounts, problemFacts } from '../../src/page/api-answer.ts';
import { toTransactionFacts, totalsFacts } from '../../src/page/api-transactions.ts';
import { account, flow, transaction } from '../finance/samples.ts';
import { copy, live } from './balances-of.ts';

const amounts = createAmounts(false);
const usd = (amountMinor: number, decimal: string) => ({ amountMinor, currency: 'USD', decimal });
const cardAccount = account({
  ...{ id: 'card', name: 'Store Card', officialName: 'Store Card Gold', mask: '7700' },
  ...{ type: 'credit', subtype: 'credit card' },
  ...{ balanceMinor: -250_00, availableMinor: 750_00, limitMinor: 1000_00 },
});
const bank = { id: 'b1', name: 'Fernhollow' };

it('the API returns every account, and whether its balance is live', () => {
  const [asOf, balanceAt] = [new Date('2025-11-20T08:00:00Z'), new Date('2025-11-21T06:00:00Z')];
  const banks = [
    live('A', [cardAccount, account({ balanceAt })]),
    copy('B', [account({ balanceMinor: null })], asOf),
    { ...copy('C', [], null), balances: null },
  ];
  const everyday = {
    ...{ id: 'checking', name: 'Everyday', officialName: null, mask: '1234', type: 'depository' },
    ...{ subtype: 'checking', available: null, limit: null, utilisation: null },
  };
  expect(accountFacts(banks, amounts)).toEqual([
    {
      ...{ id: 'card', bankId: 'A', bank: 'A', name: 'Store Card', officialName: 'Store Card Gold' },
      ...{ mask: '7700', type: 'credit', subtype: 'credit card', utilisation: 0.25 },
      ...{ balance: usd(-250_00, '-250.00'), available: usd(750_00, '750.00') },
      ...{ limit: usd(1000_00, '1000.00'), isLive: true, asOf: null },
    },
    { ...everyday, bankId: 'A', bank: 'A', balance: usd(100_00, '100.00'), isLive: true, asOf: balanceAt },
    { ...everyday, bankId: 'B', bank: 'B', balance: null, isLive: false, asOf },
  ]);
  expect(worthFacts(banks, amounts, []).netWorth).toEqual([
    {
      ...{ currency: 'USD', net: usd(-150_00, '-150.00') },
      ...{ assets: usd(100_00, '100.00'), debts: usd(-250_00, '-250.00') },
    },
  ]);
});

const purchaseApr = { type: 'purchase_apr', percent: 21.24 };
const cardTerms: CardTerms = {
  kind: 'card',
  ...{ isOverdue: true, nextPaymentMinor: 35_00, dueOn: '2025-12-01' },
  ...{ lastPaymentMinor: 40_00, lastPaymentOn: '2025-11-01' },
  aprs: [{ ...purchaseApr, balanceMinor: 200_00, interestMinor: 3_54 }],
  ...{ statementMinor: 260_00, statementOn: '2025-11-10' },
};
const loanTerms: LoanTerms = {
  ...{ kind: 'mortgage', isOverdue: null, nextPaymentMinor: null, dueOn: null },
  ...{ lastPaymentMinor: null, lastPaymentOn: null },
  ...{ ratePercent: 5.375, rateType: 'fixed', maturesOn: '2045-01-01', status: 'repayment' },
};
const loanAccount = account({ id: 'loan', type: 'loan', subtype: 'mortgage', balanceMinor: -5000_00 });
const nothingDue = {
  ...{ nextPayment: null, dueOn: null, isOverdue: null, lastPayment: null, lastPaymentOn: null },
};

it('the API returns every term of cards and loans, and null for what is not known', () => {
  const cards = [cardTerms, null].map((terms) => ({ account: cardAccount, terms, bank }));
  const loans = [loanTerms, null].map((terms) => ({ account: loanAccount, terms, bank }));
  const known = { cards, loans, use: [], banksWithout: [], problems: [], isAnyRead: true };
  const atBank = { bankId: 'b1', bank: 'Fernhollow' };
  const card = {
    ...atBank,
    ...{ accountId: 'card', name: 'Store Card', mask: '7700', subtype: 'credit card', utilisation: 0.25 },
    ...{ balance: usd(-250_00, '-250.00'), limit: usd(1000_00, '1000.00') },
  };
  expect(cardFacts(known, amounts)).toEqual([
    {
      ...card,
      aprs: [{ ...purchaseApr, balance: usd(200_00, '200.00'), interest: usd(3_54, '3.54') }],
      ...{ statementBalance: usd(260_00, '260.00'), statementOn: '2025-11-10' },
      ...{ nextPayment: usd(35_00, '35.00'), dueOn: '2025-12-01', isOverdue: true },
      ...{ lastPayment: usd(40_00, '40.00'), lastPaymentOn: '2025-11-01' },
    },
    { ...card, aprs: [], statementBalance: null, statementOn: null, ...nothingDue },
  ]);
  const loan = {
    ...atBank,
    ...{ accountId: 'loan', name: 'Everyday', mask: '1234', subtype: 'mortgage', ...nothingDue },
    balance: usd(-5000_00, '-5000.00'),
  };
  expect(loanFacts(known, amounts)).toEqual([
    {
      ...loan,
      ...{ kind: 'mortgage', ratePercent: 5.375, rateType: 'fixed' },
      ...{ maturesOn: '2045-01-01', status: 'repayment' },
    },
    { ...loan, kind: null, ratePercent: null, rateType: null, maturesOn: null, status: null },
  ]);
  const use = [{ currency: 'USD', owedMinor: 250_00, limitMinor: 1000_00, ratio: 0.25, cardCount: 1 }];
  expect(creditUseFacts(use, amounts)).toEqual([
    {
      ...{ currency: 'USD', utilisation: 0.25, cardCount: 1 },
      ...{ owed: usd(250_00, '250.00'), limit: usd(1000_00, '1000.00') },
    },
  ]);
});

it('the API returns the problem of a bank as a whole sentence', () => {
  const line = { ...bank, kind: 'limited', sentence: 'was asked too often', action: 'wait' } as const;
  expect(problemFacts([{ ...line, requestId: 'r1' }])).toEqual([
    {
      ...{ bankId: 'b1', bank: 'Fernhollow', kind: 'limited', action: 'wait', requestId: 'r1' },
      sentence: 'Fernhollow was asked too often.',
    },
  ]);
});

it('the API returns every transaction, and what it counts as on its account', () => {
  const facts = {
    ...{ id: 't1', category: 'LOAN_PAYMENTS', detailedCategory: 'LOAN_PAYMENTS_OTHER' },
    ...{ amountMinor: 12_40, name: 'Thanks', originalName: 'PAYMENT THANK YOU' },
  };
  const toFacts = toTransactionFacts([cardAccount], amounts);
  const told = {
    ...{ id: 't1', accountId: 'card', account: 'Store Card ••7700', date: '2025-11-03' },
    ...{ name: 'Thanks', originalName: 'PAYMENT THANK YOU', detailedCategory: 'LOAN_PAYMENTS_OTHER' },
    ...{ category: { id: 'LOAN_PAYMENTS', label: 'Loan payments' }, amount: usd(12_40, '12.40') },
    ...{ countsAs: 'payment', isPending: false },
  };
  expect(toFacts(transaction({ ...facts, accountId: 'card' }))).toMatchObject(told);
  expect(toFacts(transaction({ ...facts, accountId: 'gone', isPending: true }))).toMatchObject({
    ...{ accountId: 'gone', account: null, countsAs: 'spending', isPending: true },
  });
  const posted = { id: 't2', date: '2025-11-05', amountMinor: -15_00 };
  const facted = (same?: typeof posted) =>
    toFacts(transaction({ isPending: true, ...(same ? { probablySameAs: same } : {}) }));
  expect(facted()).toMatchObject({ probablySameAs: null });
  expect(facted(posted)).toMatchObject({
    probablySameAs: { id: 't2', date: '2025-11-05', amount: usd(-15_00, '-15.00') },
  });
  const totals = [{ currency: 'USD', inMinor: 5_00, outMinor: -7_00, netMinor: -2_00, count: 3 }];
  expect(totalsFacts(totals, amounts)).toEqual([
    { currency: 'USD', in: usd(5_00, '5.00'), out: usd(-7_00, '-7.00'), net: usd(-2_00, '-2.00'), count: 3 },
  ]);
});

const food = { id: 'FOOD_AND_DRINK', label: 'Food and drink' };

it('the API returns what was told of a transaction only where the book says something of it', () => {
  const toFacts = toTransactionFacts([cardAccount], amounts);
  const words = { category: 'Treats', detailedCategory: 'Treats', name: '=1' };
  const told = { ...food, name: 'Blue Heron Coffee', detailedCategory: 'FOOD_AND_DRINK_COFFEE' };
  const { id: category, label: _, ...rest } = told;
  expect(toFacts(transaction())).not.toHaveProperty('told');
  expect(toFacts(transaction({ ...words, told: { ...rest, category, merchantId: null } }))).toMatchObject({
    ...{ name: '=1', category: { id: 'Treats', label: 'Treats' }, countsAs: 'spending' },
    told: { ...rest, category: food, countsAs: 'spending' },
  });
  expect(toFacts(transaction({ countsAs: 'nothing' }))).toMatchObject({
    countsAs: 'nothing',
    told: { name: 'Blue Heron Coffee', category: food, countsAs: 'spending' },
  });
});

const coffee = { name: 'Blue Heron Coffee', count: 2 };

it('the API returns spending by category, by month and by merchant', async () => {
  const flows = [
    flow({ date: '2025-11-02', amountMinor: -30_00 }),
    flow({ date: '2025-10-02', amountMinor: -10_00 }),
    flow({ date: '2025-10-05', amountMinor: 90_00, category: 'INCOME' }),
  ];
  const back = monthsBack({ months: '3' }, '2025-11-22');
  expect(spendingFacts(flows, { from: '2025-11-01', to: '2025-11-22' }, amounts)).toEqual([
    {
      ...{ currency: 'USD', spent: usd(30_00, '30.00') },
      categories: [{ category: food, spent: usd(30_00, '30.00'), share: 1, count: 1 }],
    },
  ]);
  const none = usd(0, '0.00');
  const trend = {
    spent: usd(40_00, '40.00'),
    average: usd(10_00, '10.00'),
    soFar: {
      spent: usd(30_00, '30.00'),
      lastMonth: usd(10_00, '10.00'),
      average: usd(10_00, '10.00'),
    },
    byMonth: [
      { month: '2025-09', spent: none },
      { month: '2025-10', spent: usd(10_00, '10.00') },
      { month: '2025-11', spent: usd(30_00, '30.00') },
    ],
  };
  const october = { income: usd(90_00, '90.00'), spent: usd(10_00, '10.00'), net: usd(80_00, '80.00') };
  const november = { income: none, spent: usd(30_00, '30.00'), net: usd(-30_00, '-30.00') };
  expect(await spendingReport({ flows, accounts: [], lane: openLane() }, back, amounts, [])).toEqual({
    cashFlow: [
      {
        currency: 'USD',
        months: [
          { month: '2025-09', income: none, spent: none, net: none },
          { month: '2025-10', ...october },
          { month: '2025-11', ...november },
        ],
        average: october,
      },
    ],
    categories: [{ currency: 'USD', categories: [{ category: food, ...trend }], total: trend }],
    merchants: [{ currency: 'USD', merchants: [{ ...coffee, spent: usd(40_00, '40.00') }] }],
  });
});
