/** The middle value; of two the larger. Throws a RangeError for none. */
export function median(values: readonly number[]): number {
  const value = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  if (value === undefined) throw new RangeError('nothing was measured');
  return value;
}
