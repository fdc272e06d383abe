/** Steps as the text of an SVG path, in percent of the plot: a balance stays as it is until it changes. */

import { roundPercent } from './scale.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** So many places from left to right, the first and the last on the edges: where the one with this index is. */
export function placeOf(index: number, count: number): number {
  return count < 2 ? 0 : roundPercent((index / (count - 1)) * 100);
}

/** A line through the points: level until the next one, and up or down there. What does not change takes no room. */
export function stepPath(points: readonly Point[]): string {
  const [first] = points;
  return first ? `M${first.x} ${first.y}${stepsForth(points)}` : '';
}

/** The area between two such lines of the same places. */
export function stepArea(top: readonly Point[], bottom: readonly Point[]): string {
  const [first, last] = [top[0], bottom.at(-1)];
  return first && last ? `M${first.x} ${first.y}${stepsForth(top)}V${last.y}${stepsBack(bottom)}Z` : '';
}

function stepsForth(points: readonly Point[]): string {
  const steps = points.map(({ x, y }, index) => {
    const before = points[index - 1];
    return before && before.y !== y ? `H${x}V${y}` : '';
  });
  return `${steps.join('')}H${points.at(-1)?.x}`;
}

/** The same line from its end: down or up first, and level then. */
function stepsBack(points: readonly Point[]): string {
  const steps = points.map(({ x, y }, index) => {
    const before = points[index - 1];
    return before && before.y !== y ? `H${x}V${before.y}` : '';
  });
  return `${steps.reverse().join('')}H${points[0]?.x}`;
}
