/** Areas lying on one another above and below zero, with a line across them, such as net worth. All is percent of the plot. */

import { type Point, placeOf, stepArea, stepPath } from './path.ts';
import { niceScale, roundPercent } from './scale.ts';

interface Layer {
  readonly id: string;
  /** Zero or more in each place: stacked above zero, the first layer lowest. */
  readonly above: readonly number[];
  /** Zero or less in each place: stacked below zero, the first layer highest. */
  readonly below: readonly number[];
}

export interface StackedAreas {
  readonly ticks: readonly { readonly y: number; readonly label: string }[];
  readonly zeroY: number;
  /** Paths of what is not zero everywhere. */
  readonly areas: readonly { readonly id: string; readonly path: string }[];
  readonly line: string;
  /** How wide what is not known is, at the left. */
  readonly unknownWidth: number;
}

/** Lays areas out on a scale that begins, ends and steps at round numbers. */
export function stackedAreas(input: {
  readonly layers: readonly Layer[];
  readonly line: readonly number[];
  /** Places before the first value. */
  readonly unknown: number;
  readonly tickLabel: (value: number) => string;
}): StackedAreas {
  const { layers, line, unknown, tickLabel } = input;
  const above = stacked(layers.map((layer) => layer.above));
  const below = stacked(layers.map((layer) => layer.below));
  const values = [...(above.at(-1) ?? []), ...(below.at(-1) ?? []), ...line];
  const scale = niceScale(values);
  const yOf = (value: number) => roundPercent(((scale.high - value) / (scale.high - scale.low)) * 100);
  const places = unknown + line.length;
  const pointsOf = (row: readonly number[]): Point[] =>
    row.map((value, index) => ({ x: placeOf(unknown + index, places), y: yOf(value) }));
  const zero = line.map(() => 0);
  const areasOf = (rows: readonly (readonly number[])[], own: (layer: Layer) => readonly number[]) =>
    layers.flatMap((layer, index) => {
      if (own(layer).every((value) => value === 0)) return [];
      return [
        { id: layer.id, path: stepArea(pointsOf(rows[index] ?? zero), pointsOf(rows[index - 1] ?? zero)) },
      ];
    });
  return {
    ticks: scale.ticks.map((tick) => ({ y: yOf(tick), label: tickLabel(tick) })),
    zeroY: yOf(0),
    areas: [...areasOf(above, (layer) => layer.above), ...areasOf(below, (layer) => layer.below)],
    line: stepPath(pointsOf(line)),
    unknownWidth: placeOf(unknown, places),
  };
}

/** Each row with all before it. */
function stacked(rows: readonly (readonly number[])[]): number[][] {
  const sums: number[][] = [];
  for (const row of rows) sums.push(row.map((value, index) => value + (sums.at(-1)?.[index] ?? 0)));
  return sums;
}
