/** Bars lying one beneath the other, such as spending by category, or alone. All positions are percent of the plot. */

import { exactScale, roundPercent } from './scale.ts';

export interface HorizontalBar {
  readonly y: number;
  readonly height: number;
  /** Of the longest; 0 for what is not above zero. */
  readonly width: number;
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
  }));
}

/** How far a bar alone is filled, such as by the part of its limit that a card owes: 1 is full, and so is all beyond. */
export function meterWidth(ratio: number): number {
  return roundPercent(Math.min(1, Math.max(0, ratio)) * 100);
}
