/** A bank that leaves names empty, of accounts and of some payees, and of most accounts tells only what is available. */

import { everydayHabits } from '../everyday.ts';
import { direct } from '../merchant.ts';
import { CARD, CHECKING, type Person } from '../person.ts';
import type { AccountPlan, Plan } from '../plan.ts';

const NAMELESS = direct('GENERAL_SERVICES_OTHER_GENERAL_SERVICES', '', '', 'financial_institution');

export function namelessPlan(person: Person): Plan {
  const calm = { ...person, pace: person.pace * 0.35 };
  return {
    accounts: [
      account('depository', 'checking', 812_000, { officialName: 'Plainwater Basic Checking', mask: '6120' }),
      account('depository', 'savings', 301_500, { name: '  ', hidesCurrent: false }),
      account('credit', 'credit card', 0, { mask: '1234', limitMinor: 900_000 }),
      account('investment', 'brokerage', 1_204_000),
      account('loan', 'line of credit', 56_000, { mask: '0077' }),
    ],
    streams: [
      { merchant: NAMELESS, cadence: 'monthly', on: 11, amountMinor: 2_350, account: CHECKING },
      { merchant: NAMELESS, cadence: 'weekly', on: 2, amountMinor: 1_275, account: CARD },
    ],
    habits: everydayHabits(calm, CHECKING, CARD),
    daysToPost: 2,
    autopay: { card: CARD, from: null },
  };
}

function account(
  type: AccountPlan['type'],
  subtype: string,
  openingMinor: number,
  more: Partial<AccountPlan> = {},
): AccountPlan {
  const unnamed = { name: '', officialName: null, mask: null, hidesCurrent: true };
  return { ...unnamed, type, subtype, currency: 'USD', decimals: 2, openingMinor, ...more };
}
