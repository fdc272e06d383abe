/** Due days: found from the days on which something came, for many habits of banks and payers. */

import { describe, expect, it } from 'vitest';
import { scheduleOf } from '../../../../src/features/ahead/forecast/recurring-schedule.ts';
import type { CadenceName } from '../../../../src/features/recurring/detect/cadence.ts';
import { addDays, addMonths } from '../../../../src/finance/days.ts';

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
      'every two weeks',
      ['2025-10-24', '2025-11-07', '2025-11-21'],
      '2025-12-01',
      ['2025-12-05', '2025-12-19', '2026-01-02', '2026-01-16'],
    ],
    [
      'each Friday, although the first came on Thursday',
      'weekly',
      ['2025-11-06', '2025-11-14', '2025-11-21', '2025-11-28'],
      '2025-12-01',
      ['2025-12-05', '2025-12-12', '2025-12-19', '2025-12-26'],
    ],
    [
      'each Friday where the two before came on Thursday: the latest of days that are as common',
      'weekly',
      ['2025-11-06', '2025-11-13', '2025-11-21', '2025-11-28'],
      '2025-12-01',
      ['2025-12-05', '2025-12-12', '2025-12-19', '2025-12-26'],
    ],
    ['once a year', 'yearly', ['2024-02-29', '2025-02-28'], '2025-12-01', ['2026-02-28']],
  ])('are %s', (_habit, cadence, days, today, expected) => {
    const until =
      cadence === 'weekly' ? '2025-12-31' : cadence === 'every two weeks' ? '2026-01-20' : '2026-02-28';
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

describe('all due days from one to another, with their names', () => {
  const between = (days: readonly string[], cadence: CadenceName, from: string, until: string) =>
    scheduleOf(days, cadence)
      .between(from, until)
      .map(({ day, period }) => [day, period]);

  it.each<[CadenceName, string[], string, string, [string, string][]]>([
    [
      'weekly',
      ['2025-11-07', '2025-11-14', '2025-11-21'],
      '2025-11-07',
      '2025-11-21',
      [
        ['2025-11-07', '2025-11-07'],
        ['2025-11-14', '2025-11-14'],
        ['2025-11-21', '2025-11-21'],
      ],
    ],
    [
      'every two weeks',
      ['2025-10-24', '2025-11-07', '2025-11-21'],
      '2025-11-08',
      '2025-12-05',
      [
        ['2025-11-21', '2025-11-21'],
        ['2025-12-05', '2025-12-05'],
      ],
    ],
    [
      'twice a month',
      ['2025-10-15', '2025-10-31', '2025-11-15', '2025-11-30'],
      '2025-11-15',
      '2025-12-31',
      [
        ['2025-11-15', '2025-11-1'],
        ['2025-11-30', '2025-11-2'],
        ['2025-12-15', '2025-12-1'],
        ['2025-12-31', '2025-12-2'],
      ],
    ],
    [
      'monthly',
      ['2025-08-10', '2025-09-10', '2025-10-10'],
      '2025-10-10',
      '2025-12-10',
      [
        ['2025-10-10', '2025-10'],
        ['2025-11-10', '2025-11'],
        ['2025-12-10', '2025-12'],
      ],
    ],
    [
      'yearly',
      ['2023-06-15', '2024-06-15'],
      '2024-06-15',
      '2026-06-15',
      [
        ['2024-06-15', '2024'],
        ['2025-06-15', '2025'],
        ['2026-06-15', '2026'],
      ],
    ],
  ])('are both included: %s', (cadence, days, from, until, expected) => {
    expect(between(days, cadence, from, until)).toEqual(expected);
    // A day later and a day earlier, the first and the last of them are not among them.
    const inside = between(days, cadence, addDays(from, 1), addDays(until, -1));
    const isFirstOn = expected[0]?.[0] === from;
    expect(inside).toEqual(expected.slice(isFirstOn ? 1 : 0, -1));
  });

  it('keep the month of their rule where a weekend moves them into another', () => {
    const first = ['2025-09-01', '2025-10-01', '2025-10-31', '2025-12-01'];
    expect(between(first, 'monthly', '2025-10-15', '2025-12-01')).toEqual([
      ['2025-10-31', '2025-11'],
      ['2025-12-01', '2025-12'],
    ]);
  });
});

it('tells how late each of the latest came', () => {
  const { daysLate } = scheduleOf(['2025-08-10', '2025-09-10', '2025-10-12', '2025-11-09'], 'monthly');
  expect(daysLate).toEqual([0, 0, 2, -1]);
});

describe('a due day that was changed', () => {
  const on = (dayOfMonth: string, count: number, last: string) =>
    Array.from({ length: count }, (_, index) => addMonths(`${last}-${dayOfMonth}`, index + 1 - count));
  // Twenty times on the 5th, and after that on the 20th.
  const changed = (times: number) => [
    ...on('05', 20, addMonths('2025-11-01', -times).slice(0, 7)),
    ...on('20', times, '2025-11'),
  ];

  it.each([
    [1, '2026-01-05'],
    [6, '2026-01-05'],
    [8, '2025-12-20'],
    [14, '2025-12-20'],
  ])('%i times: the next is %s, as most of the latest fourteen', (times, day) => {
    expect(ahead(changed(times), 'monthly', '2025-12-01', '2026-01-31')[0]).toBe(day);
  });

  it('makes what came since late by the days between', () => {
    expect(scheduleOf(changed(3), 'monthly').daysLate).toEqual([...Array(11).fill(0), 15, 15, 15]);
  });
});
