/** Amounts of money as the JSON API writes them. */

import { toDecimal } from '../finance/money.ts';
import type { Amount } from './api-schema.ts';

/** Hides amounts in the API, as Format does on pages. */
export interface Amounts {
  readonly isHidden: boolean;
  /** Null for an amount that nobody knows. */
  of(amountMinor: number | null, currency: string): Amount | null;
  /** What amounts could be guessed from, such as how much of a limit is used; null while they are hidden. */
  ratio(ratio: number | null): number | null;
}

/** Amounts for one request. */
export function createAmounts(isHidden: boolean): Amounts {
  return {
    isHidden,
    of(amountMinor, currency) {
      if (amountMinor === null) return null;
      if (isHidden) return { amountMinor: null, currency, decimal: null };
      return { amountMinor, currency, decimal: toDecimal(amountMinor, currency) };
    },
    ratio: (ratio) => (isHidden ? null : ratio),
  };
}
