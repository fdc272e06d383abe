/** A line over days with a band around another, such as a balance ahead. All positions are percent of the plot, from its top left. */

import { niceScale, roundPercent, type Scale } from './scale.ts';

export interface BandDay {
  /** Of the line, which stays until the next day. */
  readonly value: number;
  readonly band: { readonly low: number; readonly middle: number; readonly high: number } | null;
}

export interface Band {
  readonly ticks: readonly { readonly y: number; readonly label: string }[];
  /** Where zero is; null where it is not in the plot, or no scale is told. */
  readonly zeroY: number | null;
  /** Paths for a viewBox of 100 by 100; empty where there is nothing of the kind. */
  readonly line: string;
  readonly area: string;
  readonly middle: string;
  /** Where each of the days asked for is, by its position. */
  readonly xOf: (index: number) => number;
}

/** Lays it out; without `tickLabel` there are no ticks, and the values fill the plot, so that no scale is told. */
export function band(days: readonly BandDay[], tickLabel: ((value: number) => string) | null): Band {
  const values = days.flatMap(({ value, band: own }) => (own ? [value, own.low, own.high] : [value]));
  const scale = tickLabel ? scaleAround(values) : bareScale(values);
  const last = Math.max(1, days.length - 1);
  const xOf = (index: number) => roundPercent((index / last) * 100);
  const yOf = (value: number) => roundPercent(((scale.high - value) / (scale.high - scale.low)) * 100);
  const banded = days.flatMap(({ band: own }, index) => (own ? [{ x: xOf(index), ...own }] : []));
  const hasZero = tickLabel !== null && scale.low <= 0 && scale.high >= 0;
  return {
    ticks: tickLabel ? scale.ticks.map((tick) => ({ y: yOf(tick), label: tickLabel(tick) })) : [],
    zeroY: hasZero ? yOf(0) : null,
    line: stepsOf(days.map(({ value }, index) => [xOf(index), yOf(value)])),
    area: closed([
      ...banded.map(({ x, high }): Point => [x, yOf(high)]),
      ...banded.toReversed().map(({ x, low }): Point => [x, yOf(low)]),
    ]),
    middle: joined(banded.map(({ x, middle }) => [x, yOf(middle)])),
    xOf,
  };
}

type Point = readonly [x: number, y: number];

/** With zero where the values come near it; a balance far from zero fills the plot, and its ticks say where it is. */
function scaleAround(values: readonly number[]): Scale {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const isNearZero = low <= (high - low) * 2 && high >= (low - high) * 2;
  if (isNearZero) return niceScale(values);
  // The same steps, moved: as if the lowest round number below all values were zero.
  const { ticks } = niceScale([0, high - low]);
  const step = (ticks[1] ?? 1) - (ticks[0] ?? 0);
  const base = Math.floor(low / step) * step;
  const count = Math.max(1, Math.ceil((high - base) / step));
  const moved = Array.from({ length: count + 1 }, (_, index) => base + index * step);
  return { low: base, high: moved.at(-1) ?? base + step, ticks: moved };
}

/** What stays the same is in the middle: at an edge half of the line would be cut off. */
function bareScale(values: readonly number[]): Scale {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? { low: low - 1, high: high + 1, ticks: [] } : { low, high, ticks: [] };
}

/** A balance stays until something is posted. */
function stepsOf(points: readonly Point[]): string {
  return points.map(([x, y], index) => (index === 0 ? `M${x} ${y}` : `H${x}V${y}`)).join('');
}

function joined(points: readonly Point[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
}

function closed(points: readonly Point[]): string {
  return points.length === 0 ? '' : `${joined(points)}Z`;
}
