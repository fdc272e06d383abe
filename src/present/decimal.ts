/** Minor units as decimal text, digit by digit, so that no float comes between the bank and the page. */

import { decimalsOf } from '../bank/currency.ts';

/** Exact decimal text of an amount in minor units: −1240 in USD is `-12.40`, 500 in JPY is `500`. ASCII minus. */
export function toDecimal(amountMinor: number, currency: string): `${number}` {
  const decimals = decimalsOf(currency);
  const digits = Math.abs(amountMinor)
    .toString()
    .padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals);
  const unsigned = fraction === '' ? whole : `${whole}.${fraction}`;
  return (amountMinor < 0 ? `-${unsigned}` : unsigned) as `${number}`;
}
