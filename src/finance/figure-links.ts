/** The addresses of exactly the transactions that figures are made of. */

import { type Filter, LONGEST_LIST, toQuery } from './filter.ts';

/** So that the rest of an address has room in what the server reads, with a range, a page and the ids of banks. */
export const LONGEST_QUERY = 7_000;

/**
 * The currency of an address, for figures of these transactions: none where they have one alone, since it would only make
 * the address longer.
 */
export function linkedCurrency(rows: readonly { readonly currency: string }[]): (currency: string) => string {
  const [first] = rows;
  const isOnly = rows.every(({ currency }) => currency === first?.currency);
  return (currency) => (isOnly ? '' : currency);
}

/** The query of what a sum of spending in these categories is made of. */
export function spendingQuery(category: readonly string[], others: Partial<Filter>): string {
  return toQuery({ ...others, category, counts: 'spending' });
}

/** The query of the transactions with one of these names, which are values of a filter; null where no address has room. */
export function merchantQuery(merchant: readonly string[], others: Partial<Filter> = {}): string | null {
  const query = toQuery({ ...others, merchant });
  return merchant.length > LONGEST_LIST || query.length > LONGEST_QUERY ? null : query;
}
