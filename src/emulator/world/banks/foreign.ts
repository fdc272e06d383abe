/** A bank abroad: euros, yen, dinars with three decimals, and a code of no country. */
import { INTERNET, SECOND_EMPLOYER } from '../payees.ts';
import type { Person } from '../person.ts';
import type { AccountPlan, Habit, Plan } from '../plan.ts';
import { ABROAD, JOURNEYS } from '../shops.ts';

const EURO = 0;
const YEN = 1;
const DINAR = 2;
const COIN = 3;

export function foreignPlan({ pace }: Person): Plan {
  return {
    accounts: [
      account('Compte courant', '5560', 'EUR', 2, 418_233),
      account('円普通預金', '0081', 'JPY', 0, 812_400),
      account('Dinar account', '3390', 'KWD', 3, 1_204_750),
      { ...account('Coin wallet', null, 'LUMI', 8, 412_345_678), isUnofficialCurrency: true },
    ],
    streams: [
      {
        merchant: SECOND_EMPLOYER,
        cadence: 'monthly',
        on: 28,
        amountMinor: -192_000,
        account: EURO,
        movesTo: 'before',
      },
      { merchant: INTERNET, cadence: 'monthly', on: 6, amountMinor: 2_999, account: EURO },
      { merchant: SECOND_EMPLOYER, cadence: 'monthly', on: 20, amountMinor: -84_000, account: YEN },
      { merchant: SECOND_EMPLOYER, cadence: 'monthly', on: 20, amountMinor: -61_500, account: DINAR },
    ],
    habits: [
      habit(EURO, 11.3, 1.05),
      habit(YEN, 4.5, 1.5),
      habit(DINAR, 1.7, 3),
      { merchants: JOURNEYS.slice(0, 1), perWeek: 0.4, account: COIN, scale: 37 },
    ],
    daysToPost: 2,
  };

  function habit(on: number, perWeek: number, scale: number): Habit {
    return { merchants: ABROAD, perWeek: perWeek * pace, account: on, scale };
  }
}

function account(
  name: string,
  mask: string | null,
  currency: string,
  decimals: number,
  openingMinor: number,
): AccountPlan {
  const kind = { type: 'depository', subtype: 'checking', officialName: null } as const;
  return { ...kind, name, mask, currency, decimals, openingMinor };
}
