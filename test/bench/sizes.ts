/** The people whose overviews are measured, by their banks and transactions over two years. */

export interface Size {
  readonly banks: number;
  /** In all. */
  readonly transactions: number;
}

/** What a person really opens, and all of two years. */
export const VIEWS = ['/dashboard', '/dashboard?days=730'] as const;

/** Such as `5 banks, 2,500 transactions`. */
export function words({ banks, transactions }: Size): string {
  return `${banks} ${banks > 1 ? 'banks' : 'bank'}, ${transactions.toLocaleString('en')} transactions`;
}
