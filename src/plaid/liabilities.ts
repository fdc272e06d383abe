/** Maps the answer of /liabilities/get. */

import type {
  APR,
  CreditCardLiability,
  LiabilitiesGetResponse,
  LineOfCreditLiability,
  LoanLiability,
  MortgageLiability,
  StudentLoan,
} from 'plaid';
import type { Apr, CardTerms, DebtTerms, Liabilities, LoanTerms } from '../finance/model.ts';
import { minorOrNull, toAccount } from './mapping.ts';

/** The accounts that owe, and their terms. What Plaid tells of no account, or of one it does not list, is left out. */
export function toLiabilities({ accounts, liabilities }: LiabilitiesGetResponse): Liabilities {
  const owing = accounts.map(toAccount).filter(({ type }) => type === 'credit' || type === 'loan');
  const terms = new Map<string, DebtTerms>();
  const read = <T extends { account_id: string | null }>(
    debts: readonly T[] | null | undefined,
    toTerms: (debt: T, currency: string) => DebtTerms,
  ) => {
    for (const { id, currency } of owing) {
      const debt = debts?.find(({ account_id }) => account_id === id);
      if (debt) terms.set(id, toTerms(debt, currency));
    }
  };
  read(liabilities.credit, cardTerms);
  read(liabilities.mortgage, mortgageTerms);
  read(liabilities.student, studentTerms);
  read(liabilities.loan, loanTerms);
  read(liabilities.line_of_credit, lineOfCreditTerms);
  return { accounts: owing, terms };
}

function cardTerms(card: CreditCardLiability, currency: string): CardTerms {
  return {
    kind: 'card',
    isOverdue: card.is_overdue,
    nextPaymentMinor: minorOrNull(card.minimum_payment_amount, currency),
    ...datesOf(card, currency),
    aprs: card.aprs.map((apr) => toApr(apr, currency)),
    statementMinor: minorOrNull(card.last_statement_balance, currency),
    statementOn: dayOrNull(card.last_statement_issue_date),
  };
}

function toApr(apr: APR, currency: string): Apr {
  return {
    type: apr.apr_type,
    percent: apr.apr_percentage,
    balanceMinor: minorOrNull(apr.balance_subject_to_apr, currency),
    interestMinor: minorOrNull(apr.interest_charge_amount, currency),
  };
}

/** A mortgage has no flag for late payments, but the sum of them. */
function mortgageTerms(loan: MortgageLiability, currency: string): LoanTerms {
  return {
    kind: 'mortgage',
    isOverdue: loan.past_due_amount == null ? null : loan.past_due_amount > 0,
    nextPaymentMinor: minorOrNull(loan.next_monthly_payment, currency),
    ...datesOf(loan, currency),
    ratePercent: loan.interest_rate.percentage,
    rateType: loan.interest_rate.type,
    maturesOn: dayOrNull(loan.maturity_date),
    status: null,
  };
}

function studentTerms(loan: StudentLoan, currency: string): LoanTerms {
  return {
    kind: 'student',
    isOverdue: loan.is_overdue,
    nextPaymentMinor: minorOrNull(loan.minimum_payment_amount, currency),
    ...datesOf(loan, currency),
    ratePercent: loan.interest_rate_percentage,
    rateType: null,
    maturesOn: dayOrNull(loan.expected_payoff_date),
    status: loan.loan_status.type,
  };
}

/** Plaid does not tell of any other loan, such as one for a car, whether a payment is late. */
function loanTerms(loan: LoanLiability, currency: string): LoanTerms {
  return {
    kind: 'loan',
    isOverdue: null,
    nextPaymentMinor: minorOrNull(loan.next_payment_amount, currency),
    ...datesOf(loan, currency),
    ratePercent: loan.interest_rate?.percentage ?? null,
    rateType: loan.interest_rate?.type ?? null,
    maturesOn: dayOrNull(loan.maturity_date),
    status: null,
  };
}

/** It has rates like a card where it has none of its own, and no end: when no more can be drawn, it is not yet paid off. */
function lineOfCreditTerms(line: LineOfCreditLiability, currency: string): LoanTerms {
  return {
    kind: 'line-of-credit',
    isOverdue: line.past_due_amount == null ? null : line.past_due_amount > 0,
    nextPaymentMinor: minorOrNull(line.minimum_payment_amount ?? line.next_payment_amount, currency),
    ...datesOf(line, currency),
    ratePercent: line.interest_rate?.percentage ?? line.aprs?.[0]?.apr_percentage ?? null,
    rateType: line.interest_rate?.type ?? null,
    maturesOn: null,
    status: null,
  };
}

/** What every kind of debt has. */
type Payments = Pick<
  CreditCardLiability,
  'next_payment_due_date' | 'last_payment_amount' | 'last_payment_date'
>;

function datesOf(debt: Payments, currency: string) {
  return {
    dueOn: dayOrNull(debt.next_payment_due_date),
    lastPaymentMinor: minorOrNull(debt.last_payment_amount, currency),
    lastPaymentOn: dayOrNull(debt.last_payment_date),
  };
}

/** An invalid date becomes null; dates here are only compared. */
function dayOrNull(text: string | null | undefined): string | null {
  return text && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
}
