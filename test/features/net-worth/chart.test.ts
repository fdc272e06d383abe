/** The chart of net worth: its areas, its line and the months beneath it, in percent that are worked out by hand. */

import { describe, expect, it } from 'vitest';
import { worthChart } from '../../../src/features/net-worth/chart.ts';
import { eachDay } from '../../../src/finance/days.ts';
import type { Format } from '../../../src/finance/format.ts';
import type { DayRange } from '../../../src/finance/model.ts';
import { format, hidden, historyFrom, pastIn } from './pasts.ts';

/** Of five days, at 0, 25, 50, 75 and 100 percent. */
const RANGE = { from: '2026-01-01', to: '2026-01-05' };

/** The chart of one currency. */
function chartOf(range: DayRange, pasts: ReturnType<typeof pastIn>[], words: Format = format) {
  const [history] = historyFrom(range, pasts).histories;
  if (!history) throw new Error('there is a history');
  return worthChart(history, range, words);
}

const cash = pastIn(RANGE, { '2025-12-31': 999_00, '2026-01-01': 100_00, '2026-01-03': 200_00 });
const card = pastIn(
  RANGE,
  { '2025-12-31': -999_00, '2026-01-01': 0, '2026-01-03': -100_00, '2026-01-05': 0 },
  { id: 'card', type: 'credit' },
);
const late = pastIn(RANGE, { '2026-01-03': 50_00, '2026-01-05': 100_00 }, { id: 'late', reason: 'not-read' });

describe('the areas and the line', () => {
  it('are of the days of the range alone, on a scale of round numbers', () => {
    // From −100 to 200: each hundred is a third.
    expect(chartOf(RANGE, [cash, card])).toMatchObject({
      ticks: [
        { y: 100, label: '−$100' },
        { y: 66.67, label: '$0' },
        { y: 33.33, label: '$100' },
        { y: 0, label: '$200' },
      ],
      zeroY: 66.67,
      areas: [
        { id: 'cash', path: 'M0 33.33H50V0H100V66.67H0Z' },
        { id: 'credit-cards', path: 'M0 66.67H50V100H100V66.67H100V66.67H0Z' },
      ],
      line: 'M0 33.33H100V0H100',
      unknownWidth: 0,
    });
  });

  it('begin where days are known', () => {
    expect(chartOf(RANGE, [late])).toMatchObject({
      zeroY: 100,
      areas: [{ id: 'cash', path: 'M50 50H100V0H100V100H50Z' }],
      line: 'M50 50H100V0H100',
      unknownWidth: 50,
    });
  });

  it.each([
    ['known days', [cash, card], 'M0 94H100V6H100', 0],
    ['days of which the first are not known', [late], 'M50 94H100V6H100', 50],
  ] as const)('are the line alone while amounts are hidden, of %s', (_, pasts, line, unknownWidth) => {
    const { months, ...drawn } = chartOf(RANGE, [...pasts], hidden);
    expect(drawn).toEqual({ ticks: [], zeroY: null, areas: [], line, unknownWidth });
    expect(months.map(({ title }) => title)).toEqual(['January 2026: ••••• today']);
  });
});

describe('the months', () => {
  it('have their days’ share of the width, the year at a January, and the net worth at their end, or today', () => {
    // 81 days: each is 1.25 percent.
    const range = { from: '2025-11-01', to: '2026-01-20' };
    expect(eachDay(range.from, range.to)).toHaveLength(81);
    const steps = { '2025-12-01': 80_00, '2025-12-31': 50_00, '2026-01-01': 20_00, '2026-01-20': -10_00 };
    const { months, unknownWidth } = chartOf(range, [pastIn(range, steps, { reason: 'before-first' })]);
    expect(unknownWidth).toBe(37.5);
    expect(months).toEqual([
      {
        ...{ left: 0, width: 37.5, middle: 18.75 },
        ...{ label: 'Nov', year: null, title: 'November 2025: not known' },
      },
      {
        ...{ left: 37.5, width: 38.75, middle: 56.88 },
        ...{ label: 'Dec', year: null, title: 'December 2025: $50.00 at its end' },
      },
      {
        ...{ left: 76.25, width: 23.75, middle: 88.13 },
        ...{ label: 'Jan', year: '2026', title: 'January 2026: −$10.00 today' },
      },
    ]);
  });

  it('is one month of all the width', () => {
    const { months } = chartOf(RANGE, [pastIn(RANGE, { '2025-12-31': 5_000 }, { currency: 'JPY' })]);
    expect(months).toEqual([
      {
        ...{ left: 0, width: 100, middle: 50 },
        ...{ label: 'Jan', year: null, title: 'January 2026: ¥5,000 today' },
      },
    ]);
  });
});
