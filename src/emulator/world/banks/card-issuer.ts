/** A card issuer: two cards, paid from elsewhere, so that only the card's side of a payment is seen. */
import { CLOUD, FILMS } from '../payees.ts';
import type { Person } from '../person.ts';
import type { AccountPlan, Plan } from '../plan.ts';
import { GOODS, GROCERIES, JOURNEYS, MEALS } from '../shops.ts';

const TRAVEL_CARD = 0;
const STORE_CARD = 1;

export function cardIssuerPlan({ pace, taste }: Person): Plan {
  return {
    accounts: [
      card('Voyager Rewards', 'Quillfeather Voyager Rewards Visa Signature', '3306', 0, 1_500_000),
      card('Parcelwood Store Card', null, '118', 42_610, 250_000),
    ],
    streams: [
      { merchant: FILMS, cadence: 'monthly', on: 16, amountMinor: 2_199, account: TRAVEL_CARD },
      { merchant: CLOUD, cadence: 'yearly', on: 1019, amountMinor: 9_999, account: TRAVEL_CARD },
    ],
    habits: [
      { merchants: MEALS, perWeek: 1.6 * pace, account: TRAVEL_CARD, scale: taste },
      { merchants: GROCERIES, perWeek: 0.7 * pace, account: TRAVEL_CARD, scale: taste },
      { merchants: JOURNEYS, perWeek: 0.12 * pace, account: TRAVEL_CARD, scale: taste },
      { merchants: GOODS.slice(0, 1), perWeek: 0.03, account: STORE_CARD, scale: taste },
    ],
    autopay: { card: TRAVEL_CARD, from: null },
    daysToPost: 4,
  };
}

function card(
  name: string,
  officialName: string | null,
  mask: string,
  openingMinor: number,
  limitMinor: number,
): AccountPlan {
  const kind = { type: 'credit', subtype: 'credit card', currency: 'USD', decimals: 2 } as const;
  return { ...kind, name, officialName, mask, openingMinor, limitMinor };
}
