import { describe, expect, it } from 'vitest';
import { horizontalBars } from '../../src/charts/horizontal-bars.ts';

describe('horizontal bars', () => {
  it('are as long as their part of the longest', () => {
    expect(horizontalBars([200, 50, -10, 0]).map((bar) => bar.width)).toEqual([100, 25, 0, 0]);
  });

  it('share the height, each with its middle', () => {
    expect(horizontalBars([2, 1])).toEqual([
      { y: 7.5, height: 35, width: 100, middle: 25 },
      { y: 57.5, height: 35, width: 50, middle: 75 },
    ]);
  });

  it('are none for nothing, and of no length where nothing is above zero', () => {
    expect(horizontalBars([])).toEqual([]);
    expect(horizontalBars([0, -5]).map((bar) => bar.width)).toEqual([0, 0]);
  });
});
