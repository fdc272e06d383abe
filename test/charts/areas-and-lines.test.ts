/** Areas above and below zero, and small lines: where their points are. */

import { describe, expect, it } from 'vitest';
import { placeOf, stepArea, stepPath } from '../../src/charts/path.ts';
import { stackedAreas } from '../../src/charts/stacked-areas.ts';
import { trendLine } from '../../src/charts/trend-line.ts';

/** The points of a path of steps, each place where it turns. */
function pointsOf(path: string): number[][] {
  const points: number[][] = [];
  for (const [, command, first, second] of path.matchAll(/([MHV])(-?[\d.]+)(?: (-?[\d.]+))?/g)) {
    const [x = 0, y = 0] = points.at(-1) ?? [];
    if (command === 'M') points.push([Number(first), Number(second)]);
    else points.push(command === 'H' ? [Number(first), y] : [x, Number(first)]);
  }
  return points;
}

describe('a path', () => {
  it('goes level to each change, and up or down there', () => {
    const points = [5, 5, 5, 7, 7, 3].map((y, index) => ({ x: placeOf(index, 6), y }));
    expect(stepPath(points)).toBe('M0 5H60V7H100V3H100');
    expect(stepPath([])).toBe('');
  });

  it('of an area comes back along its other edge', () => {
    const at = (ys: number[]) => ys.map((y, index) => ({ x: placeOf(index, ys.length), y }));
    expect(stepArea(at([1, 2, 2]), at([8, 8, 9]))).toBe('M0 1H50V2H100V9H100V8H0Z');
  });

  it('of a single place is at the left', () => {
    expect(placeOf(0, 1)).toBe(0);
  });
});

describe('stacked areas', () => {
  const input = {
    layers: [
      { id: 'a', above: [100, 200], below: [0, 0] },
      { id: 'b', above: [50, 0], below: [0, 0] },
      { id: 'c', above: [0, 0], below: [-50, -100] },
      { id: 'd', above: [0, 0], below: [0, -100] },
    ],
    line: [100, 0],
    unknown: 0,
  };

  it('lie on one another above zero and hang below it; the line is where their sum is', () => {
    // From −200 to 200: a hundred is a quarter of the plot.
    const { areas, zeroY, line } = stackedAreas({ ...input, tickLabel: String });
    expect(zeroY).toBe(50);
    expect(areas.map(({ id, path }) => [id, path])).toEqual([
      ['a', 'M0 25H100V0H100V50H0Z'],
      ['b', 'M0 12.5H100V0H100V0H100V25H0Z'],
      ['c', 'M0 62.5H100V75H100V50H0Z'],
      ['d', 'M0 62.5H100V100H100V75H100V62.5H0Z'],
    ]);
    expect(line).toBe('M0 25H100V50H100');
  });

  it('leave free what is not known, at the left', () => {
    const { line, unknownWidth } = stackedAreas({ ...input, unknown: 3, tickLabel: String });
    expect(unknownWidth).toBe(75);
    expect(pointsOf(line).map(([x]) => x)).toEqual([75, 100, 100, 100]);
    expect(stackedAreas({ ...input, tickLabel: String }).unknownWidth).toBe(0);
  });

  it('have ticks at round numbers', () => {
    const { ticks } = stackedAreas({ ...input, tickLabel: String });
    expect(ticks).toEqual(
      [-200, -100, 0, 100, 200].map((tick) => ({ y: 50 - tick / 4, label: String(tick) })),
    );
  });
});

describe('a small line', () => {
  it('goes from its lowest value to its highest, whatever they are', () => {
    expect(trendLine([5, 15, 10]).path).toBe('M0 94H50V6H100V50H100');
    expect(trendLine([500, 1500, 1000])).toEqual(trendLine([5, 15, 10]));
    expect(trendLine([7, 7, 7]).path).toBe('M0 50H100');
  });

  it('begins where something is known, and ends with the last value', () => {
    const { path, unknownWidth } = trendLine([null, null, 1, 2, 3]);
    expect(unknownWidth).toBe(50);
    expect(pointsOf(path)[0]).toEqual([50, 94]);
    expect(trendLine([null])).toEqual({ path: '', unknownWidth: 100 });
  });

  it('has at most ninety points, the last of them the last value', () => {
    const values = Array.from({ length: 731 }, (_, index) => (index % 7) * 100 + index);
    const points = pointsOf(trendLine(values).path);
    expect(new Set(points.map(([x]) => x)).size).toBeLessThanOrEqual(90);
    expect(points.at(-1)?.[0]).toBe(100);
  });
});
