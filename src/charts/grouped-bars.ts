/** Upright bars in groups, such as income and spending by month. All positions are percent of the plot, from its top left. */

import { exactScale, niceScale, roundPercent, type Scale } from './scale.ts';

export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface GroupedBars {
  readonly ticks: readonly { readonly y: number; readonly label: string }[];
  /** Where zero is: the line the bars stand on. */
  readonly zeroY: number;
  /** Where the average is, if there is one. */
  readonly averageY: number | null;
  /** `x` is the middle, for the label; `bars` are in the order of the values. */
  readonly groups: readonly { readonly label: string; readonly x: number; readonly bars: readonly Bar[] }[];
}

/** The part of a group's width that its bars take together. */
const BARS_OF_GROUP = 0.7;

/** Lays bars out; without `tickLabel` there are no ticks and the tallest bar fills the plot, so that no scale is told. */
export function groupedBars(input: {
  groups: readonly { readonly label: string; readonly values: readonly number[] }[];
  tickLabel: ((value: number) => string) | null;
  average?: number | null;
}): GroupedBars {
  const { groups, tickLabel, average = null } = input;
  const values = [...groups.flatMap((group) => group.values), average ?? 0];
  const scale = tickLabel ? niceScale(values) : exactScale(values);
  const groupWidth = 100 / groups.length;
  return {
    ticks: tickLabel
      ? scale.ticks.map((tick) => ({ y: positionOf(tick, scale), label: tickLabel(tick) }))
      : [],
    zeroY: positionOf(0, scale),
    averageY: average === null ? null : positionOf(average, scale),
    groups: groups.map((group, index) => ({
      label: group.label,
      x: roundPercent((index + 0.5) * groupWidth),
      bars: barsOf(group.values, { left: (index + (1 - BARS_OF_GROUP) / 2) * groupWidth, groupWidth, scale }),
    })),
  };
}

function barsOf(
  values: readonly number[],
  { left, groupWidth, scale }: { left: number; groupWidth: number; scale: Scale },
): Bar[] {
  const width = (groupWidth * BARS_OF_GROUP) / values.length;
  const zeroY = positionOf(0, scale);
  return values.map((value, index) => {
    const y = positionOf(value, scale);
    return {
      x: roundPercent(left + index * width),
      y: Math.min(y, zeroY),
      width: roundPercent(width),
      height: roundPercent(Math.abs(y - zeroY)),
    };
  });
}

function positionOf(value: number, { low, high }: Scale): number {
  return roundPercent(((high - value) / (high - low)) * 100);
}
