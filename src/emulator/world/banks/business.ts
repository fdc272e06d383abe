/** A small business's bank: some thirty movements a day, 24,000 in two years. */
import { online } from '../merchant.ts';
import { LANDLORD, PAYROLL, POWER } from '../payees.ts';
import { CHECKING, SAVINGS } from '../person.ts';
import type { AccountPlan, Plan } from '../plan.ts';
import { GOODS, GROCERIES } from '../shops.ts';

const TILL = [
  online('INCOME_OTHER', 'Tableside Pay', 'TABLESIDE PAY SALE ########', 450, 6_900),
  online('INCOME_OTHER', 'Parcelwood Seller', 'PARCELWOOD SELLER PAYOUT ######', 900, 14_000),
];

export function businessPlan(): Plan {
  return {
    accounts: [
      account('Business Current', 'checking', '6600', 1_812_300),
      account('Business Reserve', 'savings', '6618', 2_400_000),
    ],
    streams: [
      { merchant: LANDLORD, cadence: 'monthly', on: 1, amountMinor: 485_000, account: CHECKING },
      { merchant: POWER, cadence: 'monthly', on: 14, amountMinor: 61_200, account: CHECKING, drift: 0.2 },
      { merchant: PAYROLL, cadence: 'every two weeks', on: 5, amountMinor: 412_000, account: CHECKING },
    ],
    habits: [
      { merchants: TILL, perWeek: 182, account: CHECKING, scale: -1 },
      { merchants: [...GROCERIES, ...GOODS], perWeek: 43, account: CHECKING, scale: 1 },
    ],
    sweep: { checking: CHECKING, savings: SAVINGS },
    daysToPost: 2,
  };
}

function account(name: string, subtype: string, mask: string, openingMinor: number): AccountPlan {
  const kind = { type: 'depository', currency: 'USD', decimals: 2 } as const;
  return { ...kind, name, officialName: `Tallywren ${name}`, subtype, mask, openingMinor };
}
