/** The people whose overviews are measured, by their banks and transactions over two years. */

import type { Figure } from './figure.ts';
import type { Plaid } from './plaid/plaid.ts';

export interface Size {
  readonly banks: number;
  /** In all. */
  readonly transactions: number;
}

/** What a person really opens, and all of two years. */
const VIEWS = ['/dashboard', '/dashboard?days=730'];

/** The figures of each view of each size, one after the other. */
export async function ofEachView<S extends Size>(
  plaid: Plaid,
  sizes: readonly S[],
  measure: (size: S, view: string, tokens: readonly string[]) => Promise<Figure[]>,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of sizes) {
    for (const view of VIEWS) {
      await plaid.reset();
      const tokens = await plaid.link(size.banks, size.transactions / size.banks);
      figures.push(...(await measure(size, view, tokens)));
    }
  }
  return figures;
}

/** Such as `5 banks, 2,500 transactions`. */
export function words({ banks, transactions }: Size): string {
  return `${banks} ${banks > 1 ? 'banks' : 'bank'}, ${transactions.toLocaleString('en')} transactions`;
}
