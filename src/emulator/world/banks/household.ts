/** A bank where a household lives: checking, savings, a card paid each month. */

import { INTEREST } from '../bank-payees.ts';
import { everydayHabits } from '../everyday.ts';
import { CARD, CHECKING, type Person, SAVINGS } from '../person.ts';
import type { Plan } from '../plan.ts';

export function householdPlan(person: Person): Plan {
  return {
    accounts: [
      {
        name: 'Everyday Checking',
        officialName: 'Fernhollow Everyday Checking',
        mask: '4821',
        type: 'depository',
        subtype: 'checking',
        currency: 'USD',
        decimals: 2,
        openingMinor: person.checkingMinor,
      },
      {
        name: 'Rainy Day Savings',
        officialName: 'Fernhollow Rainy Day Savings 3.1%',
        mask: '0937',
        type: 'depository',
        subtype: 'savings',
        currency: 'USD',
        decimals: 2,
        openingMinor: person.savingsMinor,
      },
      {
        name: 'Fern Cash Card',
        officialName: null,
        mask: '7715',
        type: 'credit',
        subtype: 'credit card',
        currency: 'USD',
        decimals: 2,
        openingMinor: 0,
        limitMinor: 1_200_000,
      },
    ],
    streams: [
      ...person.income,
      ...person.bills,
      ...person.subscriptions,
      {
        merchant: INTEREST,
        cadence: 'monthly',
        on: 31,
        amountMinor: -Math.round(person.savingsMinor * 0.0026),
        account: SAVINGS,
        drift: 0.04,
      },
    ],
    habits: [...person.irregularIncome, ...everydayHabits(person, CHECKING, CARD)],
    autopay: { card: CARD, from: CHECKING },
    sweep: { checking: CHECKING, savings: SAVINGS },
    daysToPost: 3,
  };
}
