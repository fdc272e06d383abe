/**
 * Sums of several currencies as one, at a person's own rates.
 *
 * A rate counts the way it is written: `rate EUR 1.08 USD` makes dollars of euros, and no euros of dollars. Two rates are
 * never chained. All is converted to the one currency that most of the sums can be told in. What has no rate to it is
 * left out and named. The sum is exact, and rounded once at its end.
 */

import { decimalsOf, divideRounded } from '../currency.ts';
import type { Money } from '../money.ts';
import { type Book, linesOf, type RateLine } from './lines.ts';

export interface Converted extends Money {
  /** Those that were used. */
  readonly rates: readonly RateLine[];
  /** The currencies that have no rate to this one. */
  readonly leftOut: readonly string[];
}

/** These sums, one for each currency, as one; null where no rate is for any of them, or it is too large to be exact. */
export function convertedSum(sums: readonly Money[], book: Book): Converted | null {
  const usable = linesOf(book, 'rate').filter(({ from }) => sums.some(({ currency }) => currency === from));
  const [currency] = byReach([...new Set(usable.map(({ to }) => to))], sums, usable);
  if (currency === undefined) return null;
  const used = usable.filter(({ to }) => to === currency);
  const parts = sums.flatMap((sum) => {
    const rate = sum.currency === currency ? '1' : used.find(({ from }) => from === sum.currency)?.rate;
    return rate === undefined ? [] : [{ sum, rate: fractionOf(rate) }];
  });
  // Over the denominator of the longest one: in minor units of `currency`, before it is rounded.
  const places = Math.max(...parts.map(({ sum, rate }) => rate.decimals + decimalsOf(sum.currency)));
  const numerator = parts.reduce((total, { sum, rate }) => {
    const missing = places - rate.decimals - decimalsOf(sum.currency) + decimalsOf(currency);
    return total + BigInt(sum.amountMinor) * rate.digits * 10n ** BigInt(missing);
  }, 0n);
  const amountMinor = Number(divideRounded(numerator, 10n ** BigInt(places)));
  if (!Number.isSafeInteger(amountMinor)) return null;
  const counted = new Set(parts.map(({ sum }) => sum.currency));
  const leftOut = sums.map((sum) => sum.currency).filter((one) => !counted.has(one));
  return { amountMinor, currency, rates: used, leftOut };
}

/** Currencies by how many of the sums can be told in them, most first; then in the order of the sums, then by name. */
function byReach(
  currencies: readonly string[],
  sums: readonly Money[],
  rates: readonly RateLine[],
): string[] {
  const placeOf = (currency: string) => {
    const index = sums.findIndex((sum) => sum.currency === currency);
    return index < 0 ? sums.length : index;
  };
  const reachOf = (currency: string) =>
    rates.filter(({ to }) => to === currency).length + (placeOf(currency) < sums.length ? 1 : 0);
  return [...currencies].sort(
    (a, b) => reachOf(b) - reachOf(a) || placeOf(a) - placeOf(b) || a.localeCompare(b),
  );
}

/** Decimal text as digits and how many of them are decimals: `1.08` is 108 and 2. */
function fractionOf(rate: string): { digits: bigint; decimals: number } {
  const [whole = '', fraction = ''] = rate.split('.');
  return { digits: BigInt(`${whole}${fraction}`), decimals: fraction.length };
}
