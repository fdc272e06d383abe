/** Lines as the text of an SVG path, in percent of the plot. */

import { roundPercent } from './scale.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** So many places from left to right, the first and the last on the edges: where the one with this index is. */
export function placeOf(index: number, count: number): number {
  return count < 2 ? 0 : roundPercent((index / (count - 1)) * 100);
}

/** A line through the points; what lies level between two others is left out, which keeps the page small. */
export function linePath(points: readonly Point[]): string {
  const kept = points.filter(({ y }, index) => y !== points[index - 1]?.y || y !== points[index + 1]?.y);
  return kept.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
}

/** The area between two lines of the same places. */
export function areaPath(top: readonly Point[], bottom: readonly Point[]): string {
  return `${linePath(top)}${linePath([...bottom].reverse()).replace('M', 'L')}Z`;
}
