import { expect, it } from 'vitest';
import { spendingTrends, trendsSummary } from '../../src/finance/trends.ts';
import { flow } from './samples.ts';

function summaryOf(...rows: [date: string, amountMinor: number, category: string][]): string[] {
  const flows = rows.map(([date, amountMinor, category]) => flow({ date, amountMinor, category }));
  return spendingTrends(flows, { months: 3, today: '2025-11-03' }).map(trendsSummary);
}

it('names the category that is above its average by the largest amount', () => {
  expect(
    summaryOf(
      ['2025-10-02', -100_00, 'TRAVEL'],
      ['2025-11-02', -130_00, 'TRAVEL'],
      ['2025-10-02', -1_00, 'MEDICAL'],
      ['2025-11-02', -20_00, 'MEDICAL'],
    ),
  ).toEqual(['Furthest above its average: travel.']);
});

it('names it also where more was spent in another', () => {
  expect(
    summaryOf(
      ['2025-10-02', -500_00, 'TRAVEL'],
      ['2025-11-02', -501_00, 'TRAVEL'],
      ['2025-10-02', -1_00, 'MEDICAL'],
      ['2025-11-02', -20_00, 'MEDICAL'],
    ),
  ).toEqual(['Furthest above its average: health.']);
});

it('says so where none is above', () => {
  expect(summaryOf(['2025-10-02', -100, 'TRAVEL'], ['2025-11-02', -100, 'TRAVEL'])).toEqual([
    'No category is above its average yet.',
  ]);
});

it('compares with nothing in a first month', () => {
  expect(summaryOf(['2025-11-02', -100, 'TRAVEL'])).toEqual([
    'There is no full month yet to compare this one with.',
  ]);
});
