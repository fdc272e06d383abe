/** A house for retirement and brokerage accounts, and the cash beside them: little movement, four decimals. */
import { BROKER, DIVIDEND, INTEREST } from '../bank-payees.ts';
import type { Person } from '../person.ts';
import type { AccountPlan, Plan } from '../plan.ts';

const RETIREMENT = 0;
const BROKERAGE = 2;
const CASH = 3;

export function investmentsPlan({ savingsMinor }: Person): Plan {
  return {
    accounts: [
      holding('Workplace 401(k)', '401k', '5521', savingsMinor * 500),
      holding('Rollover IRA', 'ira', null, savingsMinor * 130 + 4_4817),
      holding('Open Brokerage', 'brokerage', '8840', savingsMinor * 90 + 12_805),
      {
        name: 'Cash Management',
        officialName: null,
        mask: '8857',
        type: 'depository',
        subtype: 'cash management',
        currency: 'USD',
        decimals: 2,
        openingMinor: 412_055,
      },
    ],
    streams: [
      { merchant: BROKER, cadence: 'every two weeks', on: 5, amountMinor: -4_250_000, account: RETIREMENT },
      {
        merchant: DIVIDEND,
        cadence: 'monthly',
        on: 27,
        amountMinor: -613_381,
        account: BROKERAGE,
        drift: 0.35,
      },
      { merchant: INTEREST, cadence: 'monthly', on: 31, amountMinor: -1_284, account: CASH, drift: 0.1 },
    ],
    habits: [],
    daysToPost: 0,
  };
}

function holding(name: string, subtype: string, mask: string | null, openingMinor: number): AccountPlan {
  const kind = { type: 'investment', currency: 'USD', decimals: 4, hidesAvailable: true } as const;
  return { ...kind, name, officialName: null, mask, subtype, openingMinor };
}
