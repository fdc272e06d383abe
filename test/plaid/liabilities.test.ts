import type { LiabilitiesGetResponse } from 'plaid';
import { describe, expect, it } from 'vitest';
import { toLiabilities } from '../../src/plaid/liabilities.ts';

// Only what is read stands in these answers.

const accountOf = (id: string, type: string, currency = 'USD') => ({
  ...{ account_id: id, name: id, mask: null, type, subtype: null },
  balances: { current: 10, iso_currency_code: currency },
});
const card = {
  account_id: 'card',
  aprs: [
    {
      ...{ apr_percentage: 21.24, apr_type: 'purchase_apr' },
      ...{ balance_subject_to_apr: 1.005, interest_charge_amount: null },
    },
  ],
  ...{ is_overdue: null, minimum_payment_amount: 35, next_payment_due_date: '2025-11-25' },
  ...{ last_payment_amount: 12.4, last_payment_date: '2025-10-03' },
  ...{ last_statement_balance: 0, last_statement_issue_date: '2025-10-31' },
};
const noPayment = { last_payment_amount: null, last_payment_date: null };
const mortgage = {
  ...{ account_id: 'loan', past_due_amount: 0, ...noPayment },
  ...{ next_monthly_payment: 2142.17, next_payment_due_date: '2025-12-01' },
  ...{ interest_rate: { percentage: 5.375, type: 'fixed' }, maturity_date: '2049-07-01' },
};
const student = {
  ...{ account_id: 'loan', is_overdue: true, ...noPayment },
  ...{ minimum_payment_amount: 25, next_payment_due_date: null, interest_rate_percentage: 5.25 },
  ...{ expected_payoff_date: null, loan_status: { type: 'deferment', end_date: null } },
};

const loan = {
  ...{ account_id: 'loan', interest_rate: { percentage: 6.1, type: 'fixed' }, ...noPayment },
  ...{ next_payment_amount: 312.88, next_payment_due_date: '2025-12-05', maturity_date: '2029-03-05' },
};
const lineOfCredit = {
  ...{ account_id: 'loan', interest_rate: { percentage: 9.5, type: 'variable' }, ...noPayment },
  ...{ minimum_payment_amount: 40, next_payment_amount: 150, next_payment_due_date: '2025-12-09' },
  ...{ past_due_amount: 0, draw_period_end_date: '2031-01-01' },
  aprs: [{ ...card.aprs[0], apr_percentage: 11.25 }],
};

function read(liabilities: object, accounts = [accountOf('card', 'credit'), accountOf('loan', 'loan')]) {
  const all = { credit: null, mortgage: null, student: null, ...liabilities };
  return toLiabilities({ accounts, liabilities: all } as unknown as LiabilitiesGetResponse);
}

it('liabilities are those of cards and loans, and of no other account', () => {
  const accounts = [accountOf('a', 'depository'), accountOf('b', 'credit'), accountOf('c', 'loan')];
  const known = read({}, accounts);
  expect(known.accounts.map(({ id }) => id)).toEqual(['b', 'c']);
  expect(known.accounts[0]?.balanceMinor).toBe(-1000);
  expect(known.terms.size).toBe(0);
});

describe('the terms', () => {
  it('of a card are exact amounts, days, and null where the bank does not say whether it is overdue', () => {
    expect(read({ credit: [card] }).terms.get('card')).toEqual({
      kind: 'card',
      isOverdue: null,
      nextPaymentMinor: 3500,
      dueOn: '2025-11-25',
      lastPaymentMinor: 1240,
      lastPaymentOn: '2025-10-03',
      aprs: [{ type: 'purchase_apr', percent: 21.24, balanceMinor: 101, interestMinor: null }],
      statementMinor: 0,
      statementOn: '2025-10-31',
    });
  });

  it('are in the minor units of the account’s currency', () => {
    const known = read({ credit: [card] }, [accountOf('card', 'credit', 'JPY')]);
    expect(known.terms.get('card')).toMatchObject({ nextPaymentMinor: 35, lastPaymentMinor: 12 });
  });

  it.each([
    [0, false],
    [0.01, true],
    [null, null],
  ])('of a mortgage with %s past due are overdue: %s', (past_due_amount, isOverdue) => {
    expect(read({ mortgage: [{ ...mortgage, past_due_amount }] }).terms.get('loan')).toEqual({
      kind: 'mortgage',
      isOverdue,
      nextPaymentMinor: 214217,
      dueOn: '2025-12-01',
      lastPaymentMinor: null,
      lastPaymentOn: null,
      ratePercent: 5.375,
      rateType: 'fixed',
      maturesOn: '2049-07-01',
      status: null,
    });
  });

  it('of a student loan include its status', () => {
    expect(read({ student: [student] }).terms.get('loan')).toEqual({
      kind: 'student',
      isOverdue: true,
      nextPaymentMinor: 2500,
      dueOn: null,
      lastPaymentMinor: null,
      lastPaymentOn: null,
      ratePercent: 5.25,
      rateType: null,
      maturesOn: null,
      status: 'deferment',
    });
  });

  it('of any other loan are those of its next payment; whether one is late is not known', () => {
    expect(read({ loan: [loan] }).terms.get('loan')).toEqual({
      kind: 'loan',
      isOverdue: null,
      nextPaymentMinor: 31288,
      dueOn: '2025-12-05',
      lastPaymentMinor: null,
      lastPaymentOn: null,
      ratePercent: 6.1,
      rateType: 'fixed',
      maturesOn: '2029-03-05',
      status: null,
    });
    expect(read({ loan: [{ ...loan, interest_rate: null }] }).terms.get('loan')).toMatchObject({
      ...{ ratePercent: null, rateType: null },
    });
  });

  it.each([
    [{}, { ratePercent: 9.5, rateType: 'variable', nextPaymentMinor: 4000, isOverdue: false }],
    [{ past_due_amount: 12 }, { isOverdue: true }],
    [{ past_due_amount: null }, { isOverdue: null }],
    [{ minimum_payment_amount: null }, { nextPaymentMinor: 15000 }],
    [{ interest_rate: null }, { ratePercent: 11.25, rateType: null }],
    [{ interest_rate: null, aprs: [] }, { ratePercent: null }],
  ])('of a line of credit with %j have %j', (facts, expected) => {
    const terms = read({ line_of_credit: [{ ...lineOfCredit, ...facts }] }).terms.get('loan');
    expect(terms).toMatchObject({
      kind: 'line-of-credit',
      dueOn: '2025-12-09',
      maturesOn: null,
      ...expected,
    });
  });

  it('are those that there are where Plaid sends neither of the two lists', () => {
    expect(read({ student: [student], loan: undefined, line_of_credit: null }).terms.size).toBe(1);
  });

  it('are left out without an account id, or with one that is not listed', () => {
    const credit = [null, 'elsewhere'].map((account_id) => ({ ...card, account_id }));
    expect(read({ credit }).terms.size).toBe(0);
  });

  it.each(['soon', '2025-13-01', '', '+002025-11-25', '2025-11-25Z'])(
    'have null for a malformed day: %j',
    (next_payment_due_date) => {
      expect(read({ credit: [{ ...card, next_payment_due_date }] }).terms.get('card')?.dueOn).toBeNull();
    },
  );
});
