/** The accounts of `user_good` in Plaid's Sandbox, the first eight of them (https://plaid.com/docs/sandbox/test-credentials/). */
import { INTEREST, LENDER_PAYMENT } from '../bank-payees.ts';
import type { Person } from '../person.ts';
import type { AccountPlan, Plan } from '../plan.ts';
import { MEALS } from '../shops.ts';

const CHECKING = 0;
const CARD = 3;
const STUDENT = 6;

export function sandboxPlan({ taste }: Person): Plan {
  return {
    accounts: [
      account('Plaid Checking', '0000', 'depository', 'checking', 11_000),
      account('Plaid Saving', '1111', 'depository', 'savings', 21_000),
      account('Plaid CD', '2222', 'depository', 'cd', 100_000),
      { ...account('Plaid Credit Card', '3333', 'credit', 'credit card', 41_000), limitMinor: 200_000 },
      account('Plaid Money Market', '4444', 'depository', 'money market', 4_320_000),
      account('Plaid IRA', '5555', 'investment', 'ira', 32_076),
      account('Plaid Student Loan', '7777', 'loan', 'student', 6_526_200),
      account('Plaid Mortgage', '8888', 'loan', 'mortgage', 5_630_206),
    ],
    streams: [
      { merchant: INTEREST, cadence: 'monthly', on: 16, amountMinor: -422, account: CHECKING },
      { merchant: LENDER_PAYMENT, cadence: 'monthly', on: 15, amountMinor: -13_805, account: STUDENT },
    ],
    habits: [{ merchants: MEALS, perWeek: 1.5, account: CARD, scale: 0.5 * taste }],
    autopay: { card: CARD, from: null },
    daysToPost: 2,
  };
}

function account(
  name: string,
  mask: string,
  type: AccountPlan['type'],
  subtype: string,
  openingMinor: number,
): AccountPlan {
  return { name, officialName: null, mask, type, subtype, currency: 'USD', decimals: 2, openingMinor };
}
