import { describe, expect, it } from 'vitest';
import { fitCadence } from '../../../../src/features/recurring/detect/cadence.ts';
import { nextDate } from '../../../../src/features/recurring/detect/next-date.ts';

const nextAfter = (days: string[]) => {
  const fit = fitCadence(days);
  return fit && nextDate(days, fit.cadence);
};

describe('the next date', () => {
  it.each<[string, string[], string]>([
    ['a week on', ['2025-10-13', '2025-10-20', '2025-10-27'], '2025-11-03'],
    ['two weeks on', ['2025-10-03', '2025-10-17', '2025-10-31'], '2025-11-14'],
    ['the other half of the month', ['2025-10-01', '2025-10-15', '2025-11-01'], '2025-11-15'],
    [
      'the other half after a missed one',
      ['2025-09-01', '2025-09-15', '2025-10-01', '2025-11-01'],
      '2025-11-16',
    ],
    [
      'the other half, eleven days on',
      ['2025-08-12', '2025-08-28', '2025-09-12', '2025-10-01'],
      '2025-10-12',
    ],
    [
      'the other half, nineteen days on',
      ['2025-08-03', '2025-08-19', '2025-09-03', '2025-09-14'],
      '2025-10-03',
    ],
    [
      'half a month on, where the other half is further',
      ['2025-09-03', '2025-09-19', '2025-10-03', '2025-10-14'],
      '2025-10-29',
    ],
    ['the same day of the month', ['2025-08-12', '2025-09-12', '2025-10-12'], '2025-11-12'],
    ['the usual day after a weekend', ['2025-08-01', '2025-09-01', '2025-10-01', '2025-11-03'], '2025-12-01'],
    [
      'the first, though the last came a day early',
      ['2025-08-01', '2025-09-01', '2025-10-01', '2025-10-31'],
      '2025-12-01',
    ],
    ['the end of a longer month', ['2024-12-31', '2025-01-31', '2025-02-28'], '2025-03-31'],
    ['the end, though most months were short', ['2025-04-30', '2025-05-31', '2025-06-30'], '2025-07-31'],
    [
      'the later day of two as common',
      ['2025-07-05', '2025-08-07', '2025-09-05', '2025-10-07'],
      '2025-11-07',
    ],
    [
      'the later day of two as common, though it came first',
      ['2025-07-07', '2025-08-05', '2025-09-07', '2025-10-05'],
      '2025-11-07',
    ],
    [
      'the most common day, though a later one came too',
      ['2025-07-05', '2025-08-07', '2025-09-05', '2025-10-05'],
      '2025-11-05',
    ],
    ['the end of a shorter month', ['2025-08-31', '2025-09-30', '2025-10-31'], '2025-11-30'],
    ['a year on', ['2024-02-29', '2025-02-28'], '2026-02-28'],
  ])('is %s', (_name, days, next) => {
    expect(nextAfter(days)).toBe(next);
  });
});
