/** A merchant as a bank's text shows it and as Plaid recognises it. */

import { idFrom } from '../ids.ts';

export interface Merchant {
  readonly name: string;
  /** Plaid's id of the merchant. */
  readonly entityId: string;
  /** The bank's own text; `#` becomes a digit. */
  readonly text: string;
  /** Primary and detailed personal finance category. */
  readonly primary: string;
  readonly detailed: string;
  readonly channel: 'in store' | 'online' | 'other';
  /** City and region of a shop. */
  readonly place: readonly [city: string, region: string] | null;
  /** Range of usual amounts in cents. */
  readonly from: number;
  readonly to: number;
  /** Plaid's kind of counterparty. */
  readonly party: 'merchant' | 'financial_institution' | 'income_source' | 'payment_app' | 'marketplace';
}

/** A shop where a person stands. */
export function shop(
  category: string,
  name: string,
  text: string,
  place: string,
  from: number,
  to: number,
): Merchant {
  const [city = '', region = ''] = place.split(', ');
  const bankText = `${text} ${city.toUpperCase()} ${region}`;
  return { ...described(category, name, bankText), channel: 'in store', place: [city, region], from, to };
}

/** A merchant on the net. */
export function online(category: string, name: string, text: string, from: number, to = from): Merchant {
  return { ...described(category, name, text), channel: 'online', place: null, from, to };
}

/** Money between accounts, from employers and to lenders: no shop. */
export function direct(category: string, name: string, text: string, party: Merchant['party']): Merchant {
  return { ...described(category, name, text), channel: 'other', place: null, from: 0, to: 0, party };
}

const PRIMARIES = [
  'INCOME',
  'LOAN_DISBURSEMENTS',
  'LOAN_PAYMENTS',
  'TRANSFER_IN',
  'TRANSFER_OUT',
  'BANK_FEES',
  'ENTERTAINMENT',
  'FOOD_AND_DRINK',
  'GENERAL_MERCHANDISE',
  'HOME_IMPROVEMENT',
  'MEDICAL',
  'PERSONAL_CARE',
  'GENERAL_SERVICES',
  'GOVERNMENT_AND_NON_PROFIT',
  'TRANSPORTATION',
  'TRAVEL',
  'RENT_AND_UTILITIES',
  'OTHER',
];

function described(detailed: string, name: string, text: string) {
  const primary = PRIMARIES.find((candidate) => detailed.startsWith(`${candidate}_`)) ?? 'OTHER';
  return { name, entityId: idFrom(`merchant/${name}`), text, primary, detailed, party: 'merchant' as const };
}
