/** Everything a page prints that is not a word goes through one Format, made for each request. */

import { createDateFormat, type DateFormat } from './dates.ts';
import { createIntlCache } from './intl-cache.ts';
import type { Day } from './model.ts';
import { formatMoney, type Money, type MoneyStyle } from './money.ts';

export interface Format extends DateFormat {
  /** Whether the reader asked for amounts to be hidden. */
  readonly isHidden: boolean;
  /** Signed as it is, without a plus: `−$12.40`, `$5.00`. */
  money(money: Money): string;
  /** As a movement, always signed: `+$5.00`, `−$12.40`. */
  flow(money: Money): string;
  /** Without its sign. */
  magnitude(money: Money): string;
  /** Rounded and short, for the scale of a chart: `$2.5K`. */
  short(money: Money): string;
  /** `34%`, from 0.34. */
  percent(ratio: number): string;
  /** An interest rate to three decimals: `21.24%`, from 21.24. */
  rate(percentage: number): string;
  /** A number of things: `1,204`. */
  count(number: number): string;
  /** A time that something took: `0.4 seconds`. */
  seconds(number: number): string;
}

/** The same for every amount and currency, so that not even its width tells anything. */
export const HIDDEN_AMOUNT = '•••••';

const cached = createIntlCache<Intl.NumberFormat>();

/** The words for one request. Hiding amounts happens here and nowhere else: what is hidden never reaches a view. */
export function createFormat(options: {
  locale: string;
  isHidden: boolean;
  today: Day;
  /** An IANA name. */
  timeZone?: string;
}): Format {
  const { locale, isHidden, today, timeZone = 'UTC' } = options;
  const written = (style: MoneyStyle) => (money: Money) =>
    isHidden ? HIDDEN_AMOUNT : formatMoney(money, locale, style);
  return {
    ...createDateFormat({ locale, today, timeZone }),
    isHidden,
    money: written('negative'),
    flow: written('exceptZero'),
    magnitude: written('never'),
    short: written('short'),
    percent: (ratio) => formatNumber(ratio, locale, 'percent'),
    rate: (percentage) => formatNumber(percentage / 100, locale, 'percent', 3),
    count: (number) => formatNumber(number, locale, 'decimal'),
    seconds: (number) => `${formatNumber(number, locale, 'decimal', 1, 1)} seconds`,
  };
}

function formatNumber(
  number: number,
  locale: string,
  style: 'percent' | 'decimal',
  decimals = 0,
  leastDecimals = 0,
): string {
  const formatter = cached(
    `${locale} ${style} ${leastDecimals} ${decimals}`,
    () =>
      new Intl.NumberFormat(locale, {
        ...{ style, signDisplay: 'negative' },
        ...{ minimumFractionDigits: leastDecimals, maximumFractionDigits: decimals },
      }),
  );
  return formatter.format(number).replace('-', '−');
}

/** A day's heading as it stands within a sentence. */
export function inSentence(day: string): string {
  return day === 'Today' || day === 'Yesterday' ? day.toLowerCase() : day;
}

/** The text with a capital at its beginning. */
export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
