/** A credit card's statement in Plaid's words, worked out from its books. */
import type { Owed } from './owed.ts';
import { toDecimal } from './wire-account.ts';
import { type DayNumber, dayFrom, formatDay, momentOf } from './world/days.ts';
import type { Entry } from './world/entry.ts';
import type { Ledger } from './world/ledger.ts';

const LEAST_PAYMENT_MINOR = 3_500;
const LEAST_PAYMENT_SHARE = 0.02;

/** Plaid's CreditCardLiability. It is overdue when nothing came in since the statement before the last. */
export function creditCard({ account, position, common }: Owed, ledger: Ledger): object {
  const entries = ledger.entries.filter((entry) => entry.account === position);
  const issuedOn = monthEnd(ledger.today, 0);
  const statementMinor = owedAfter(issuedOn);
  const earlier = monthEnd(ledger.today, -1);
  const isPaid = (common.last_payment_date ?? '') > formatDay(earlier);
  const leastMinor = Math.max(LEAST_PAYMENT_MINOR, Math.round(statementMinor * LEAST_PAYMENT_SHARE));
  return {
    ...common,
    aprs: [apr('purchase_apr', 21.24), apr('cash_apr', 27.99)],
    is_overdue: owedAfter(earlier) > 0 && !isPaid,
    last_statement_balance: toDecimal(statementMinor, account.decimals),
    last_statement_issue_date: formatDay(issuedOn),
    minimum_payment_amount: toDecimal(Math.min(statementMinor, leastMinor), account.decimals),
    next_payment_due_date: statementMinor === 0 ? null : common.next_payment_due_date,
  };

  /** What was owed when a day ended; a balance in the holder's favour counts as nothing. */
  function owedAfter(day: DayNumber): number {
    const since = entries.filter(({ postDay }) => postDay > day && postDay <= ledger.today);
    const changeMinor = since.reduce((sum: number, { amountMinor }: Entry) => sum + amountMinor, 0);
    return Math.max(0, account.currentMinor - changeMinor);
  }
}

/** The last day of the month before today's, or of one some months from that. */
function monthEnd(today: DayNumber, months: number): DayNumber {
  const now = momentOf(today);
  return dayFrom(now.getUTCFullYear(), now.getUTCMonth() + months, 1) - 1;
}

function apr(apr_type: string, apr_percentage: number): object {
  return { apr_percentage, apr_type, balance_subject_to_apr: null, interest_charge_amount: null };
}
