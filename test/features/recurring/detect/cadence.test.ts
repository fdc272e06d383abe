import { describe, expect, it } from 'vitest';
import { fitCadence } from '../../../../src/features/recurring/detect/cadence.ts';
import { nextDate } from '../../../../src/features/recurring/detect/next-date.ts';
import { daysOf, same, YEAR } from './rows.ts';

const cadenceOf = (days: string[]) => fitCadence(days)?.cadence.name ?? null;

describe('the cadence of days', () => {
  it.each<[string, number[], string | null]>([
    ['every week', [7, 7, 7], 'weekly'],
    ['every week, a day early or late', [8, 6, 7, 8], 'weekly'],
    ['every week, one missed', [7, 14, 7, 7], 'weekly'],
    ['every other week', [14, 14, 14], 'every two weeks'],
    ['every other week, around a holiday', [14, 13, 15, 14], 'every two weeks'],
    ['every other week, one missed', [14, 28, 14, 14], 'every two weeks'],
    ['twice a month', [15, 16, 15, 13, 15, 16], 'twice a month'],
    ['twice a month, away from weekends', [13, 18, 14, 14, 14, 17, 15], 'twice a month'],
    ['twice a month, one missed', [15, 16, 30, 15], 'twice a month'],
    ['every other week, once three days late', [...same(14, 11), 31, ...same(14, 12)], 'every two weeks'],
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
    ['every month, once a week late', [31, 28, 40, 21, ...YEAR.slice(4), ...YEAR.slice(0, 4)], 'monthly'],
  ])('%s', (_name, gaps, cadence) => {
    expect(cadenceOf(daysOf(gaps))).toBe(cadence);
  });

  it('comes with the numbers of missed and of odd dates', () => {
    expect(fitCadence(daysOf([31, 61, 30, 31]))).toMatchObject({ missed: 1, off: 0 });
    expect(fitCadence(daysOf([31, 30, 31, 30, 12, 31, 30, 31]))).toMatchObject({ missed: 0, off: 1 });
  });

  it('is monthly at the ends of months of unequal length', () => {
    expect(cadenceOf(['2025-01-31', '2025-02-28', '2025-03-31', '2025-04-30'])).toBe('monthly');
    const halves = ['2025-01-15', '2025-01-31', '2025-02-15', '2025-02-28', '2025-03-15'];
    expect(cadenceOf(halves)).toBe('twice a month');
  });
});

describe('the next date', () => {
  it.each<[string, string[], string]>([
    ['a week on', ['2025-10-13', '2025-10-20', '2025-10-27'], '2025-11-03'],
    ['two weeks on', ['2025-10-03', '2025-10-17', '2025-10-31'], '2025-11-14'],
    ['the other half of the month', ['2025-10-01', '2025-10-15', '2025-11-01'], '2025-11-15'],
    ['the other half after a gap', ['2025-09-01', '2025-09-15', '2025-10-01', '2025-11-01'], '2025-11-16'],
    ['the other half, in 11 days', ['2025-08-12', '2025-08-28', '2025-09-12', '2025-10-01'], '2025-10-12'],
    ['the other half, in 19 days', ['2025-08-03', '2025-08-19', '2025-09-03', '2025-09-14'], '2025-10-03'],
    ['half a month on, if sooner', ['2025-09-03', '2025-09-19', '2025-10-03', '2025-10-14'], '2025-10-29'],
    ['the same day of the month', ['2025-08-12', '2025-09-12', '2025-10-12'], '2025-11-12'],
    ['the usual day after a weekend', ['2025-08-01', '2025-09-01', '2025-10-01', '2025-11-03'], '2025-12-01'],
    ['the first, though once early', ['2025-08-01', '2025-09-01', '2025-10-01', '2025-10-31'], '2025-12-01'],
    ['the end of a longer month', ['2024-12-31', '2025-01-31', '2025-02-28'], '2025-03-31'],
    ['the end, though most months were short', ['2025-04-30', '2025-05-31', '2025-06-30'], '2025-07-31'],
    ['the later of two usual days', ['2025-07-05', '2025-08-07', '2025-09-05', '2025-10-07'], '2025-11-07'],
    ['the later, which came first', ['2025-07-07', '2025-08-05', '2025-09-07', '2025-10-05'], '2025-11-07'],
    ['the more usual of two days', ['2025-07-05', '2025-08-07', '2025-09-05', '2025-10-05'], '2025-11-05'],
    ['the end of a shorter month', ['2025-08-31', '2025-09-30', '2025-10-31'], '2025-11-30'],
    ['a year on', ['2024-02-29', '2025-02-28'], '2026-02-28'],
  ])('is %s', (_name, days, next) => {
    const fit = fitCadence(days);
    expect(fit && nextDate(days, fit.cadence)).toBe(next);
  });
});
