import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  dayOf,
  daysBetween,
  eachMonth,
  firstOfMonth,
  isDay,
  lastMonths,
  lastOfMonth,
  monthOf,
  sameDayLastMonth,
} from '../../src/finance/days.ts';
import { monthsBack, periodOf } from '../../src/finance/period.ts';

const anyDay = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2150-12-31'), noInvalidDate: true })
  .map(dayOf);

describe('days', () => {
  it.each(['2024-02-29', '2025-12-31', '1999-01-01'])('%s is a day', (text) => {
    expect(isDay(text)).toBe(true);
  });

  it.each([
    ...['2023-02-29', '2025-13-01', '2025-00-10', '2025-4-1', '1820-01-01', '2200-01-01', '9999-01-01'],
    ...['200000-01-01', '', '2025-01-01T00:00', '2025-01-01 ', '20 Nov 2025', '-'],
  ])('"%s" is none', (text) => {
    expect(isDay(text)).toBe(false);
  });

  it('adding and counting go over the ends of months and years, and leap days', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2025-02-28', 1)).toBe('2025-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    const DAY_MS = 86_400_000;
    for (let ms = Date.parse('1999-12-31'); ms < Date.parse('2101-02-01'); ms += DAY_MS) {
      const day = new Date(ms).toISOString().slice(0, 10);
      expect(daysBetween('1970-01-01', day)).toBe(ms / DAY_MS);
    }
    expect(daysBetween('', '2024-03-01')).toBeNaN();
  });

  it('adding and counting days are each other’s inverse', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -3000, max: 3000 }), (day, count) => {
        expect(daysBetween(day, addDays(day, count))).toBe(count);
        expect(addDays(addDays(day, count), -count)).toBe(day);
      }),
    );
  });

  it('daylight saving makes no day longer or shorter', () => {
    expect(daysBetween('2025-03-29', '2025-03-31')).toBe(2);
    expect(daysBetween('2025-10-25', '2025-10-27')).toBe(2);
  });
});

describe('months', () => {
  it('adding months ends on the last day where the month is too short', () => {
    expect(sameDayLastMonth('2025-03-31')).toBe('2025-02-28');
    expect(sameDayLastMonth('2024-03-30')).toBe('2024-02-29');
    expect(sameDayLastMonth('2025-01-15')).toBe('2024-12-15');
    expect(addMonths('2025-10-31', 1)).toBe('2025-11-30');
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
  });

  it('have a first and a last day', () => {
    expect(firstOfMonth('2025-11-17')).toBe('2025-11-01');
    expect(lastOfMonth('2024-02-10')).toBe('2024-02-29');
    expect(lastOfMonth('2025-12-01')).toBe('2025-12-31');
  });

  it('are listed over the end of a year, the first and the last included', () => {
    expect(eachMonth('2025-11-30', '2026-02-01')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(eachMonth('2025-11-30', '2025-11-01')).toEqual(['2025-11']);
    expect(eachMonth('2025-12-01', '2025-11-30')).toEqual([]);
    expect(lastMonths(3, '2026-01-31')).toEqual(['2025-11', '2025-12', '2026-01']);
  });

  it('adding months gives that month, and no later day of it', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -240, max: 240 }), (day, count) => {
        const moved = addMonths(day, count);
        const index = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
        expect(index(monthOf(moved)) - index(monthOf(day))).toBe(count);
        expect(Number(moved.slice(8)) <= Number(day.slice(8))).toBe(true);
        expect(isDay(moved)).toBe(true);
      }),
    );
  });
});

describe('the period of a page', () => {
  const today = '2025-11-22';

  it.each([
    ['30', 6, '2025-10-23', '2025-06-01'],
    ['90', 6, '2025-08-24', '2025-06-01'],
    ['180', 6, '2025-05-26', '2025-05-26'],
    ['365', 12, '2024-11-22', '2024-11-22'],
    ['730', 24, '2023-11-23', '2023-11-23'],
  ])('looks back %s days, over %i months of cash flow', (days, months, spendingFrom, askedFrom) => {
    expect(periodOf({ days }, today)).toMatchObject({
      months,
      spending: { from: spendingFrom, to: today },
      asked: { from: askedFrom, to: today },
    });
  });

  it.each(['', '31', '-1', 'abc', ['30', '90'], undefined])('is of thirty days for %j', (days) => {
    expect(periodOf({ days }, today).days).toBe(30);
  });

  it.each(['2024-02-29', '2025-01-01', '2025-03-31'])('never asks for more than Plaid has, on %s', (day) => {
    const { asked } = periodOf({ days: '730' }, day);
    expect(daysBetween(asked.from, asked.to)).toBeLessThanOrEqual(730);
  });
});

describe('a period of whole months', () => {
  const today = '2025-11-03';

  it.each([
    ['3', '2025-09-01'],
    ['6', '2025-06-01'],
    ['12', '2024-12-01'],
    ['24', '2023-12-01'],
  ])('of %s months begins on %s', (months, from) => {
    expect(monthsBack({ months }, today)).toEqual({
      today,
      months: Number(months),
      range: { from, to: today },
    });
  });

  it.each([undefined, '', '5', '-1', '012', '12e0', '999999', ['24'], { 24: 'x' }])(
    'is a year for anything else, such as %j',
    (months) => {
      expect(monthsBack({ months }, today).months).toBe(12);
    },
  );

  it('never begins before the 730 days that Plaid has', () => {
    for (const day of ['2025-12-31', '2024-12-31', '2028-12-31', '2028-02-29', '2025-01-01']) {
      expect(monthsBack({ months: '24' }, day).range.from >= addDays(day, -730)).toBe(true);
    }
  });
});
