/** Due days: found from the days on which something came, for many habits of banks and payers. */

import { describe, expect, it } from 'vitest';
import { scheduleOf } from '../../../../src/features/ahead/forecast/due-days.ts';
import type { CadenceName } from '../../../../src/features/recurring/detect/cadence.ts';

const ahead = (days: readonly string[], cadence: CadenceName, today: string, until: string) =>
  scheduleOf(days, cadence)
    .ahead(today, until)
    .map(({ day }) => day);

describe('the days on which something is due', () => {
  // 1 November 2025 is a Saturday, 1 February 2026 a Sunday, and so is 1 March.
  it.each<[string, CadenceName, string[], string, string[]]>([
    [
      'a day of the month',
      'monthly',
      ['2025-08-18', '2025-09-18', '2025-10-18', '2025-11-18'],
      '2025-12-01',
      ['2025-12-18', '2026-01-18', '2026-02-18'],
    ],
    [
      'the last day, however long the month is',
      'monthly',
      ['2025-08-31', '2025-09-30', '2025-10-31', '2025-11-30'],
      '2025-12-01',
      ['2025-12-31', '2026-01-31', '2026-02-28'],
    ],
    [
      'the first, on Monday after a weekend',
      'monthly',
      ['2025-09-01', '2025-10-01', '2025-11-03', '2025-12-01'],
      '2025-12-05',
      ['2026-01-01', '2026-02-02'],
    ],
    [
      'the first, on Friday before a weekend',
      'monthly',
      ['2025-09-01', '2025-10-01', '2025-10-31', '2025-12-01'],
      '2025-12-05',
      ['2026-01-01', '2026-01-30', '2026-02-27'],
    ],
    [
      'the 1st and the 15th',
      'twice a month',
      ['2025-10-01', '2025-10-15', '2025-11-01', '2025-11-15', '2025-12-01'],
      '2025-12-05',
      ['2025-12-15', '2026-01-01', '2026-01-15', '2026-02-01', '2026-02-15'],
    ],
    [
      'each Friday, although one came on Thursday',
      'weekly',
      ['2025-11-07', '2025-11-14', '2025-11-21', '2025-11-27'],
      '2025-12-01',
      ['2025-12-05', '2025-12-12', '2025-12-19', '2025-12-26'],
    ],
    [
      'every other Friday',
      'fortnightly',
      ['2025-10-24', '2025-11-07', '2025-11-21'],
      '2025-12-01',
      ['2025-12-05', '2025-12-19', '2026-01-02', '2026-01-16'],
    ],
    ['once a year', 'yearly', ['2024-02-29', '2025-02-28'], '2025-12-01', ['2026-02-28']],
  ])('are %s', (_habit, cadence, days, today, expected) => {
    const until =
      cadence === 'weekly' ? '2025-12-31' : cadence === 'fortnightly' ? '2026-01-20' : '2026-02-28';
    expect(ahead(days, cadence, today, until)).toEqual(expected);
  });

  it('begin tomorrow with one that is late by five days, and leave it out after that', () => {
    const rent = ['2025-08-03', '2025-09-03', '2025-10-03'];
    expect(ahead(rent, 'monthly', '2025-11-08', '2025-12-31')).toEqual(['2025-11-09', '2025-12-03']);
    expect(ahead(rent, 'monthly', '2025-11-09', '2025-12-31')).toEqual(['2025-12-03']);
  });

  it('do not hold again what has come a few days early', () => {
    const bill = ['2025-08-20', '2025-09-20', '2025-10-20', '2025-11-17'];
    expect(ahead(bill, 'monthly', '2025-11-18', '2025-12-31')).toEqual(['2025-12-20']);
  });

  it('keep their names when they move', () => {
    const { ahead: next } = scheduleOf(['2025-09-01', '2025-10-01', '2025-10-31', '2025-12-01'], 'monthly');
    expect(next('2026-01-10', '2026-02-10').map(({ period }) => period)).toEqual(['2026-02']);
  });
});

it('tells how late each of the latest came', () => {
  const { daysLate } = scheduleOf(['2025-08-10', '2025-09-10', '2025-10-12', '2025-11-09'], 'monthly');
  expect(daysLate).toEqual([0, 0, 2, -1]);
});
