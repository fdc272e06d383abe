/** A small line without a scale, from its lowest value to its highest. All is percent of the plot. */

import { placeOf, stepPath } from './path.ts';
import { roundPercent } from './scale.ts';

export interface TrendLine {
  readonly path: string;
  /** How wide what is not known is, at the left. */
  readonly unknownWidth: number;
}

/** As many as a line of a few rem has pixels. */
const MOST_POINTS = 90;
/** Percent that are left free above and below, so that the line itself is not cut. */
const EDGE = 6;

/** The line through what is known, which ends with the last value; of many values only some, evenly. */
export function trendLine(values: readonly (number | null)[]): TrendLine {
  const every = Math.ceil(values.length / MOST_POINTS);
  const shown = values.filter((_, index) => (values.length - 1 - index) % every === 0);
  const known = shown.flatMap((value, index) => (value === null ? [] : [{ value, index }]));
  const low = known.reduce((least, { value }) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = known.reduce((most, { value }) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const yOf = (value: number) =>
    high === low ? 50 : roundPercent(EDGE + ((high - value) / (high - low)) * (100 - 2 * EDGE));
  const [first] = known;
  return {
    path: stepPath(known.map(({ value, index }) => ({ x: placeOf(index, shown.length), y: yOf(value) }))),
    unknownWidth: first ? placeOf(first.index, shown.length) : 100,
  };
}
