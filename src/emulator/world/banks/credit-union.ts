/** A small credit union: it tells little (no masks, no available balances) and shows no pending rows. */
import { everydayHabits } from '../everyday.ts';
import { CLUB, MEAL_BOX, PARENTS, POWER } from '../payees.ts';
import { CHECKING, type Person, SAVINGS } from '../person.ts';
import type { AccountPlan, Plan } from '../plan.ts';

export function creditUnionPlan(person: Person): Plan {
  const calm = { ...person, pace: person.pace * 0.35, taste: person.taste * 0.7 };
  return {
    accounts: [account('SHARE DRAFT', 'checking', 96_012), account('SHARES', 'savings', 251_900)],
    streams: [
      {
        merchant: PARENTS,
        cadence: 'twice a month',
        on: 2,
        amountMinor: -52_500,
        account: CHECKING,
        movesTo: 'after',
      },
      { merchant: POWER, cadence: 'monthly', on: 29, amountMinor: 5_150, account: CHECKING, drift: 0.4 },
      {
        merchant: MEAL_BOX,
        cadence: 'weekly',
        on: 3,
        amountMinor: 3_450,
        account: CHECKING,
        endsInMonth: 19,
      },
      { merchant: CLUB, cadence: 'yearly', on: 1124, amountMinor: 6_900, account: CHECKING },
    ],
    habits: everydayHabits(calm, CHECKING, CHECKING),
    sweep: { checking: CHECKING, savings: SAVINGS },
    daysToPost: 0,
  };
}

function account(name: string, subtype: string, openingMinor: number): AccountPlan {
  const kind = { type: 'depository', currency: 'USD', decimals: 2, hidesAvailable: true } as const;
  return { ...kind, name, officialName: null, mask: null, subtype, openingMinor };
}
