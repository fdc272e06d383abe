/** An amount rounded to three digits, for the scale of a chart, where an exact one would not fit. */

import { isOfficialCurrency } from './currency.ts';
import { createIntlCache } from './intl-cache.ts';
import type { Money } from './money.ts';
import { toDecimal } from './money.ts';

/** As short as the locale can say it: `$2.5K`, `2500 €`, `−¥300`. */
export function formatShortMoney({ amountMinor, currency }: Money, locale: string): string {
  const decimal = toDecimal(amountMinor, currency);
  const text = formatterOf(locale, currency).format(decimal).replace('-', '−');
  return isOfficialCurrency(currency) ? text : `${text}\u00a0${currency}`;
}

const cached = createIntlCache<Intl.NumberFormat>();

function formatterOf(locale: string, currency: string): Intl.NumberFormat {
  const official = isOfficialCurrency(currency) ? currency : '';
  const style = official ? ({ style: 'currency', currency } as const) : {};
  return cached(`${locale} ${official}`, () => new Intl.NumberFormat(locale, { ...SHORT, ...style }));
}

const SHORT: Intl.NumberFormatOptions = { notation: 'compact', maximumSignificantDigits: 3 };
