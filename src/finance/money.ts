/** Amounts of money as text: exact in the reader's locale, and as a decimal. */

import { decimalsOf, isOfficialCurrency } from './currency.ts';
import { createIntlCache } from './intl-cache.ts';

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

/** An amount in minor units of its currency; money in is positive. A transaction is one too. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

/** Which signs are shown: a minus only, plus and minus (never on zero), or none. */
export type SignDisplay = 'negative' | 'exceptZero' | 'never';

/** The amount with its currency, such as `−$12.40` or `−12,40 €`; a minus is the typographic one (U+2212). */
export function formatMoney(money: Money, locale: string, signDisplay: SignDisplay): string {
  const decimal = toDecimal(money.amountMinor, money.currency);
  const text = formatterOf(locale, money.currency, signDisplay).format(decimal).replace('-', '−');
  return isOfficialCurrency(money.currency) ? text : `${text}\u00a0${money.currency}`;
}

const cached = createIntlCache<Intl.NumberFormat>();

function formatterOf(locale: string, currency: string, signDisplay: SignDisplay): Intl.NumberFormat {
  const key = `${locale} ${signDisplay} ${isOfficialCurrency(currency) ? currency : ''}`;
  return cached(key, () => new Intl.NumberFormat(locale, { signDisplay, ...currencyOptions(currency) }));
}

/** Intl knows the official currencies only; the others get two decimals at least and their code behind. */
function currencyOptions(currency: string): Intl.NumberFormatOptions {
  const decimals = decimalsOf(currency);
  return isOfficialCurrency(currency)
    ? { style: 'currency', currency, minimumFractionDigits: decimals, maximumFractionDigits: decimals }
    : { minimumFractionDigits: 2, maximumFractionDigits: decimals };
}
