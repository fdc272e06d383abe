import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupedBars } from '../../src/charts/grouped-bars.ts';
import { horizontalBars, meterWidth } from '../../src/charts/horizontal-bars.ts';
import { exactScale, niceScale } from '../../src/charts/scale.ts';

describe('a nice scale', () => {
  it.each([
    { values: [0, 3_870_00], ticks: [0, 1_000_00, 2_000_00, 3_000_00, 4_000_00] },
    { values: [900, 100], ticks: [0, 250, 500, 750, 1000] },
    { values: [-300, 500], ticks: [-400, -200, 0, 200, 400, 600] },
    { values: [-7], ticks: [-8, -6, -4, -2, 0] },
    { values: [3], ticks: [0, 1, 2, 3] },
    { values: [], ticks: [0, 1] },
    { values: [0, 0], ticks: [0, 1] },
  ])('of $values has ticks at $ticks', ({ values, ticks }) => {
    expect(niceScale(values).ticks).toEqual(ticks);
  });

  it('has every value and zero on it, and at most seven ticks, all of whole numbers', () => {
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

const months = [
  { label: 'Oct', values: [400, 200] },
  { label: 'Nov', values: [0, -100] },
];

describe('grouped bars', () => {
  const chart = groupedBars({ groups: months, tickLabel: (value) => `${value} c`, average: 100 });

  it('have labelled ticks, a line at zero and one at the average', () => {
    expect(chart.ticks.at(-1)).toEqual({ y: 0, label: '400 c' });
    expect(chart.ticks[0]).toEqual({ y: 100, label: '-200 c' });
    expect(chart.zeroY).toBe(66.67);
    expect(chart.averageY).toBe(50);
  });

  it('stand on zero, and negative ones hang from it', () => {
    expect(chart.groups[0]?.bars).toEqual([
      { x: 7.5, y: 0, width: 17.5, height: 66.67 },
      { x: 25, y: 33.33, width: 17.5, height: 33.34 },
    ]);
    expect(chart.groups[1]?.bars[1]).toEqual({ x: 75, y: 66.67, width: 17.5, height: 16.66 });
    expect(chart.groups[1]?.bars[0]?.height).toBe(0);
  });

  it('have the label of a group at its middle', () => {
    expect(chart.groups.map(({ label, x }) => [label, x])).toEqual([
      ['Oct', 25],
      ['Nov', 75],
    ]);
  });

  it('are the same for many times the amounts where ticks have no labels', () => {
    const times = (factor: number) =>
      groupedBars({
        groups: months.map(({ label, values }) => ({ label, values: values.map((value) => value * factor) })),
        tickLabel: null,
      });
    expect(times(37)).toEqual(times(1));
    expect(times(1).ticks).toEqual([]);
    expect(times(1).groups[0]?.bars[0]?.y).toBe(0);
  });

  it('stay inside the plot, whatever the values', () => {
    const group = fc.record({
      label: fc.string(),
      values: fc.array(fc.integer(), { minLength: 1, maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(group, { maxLength: 24 }), fc.boolean(), (groups, isLabelled) => {
        const { groups: drawn } = groupedBars({ groups, tickLabel: isLabelled ? String : null });
        for (const bar of drawn.flatMap(({ bars }) => bars)) {
          expect(bar.x).toBeGreaterThanOrEqual(0);
          expect(bar.x + bar.width).toBeLessThanOrEqual(100.02);
          expect(bar.y).toBeGreaterThanOrEqual(0);
          expect(bar.y + bar.height).toBeLessThanOrEqual(100.02);
        }
      }),
    );
  });
});

describe('horizontal bars', () => {
  it('are as long as their part of the longest', () => {
    expect(horizontalBars([200, 50, -10, 0]).map((bar) => bar.width)).toEqual([100, 25, 0, 0]);
  });

  it('share the height', () => {
    expect(horizontalBars([2, 1])).toEqual([
      { y: 7.5, height: 35, width: 100 },
      { y: 57.5, height: 35, width: 50 },
    ]);
  });

  it('are none for nothing, and of no length where nothing is above zero', () => {
    expect(horizontalBars([])).toEqual([]);
    expect(horizontalBars([0, -5]).map((bar) => bar.width)).toEqual([0, 0]);
  });
});

it.each([
  [0, 0],
  [0.3333, 33.33],
  [1, 100],
  [1.2, 100],
  [-0.5, 0],
])('a meter of %d is filled to %d percent', (ratio, width) => {
  expect(meterWidth(ratio)).toBe(width);
});
