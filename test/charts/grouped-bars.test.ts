import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupedBars } from '../../src/charts/grouped-bars.ts';

const months = [
  { label: 'Oct', values: [400, 200] },
  { label: 'Nov', values: [0, -100] },
];

describe('grouped bars', () => {
  const chart = groupedBars({ groups: months, tickLabel: (value) => `${value} c`, average: 100 });

  it('has ticks from the highest place to the lowest value, in words', () => {
    expect(chart.ticks.at(-1)).toEqual({ y: 0, label: '400 c' });
    expect(chart.ticks[0]).toEqual({ y: 100, label: '-200 c' });
    expect(chart.zeroY).toBe(66.67);
    expect(chart.averageY).toBe(50);
  });

  it('stands bars on zero, and hangs negative ones from it', () => {
    expect(chart.groups[0]?.bars).toEqual([
      { x: 7.5, y: 0, width: 17.5, height: 66.67 },
      { x: 25, y: 33.33, width: 17.5, height: 33.34 },
    ]);
    expect(chart.groups[1]?.bars[1]).toEqual({ x: 75, y: 66.67, width: 17.5, height: 16.66 });
    expect(chart.groups[1]?.bars[0]?.height).toBe(0);
  });

  it('labels groups at their middle', () => {
    expect(chart.groups.map(({ label, x }) => [label, x])).toEqual([
      ['Oct', 25],
      ['Nov', 75],
    ]);
  });

  it('tells no scale without tick labels: ten times the amounts give the same picture', () => {
    const times = (factor: number) =>
      groupedBars({
        groups: months.map(({ label, values }) => ({ label, values: values.map((value) => value * factor) })),
        tickLabel: null,
      });
    expect(times(37)).toEqual(times(1));
    expect(times(1).ticks).toEqual([]);
    expect(times(1).groups[0]?.bars[0]?.y).toBe(0);
  });

  it('stays inside the plot, whatever the values', () => {
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
