/** Everything a page prints that is not a word goes through one Format, made for each request. */

import type { Day } from '../bank/bank.ts';
import { createDateFormat, type DateFormat } from './dates.ts';
import { createIntlCache } from './intl-cache.ts';
import { formatMoney, type Money, type SignDisplay } from './money.ts';

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
  /** A change for more or less, always signed: `+12%`, `−20%`. */
  change(ratio: number): string;
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
    percent: (ratio) => formatNumber(ratio, locale, { style: 'percent', signDisplay: 'negative' }),
    change: (ratio) => formatNumber(ratio, locale, { style: 'percent', signDisplay: 'exceptZero' }),
    count: (number) => formatNumber(number, locale, { style: 'decimal', signDisplay: 'negative' }),
  };
}

const cached = createIntlCache<Intl.NumberFormat>();

function formatNumber(
  number: number,
  locale: string,
  options: { style: 'percent' | 'decimal'; signDisplay: SignDisplay },
): string {
  const key = `${locale} ${options.style} ${options.signDisplay}`;
  const formatter = cached(
    key,
    () => new Intl.NumberFormat(locale, { ...options, maximumFractionDigits: 0 }),
  );
  return formatter.format(number).replace('-', '−');
}
