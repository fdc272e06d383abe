/** Figures from several measurements. */

/** The value below which a share from 0 to 1 of the others lie. Throws a RangeError for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  if (value === undefined) throw new RangeError('nothing was measured');
  return value;
}

/** The middle value; of two the larger. Throws a RangeError for none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
