/** Everything a page prints that is not a word goes through one Format, made for each request. */

import type { Day } from '../bank/bank.ts';
import { createDateFormat, type DateFormat } from './dates.ts';
import { formatMoney, type Money } from './money.ts';

export interface Format extends DateFormat {
  readonly locale: string;
  /** Whether the reader asked for amounts to be hidden. */
  readonly isHidden: boolean;
  /** Signed as it is, without a plus: `−$12.40`, `$5.00`. */
  money(money: Money): string;
  /** As a movement, always signed: `+$5.00`, `−$12.40`. */
  flow(money: Money): string;
  /** Without its sign. */
  magnitude(money: Money): string;
  /** `34%`, from 0.34. */
  percent(ratio: number): string;
  /** A number of things: `1,204`. */
  count(number: number): string;
}

/** The same for every amount and currency, so that not even its width tells anything. */
export const HIDDEN_AMOUNT = '•••••';

/** The words for one request. Hiding amounts happens here and nowhere else: what is hidden never reaches a view. */
export function createFormat(options: {
  locale: string;
  isHidden: boolean;
  today: Day;
  timeZone?: string;
}): Format {
  const { locale, isHidden, today, timeZone = 'UTC' } = options;
  return {
    ...createDateFormat({ locale, today, timeZone }),
    locale,
    isHidden,
    money: (money) => (isHidden ? HIDDEN_AMOUNT : formatMoney(money, locale, 'negative')),
    flow: (money) => (isHidden ? HIDDEN_AMOUNT : formatMoney(money, locale, 'exceptZero')),
    magnitude: (money) => (isHidden ? HIDDEN_AMOUNT : formatMoney(money, locale, 'never')),
    percent: (ratio) => numberFormatOf(locale, 'percent').format(ratio).replace('-', '−'),
    count: (number) => numberFormatOf(locale, 'decimal').format(number),
  };
}

const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormatOf(locale: string, style: 'percent' | 'decimal'): Intl.NumberFormat {
  const key = `${locale} ${style}`;
  let format = numberFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { style, maximumFractionDigits: 0, signDisplay: 'negative' });
    numberFormats.set(key, format);
  }
  return format;
}
