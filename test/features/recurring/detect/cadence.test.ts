import { describe, expect, it } from 'vitest';
import { fitCadence } from '../../../../src/features/recurring/detect/cadence.ts';
import { daysOf } from './rows.ts';

const cadenceOf = (days: string[]) => fitCadence(days)?.cadence.name ?? null;

describe('the cadence of days', () => {
  it.each<[string, number[], string | null]>([
    ['every week', [7, 7, 7], 'weekly'],
    ['every week, a day early or late', [8, 6, 7, 8], 'weekly'],
    ['every week, one missed', [7, 14, 7, 7], 'weekly'],
    ['every other week', [14, 14, 14], 'fortnightly'],
    ['every other week, around a holiday', [14, 13, 15, 14], 'fortnightly'],
    ['every other week, one missed', [14, 28, 14, 14], 'fortnightly'],
    ['twice a month', [15, 16, 15, 13, 15, 16], 'twice a month'],
    ['twice a month, away from weekends', [13, 18, 14, 14, 14, 17, 15], 'twice a month'],
    ['twice a month, one missed', [15, 16, 30, 15], 'twice a month'],
    [
      'every other week for a year, once three days after a missed one',
      [...Array(11).fill(14), 31, ...Array(12).fill(14)],
      'fortnightly',
    ],
    ['every month', [31, 28, 31, 30], 'monthly'],
    ['every month, after weekends', [33, 26, 31, 32, 29], 'monthly'],
    ['every month, one missed', [31, 61, 30], 'monthly'],
    ['every year', [365], 'yearly'],
    ['every year, over a leap day', [366, 365], 'yearly'],
    ['twice only', [30], null],
    ['once', [], null],
    ['now and then', [3, 19, 44, 8], null],
    ['every day', [1, 1, 1, 1, 1, 1], null],
    ['twice on one day', [0, 0], null],
    ['every quarter', [90, 92, 92], null],
    ['every month, more missed than come', [60, 61, 61], null],
    [
      'every month for a year, once a week late',
      [31, 28, 40, 21, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31, 30],
      'monthly',
    ],
  ])('%s', (_name, gaps, cadence) => {
    expect(cadenceOf(daysOf(gaps))).toBe(cadence);
  });

  it('counts what is missing and what is odd', () => {
    expect(fitCadence(daysOf([31, 61, 30, 31]))).toMatchObject({ missed: 1, off: 0 });
    expect(fitCadence(daysOf([31, 30, 31, 30, 12, 31, 30, 31]))).toMatchObject({ missed: 0, off: 1 });
  });

  it('knows the ends of months of unequal length', () => {
    expect(cadenceOf(['2025-01-31', '2025-02-28', '2025-03-31', '2025-04-30'])).toBe('monthly');
    expect(cadenceOf(['2025-01-15', '2025-01-31', '2025-02-15', '2025-02-28', '2025-03-15'])).toBe(
      'twice a month',
    );
  });
});
