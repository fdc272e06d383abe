/** What a card or a loan asks of its holder, as its bank last told Plaid. */

interface Terms {
  /** Whether a payment is late; null where the bank does not say. */
  readonly isOverdue: boolean | null;
  /** The least that is to be paid next, in minor units of the account's currency; positive, as all amounts here. */
  readonly nextPaymentMinor: number | null;
  /** YYYY-MM-DD, as all days here. Null where no payment is expected. */
  readonly dueOn: string | null;
  readonly lastPaymentMinor: number | null;
  readonly lastPaymentOn: string | null;
}

/** One of a card's interest rates. */
export interface Apr {
  /** Plaid's `apr_type`, such as `purchase_apr`. */
  readonly type: string;
  /** 21.24 is 21.24% a year. */
  readonly percent: number;
  /** What the rate applies to. */
  readonly balanceMinor: number | null;
  /** What it cost on the last statement. */
  readonly interestMinor: number | null;
}

export interface CardTerms extends Terms {
  readonly kind: 'card';
  /** None where the issuer does not tell. */
  readonly aprs: readonly Apr[];
  /** The balance of the last statement. */
  readonly statementMinor: number | null;
  readonly statementOn: string | null;
}

export interface LoanTerms extends Terms {
  readonly kind: 'mortgage' | 'student';
  /** 5.375 is 5.375% a year. */
  readonly ratePercent: number | null;
  /** Such as `fixed`. */
  readonly rateType: string | null;
  /** When it is to be paid off. */
  readonly maturesOn: string | null;
  /** Plaid's `loan_status` of a student loan, such as `repayment` or `deferment`. */
  readonly status: string | null;
}

export type DebtTerms = CardTerms | LoanTerms;
