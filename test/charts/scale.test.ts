import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactScale, niceScale } from '../../src/charts/scale.ts';

describe('a nice scale', () => {
  it.each([
    [
      [0, 3_870_00],
      [0, 1_000_00, 2_000_00, 3_000_00, 4_000_00],
    ],
    [
      [900, 100],
      [0, 250, 500, 750, 1000],
    ],
    [
      [-300, 500],
      [-400, -200, 0, 200, 400, 600],
    ],
    [[-7], [-8, -6, -4, -2, 0]],
    [[3], [0, 1, 2, 3]],
    [[], [0, 1]],
    [
      [0, 0],
      [0, 1],
    ],
  ])('of %j steps at %j', (values, ticks) => {
    expect(niceScale(values).ticks).toEqual(ticks);
  });

  it('holds every value and zero, in whole steps, with few ticks', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e12, max: 1e12 })), (values) => {
        const { low, high, ticks } = niceScale(values);
        expect(ticks).toContain(0);
        expect([ticks[0], ticks.at(-1)]).toEqual([low, high]);
        expect(values.every((value) => value >= low && value <= high)).toBe(true);
        expect(ticks.every(Number.isInteger)).toBe(true);
        expect(ticks.length).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThanOrEqual(7);
      }),
    );
  });
});

describe('an exact scale', () => {
  it('ends at the largest value and has no ticks', () => {
    expect(exactScale([5, 17])).toEqual({ low: 0, high: 17, ticks: [] });
    expect(exactScale([])).toEqual({ low: 0, high: 1, ticks: [] });
  });
});
