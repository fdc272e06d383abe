/** What is owed, in Plaid's words: rates, last payments and due dates of cards, mortgages and student loans. */
import type { Item } from './item.ts';
import { accountIdOf, toDecimal } from './wire-account.ts';
import { type DayNumber, dayFrom, formatDay, momentOf } from './world/days.ts';
import type { Entry } from './world/entry.ts';
import type { Ledger, LedgerAccount } from './world/ledger.ts';

/** The facts every kind of liability has. */
interface Owed {
  readonly account_id: string;
  readonly account: LedgerAccount;
  readonly last_payment_amount: number | null;
  readonly last_payment_date: string | null;
  readonly next_payment_due_date: string;
}

/** Plaid's liabilities object for these accounts. */
export function wireLiabilities(item: Item, ledger: Ledger, accounts: readonly number[]): object {
  const owed = accounts.flatMap((position) => owedOn(item, ledger, position));
  const ofKind = (subtype: string) => owed.filter(({ account }) => account.subtype === subtype);
  return {
    credit: orNull(ofKind('credit card').map((debt) => creditCard(debt, ledger.today))),
    mortgage: orNull(ofKind('mortgage').map(mortgage)),
    student: orNull(ofKind('student').map(studentLoan)),
  };
}

function owedOn(item: Item, ledger: Ledger, position: number): Owed[] {
  const account = ledger.accounts[position];
  if (account === undefined) return [];
  const paid = ledger.entries.find(isPaymentOn(position));
  return [
    {
      account_id: accountIdOf(item, position),
      account,
      last_payment_amount: paid ? toDecimal(-paid.amountMinor, account.decimals) : null,
      last_payment_date: paid ? formatDay(paid.day) : null,
      next_payment_due_date: formatDay(nextMonth(ledger.today, account.subtype === 'student' ? 15 : 5)),
    },
  ];
}

/** A payment comes from a bank; a refund, from a shop, is none. */
function isPaymentOn(position: number) {
  return ({ account, amountMinor, merchant }: Entry) =>
    account === position && amountMinor < 0 && merchant.party === 'financial_institution';
}

function nextMonth(today: DayNumber, date: number): DayNumber {
  const now = momentOf(today);
  return dayFrom(now.getUTCFullYear(), now.getUTCMonth() + 1, date);
}

function orNull(list: readonly object[]): readonly object[] | null {
  return list.length > 0 ? list : null;
}

function creditCard({ account, ...debt }: Owed, today: DayNumber): object {
  const now = momentOf(today);
  const statement = dayFrom(now.getUTCFullYear(), now.getUTCMonth(), 1) - 1;
  const owedMinor = Math.max(0, account.currentMinor);
  return {
    ...debt,
    aprs: [
      {
        apr_percentage: 21.24,
        apr_type: 'purchase_apr',
        balance_subject_to_apr: null,
        interest_charge_amount: null,
      },
    ],
    is_overdue: false,
    last_statement_balance: debt.last_payment_amount,
    last_statement_issue_date: formatDay(statement),
    minimum_payment_amount: toDecimal(Math.min(owedMinor, 3_500), account.decimals),
  };
}

function mortgage({ account, ...debt }: Owed): object {
  return {
    ...debt,
    account_number: null,
    current_late_fee: 0,
    escrow_balance: 3_141.18,
    has_pmi: false,
    has_prepayment_penalty: false,
    interest_rate: { percentage: 5.375, type: 'fixed' },
    loan_term: '30 year',
    loan_type_description: 'conventional',
    maturity_date: '2049-07-01',
    next_monthly_payment: debt.last_payment_amount,
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

function studentLoan({ account, ...debt }: Owed): object {
  return {
    ...debt,
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
    minimum_payment_amount: debt.last_payment_amount,
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
