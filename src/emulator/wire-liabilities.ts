/** What is owed, in Plaid's words: rates, last payments and due dates of cards, loans and lines of credit. */
import type { Item } from './item.ts';
import { type Owed, owedOn } from './owed.ts';
import { toDecimal } from './wire-account.ts';
import { creditCard } from './wire-card.ts';
import type { Ledger } from './world/ledger.ts';

/** Plaid's liabilities object for these accounts. */
export function wireLiabilities(item: Item, ledger: Ledger, accounts: readonly number[]): object {
  const owed = accounts.flatMap((position) => owedOn(item, ledger, position));
  const ofKind = (subtype: string) => owed.filter(({ account }) => account.subtype === subtype);
  return {
    credit: orNull(ofKind('credit card').map((debt) => creditCard(debt, ledger))),
    mortgage: orNull(ofKind('mortgage').map(mortgage)),
    student: orNull(ofKind('student').map(studentLoan)),
    ...lines(ofKind('line of credit')),
  };
}

/** plaid-node knows these since 47.0.0; where there is none the field is absent. */
function lines(owed: readonly Owed[]): object {
  return owed.length === 0 ? {} : { line_of_credit: owed.map(lineOfCredit) };
}

function lineOfCredit({ account, common }: Owed): object {
  return {
    ...common,
    aprs: [],
    available_credit: null,
    credit_limit: null,
    draw_period_end_date: null,
    finance_charges: null,
    interest_rate: { percentage: 8.25, type: 'variable' },
    last_statement_balance: null,
    last_statement_issue_date: null,
    minimum_payment_amount: 25,
    next_payment_amount: 25,
    past_due_amount: 0,
    principal_balance: toDecimal(account.currentMinor, account.decimals),
  };
}

function orNull(list: readonly object[]): readonly object[] | null {
  return list.length > 0 ? list : null;
}

function mortgage({ account, common }: Owed): object {
  return {
    ...common,
    account_number: null,
    current_late_fee: 0,
    escrow_balance: 3_141.18,
    has_pmi: false,
    has_prepayment_penalty: false,
    interest_rate: { percentage: 5.375, type: 'fixed' },
    loan_term: '30 year',
    loan_type_description: 'conventional',
    maturity_date: '2049-07-01',
    next_monthly_payment: common.last_payment_amount,
    origination_date: '2019-07-01',
    origination_principal_amount: toDecimal(account.openingMinor, account.decimals),
    past_due_amount: 0,
    property_address: {
      city: 'Portland',
      country: 'US',
      postal_code: null,
      region: 'OR',
      street: '48 Alder St',
    },
    ytd_interest_paid: null,
    ytd_principal_paid: null,
  };
}

function studentLoan({ account, common }: Owed): object {
  return {
    ...common,
    account_number: null,
    disbursement_dates: ['2017-08-28'],
    expected_payoff_date: '2033-09-15',
    guarantor: null,
    interest_rate_percentage: 4.99,
    is_overdue: false,
    last_statement_balance: null,
    last_statement_issue_date: null,
    loan_name: account.name,
    loan_status: { end_date: null, type: 'repayment' },
    minimum_payment_amount: common.last_payment_amount,
    origination_date: '2017-08-28',
    origination_principal_amount: toDecimal(account.openingMinor, account.decimals),
    outstanding_interest_amount: null,
    payment_reference_number: null,
    pslf_status: { estimated_eligibility_date: null, payments_made: null, payments_remaining: null },
    repayment_plan: { description: 'Standard Repayment', type: 'standard' },
    sequence_number: '1',
    servicer_address: { city: null, country: null, postal_code: null, region: null, street: null },
    ytd_interest_paid: null,
    ytd_principal_paid: null,
  };
}
