/** Bars lying one beneath the other, such as spending by category. All positions are percent of the plot. */

import { exactScale, roundPercent } from './scale.ts';

export interface HorizontalBar {
  readonly y: number;
  readonly height: number;
  /** Of the longest; 0 for what is not above zero. */
  readonly width: number;
  /** The height of its middle, for the label. */
  readonly middle: number;
}

/** The part of a row's height that its bar takes. */
const BAR_OF_ROW = 0.7;

/** One bar for each value, in their order, all starting at the left. */
export function horizontalBars(values: readonly number[]): HorizontalBar[] {
  const longest = exactScale(values.map((value) => Math.max(0, value))).high;
  const row = 100 / values.length;
  return values.map((value, index) => ({
    y: roundPercent((index + (1 - BAR_OF_ROW) / 2) * row),
    height: roundPercent(row * BAR_OF_ROW),
    width: roundPercent((Math.max(0, value) / longest) * 100),
    middle: roundPercent((index + 0.5) * row),
  }));
}
