/** A lender: a mortgage and a student loan, each with its monthly payment. */
import { LENDER_PAYMENT } from '../bank-payees.ts';
import type { AccountPlan, Plan } from '../plan.ts';

export function lenderPlan(): Plan {
  return {
    accounts: [
      loan('30-Year Fixed Mortgage', 'mortgage', '6012', 31_240_055),
      loan('Graduate Student Loan', 'student', '2297', 2_896_144),
    ],
    streams: [
      {
        merchant: LENDER_PAYMENT,
        cadence: 'monthly',
        on: 1,
        amountMinor: -214_217,
        account: 0,
        movesTo: 'after',
      },
      { merchant: LENDER_PAYMENT, cadence: 'monthly', on: 15, amountMinor: -28_833, account: 1 },
    ],
    habits: [],
    daysToPost: 0,
  };
}

function loan(name: string, subtype: string, mask: string, openingMinor: number): AccountPlan {
  const kind = { type: 'loan', currency: 'USD', decimals: 2, hidesAvailable: true } as const;
  return { ...kind, name, officialName: `Stonewick ${name}`, mask, subtype, openingMinor };
}
