/** Amounts of money as text: exact or short in the reader's locale, and as a decimal. */

import { decimalsOf, isOfficialCurrency } from './currency.ts';
import { createIntlCache } from './intl-cache.ts';

/** An amount in minor units of its currency; money in is positive. A transaction is one too. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

/** Exact with a minus only, with plus and minus (never on zero) or without a sign; or rounded to three digits. */
export type MoneyStyle = 'negative' | 'exceptZero' | 'never' | 'short';

const cached = createIntlCache<Intl.NumberFormat>();

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

/** The amount with its currency, such as `−$12.40` or `−12,40 €`, or short, `$2.5K`; a minus is U+2212. */
export function formatMoney({ amountMinor, currency }: Money, locale: string, style: MoneyStyle): string {
  const isOfficial = isOfficialCurrency(currency);
  const key = `${locale} ${style} ${isOfficial ? currency : ''}`;
  const formatter = cached(key, () => new Intl.NumberFormat(locale, optionsOf(currency, style)));
  const text = formatter.format(toDecimal(amountMinor, currency)).replace('-', '−');
  return isOfficial ? text : `${text}\u00a0${currency}`;
}

/** Intl knows the official currencies only; the others get two decimals at least and their code behind. */
function optionsOf(currency: string, style: MoneyStyle): Intl.NumberFormatOptions {
  const isOfficial = isOfficialCurrency(currency);
  const unit: Intl.NumberFormatOptions = isOfficial ? { style: 'currency', currency } : {};
  if (style === 'short') return { ...unit, notation: 'compact', maximumSignificantDigits: 3 };
  const maximumFractionDigits = decimalsOf(currency);
  const minimumFractionDigits = isOfficial ? maximumFractionDigits : 2;
  return { ...unit, signDisplay: style, minimumFractionDigits, maximumFractionDigits };
}
