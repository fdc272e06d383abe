import { describe, expect, it } from 'vitest';
import { band } from '../../src/charts/band.ts';

const days = [
  { value: 0, band: { low: 0, middle: 0, high: 0 } },
  { value: 50, band: { low: 25, middle: 50, high: 75 } },
  { value: 100, band: { low: 0, middle: 50, high: 100 } },
];

describe('a band', () => {
  it('stands in percent of the plot: the line in steps, the area there above and back below', () => {
    const chart = band(days, String);
    expect(chart.line).toBe('M0 100H50V50H100V0');
    expect(chart.area).toBe('M0 100L50 25L100 0L100 100L50 75L0 100Z');
    expect(chart.middle).toBe('M0 100L50 50L100 50');
    expect([chart.zeroY, chart.ticks[0], chart.ticks.at(-1)]).toEqual([
      100,
      { y: 100, label: '0' },
      { y: 0, label: '100' },
    ]);
  });

  it('of amounts far from zero fills the plot, and its ticks say where it is', () => {
    const far = band(
      days.map(({ value }) => ({ value: 1_000_000 + value, band: null })),
      String,
    );
    expect(far.zeroY).toBeNull();
    expect(far.ticks[0]?.label).toBe('1000000');
    expect(far.line).toBe('M0 100H50V50H100V0');
    expect(far.area).toBe('');
  });

  // Zero is shown where it is no farther than twice what the values are apart; else a round number, in steps of 20.
  it.each([
    [[100, 150], '0', true],
    [[101, 150], '100', false],
    [[-150, -100], '-150', true],
    [[-150, -101], '-160', false],
  ])('of %j begins at %s, and shows zero: %s', (values, lowest, hasZero) => {
    const { ticks, zeroY } = band(
      values.map((value) => ({ value, band: null })),
      String,
    );
    expect([ticks[0]?.label, zeroY !== null]).toEqual([lowest, hasZero]);
  });

  it('without labels tells no scale: other amounts of the same shape look the same', () => {
    const other = days.map(({ value, band: { low, middle, high } }) => ({
      value: 7_000 + value * 31,
      band: { low: 7_000 + low * 31, middle: 7_000 + middle * 31, high: 7_000 + high * 31 },
    }));
    const { xOf: _, ...first } = band(days, null);
    const { xOf: __, ...second } = band(other, null);
    expect(second).toEqual(first);
    expect([first.ticks, first.zeroY]).toEqual([[], null]);
  });

  it.each([0, 5, -5, 1_653_969])('of %d on all days is a line all the same', (value) => {
    const flat = [
      { value, band: null },
      { value, band: null },
    ];
    expect(band(flat, null).line).toBe('M0 50H100V50');
    const { line, ticks } = band(flat, String);
    expect(line).toMatch(/^M0 \d+H100V\d+$/);
    expect(ticks.length).toBeGreaterThan(1);
    expect(ticks.every(({ y }) => Number.isFinite(y))).toBe(true);
  });
});
