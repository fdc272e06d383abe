/** The sums of several currencies as one, at the person's own rates, in words. */

import type { Book } from '../finance/book/lines.ts';
import { convertedSum } from '../finance/book/rates.ts';
import { currencyName } from '../finance/currency.ts';
import type { Format } from '../finance/format.ts';
import type { Money } from '../finance/money.ts';
import { formatList } from '../reading/missing-banks.ts';

export interface ConvertedLine {
  /** Such as `converted at your rate`, which stands with each such amount. */
  readonly words: string;
  readonly amount: string;
  /** Such as `1 EUR = 1.08 USD`. */
  readonly rates: readonly string[];
  /** Which currencies are not in it, as a sentence; null where all are. */
  readonly leftOut: string | null;
}

/** Of these sums, one for each currency; null where there is no rate for any of them. */
export function convertedLine(sums: readonly Money[], book: Book, format: Format): ConvertedLine | null {
  const converted = convertedSum(sums, book);
  if (converted === null) return null;
  const { rates, leftOut, currency } = converted;
  return {
    words: `converted at your ${rates.length === 1 ? 'rate' : 'rates'}`,
    amount: format.money(converted),
    rates: rates.map(({ from, rate, to }) => `1 ${from} = ${rate} ${to}`),
    leftOut:
      leftOut.length === 0
        ? null
        : `Without ${formatList(leftOut.map(currencyName))}: your book has no rate to ${currencyName(currency)} for ${leftOut.length === 1 ? 'it' : 'them'}.`,
  };
}
