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

const anyDay = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2150-12-31'), noInvalidDate: true })
  .map(dayOf);

describe('days', () => {
  it.each(['2024-02-29', '2025-12-31', '1999-01-01'])('%s is a day', (text) => {
    expect(isDay(text)).toBe(true);
  });

  it.each([
    '2023-02-29',
    '2025-13-01',
    '2025-00-10',
    '2025-4-1',
    '1820-01-01',
    '2200-01-01',
    '9999-01-01',
    '200000-01-01',
    '',
    '2025-01-01T00:00',
    '2025-01-01 ',
    '20 Nov 2025',
    '-',
  ])('"%s" is none', (text) => {
    expect(isDay(text)).toBe(false);
  });

  it('crosses months, years and leap days', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2025-02-28', 1)).toBe('2025-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
  });

  it('adding and counting days are each other’s inverse', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -3000, max: 3000 }), (day, count) => {
        expect(daysBetween(day, addDays(day, count))).toBe(count);
        expect(addDays(addDays(day, count), -count)).toBe(day);
      }),
    );
  });

  it('needs no time zone: the days of a daylight-saving change are whole', () => {
    expect(daysBetween('2025-03-29', '2025-03-31')).toBe(2);
    expect(daysBetween('2025-10-25', '2025-10-27')).toBe(2);
  });
});

describe('months', () => {
  it('shortens the day to a shorter month', () => {
    expect(sameDayLastMonth('2025-03-31')).toBe('2025-02-28');
    expect(sameDayLastMonth('2024-03-30')).toBe('2024-02-29');
    expect(sameDayLastMonth('2025-01-15')).toBe('2024-12-15');
    expect(addMonths('2025-10-31', 1)).toBe('2025-11-30');
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
  });

  it('knows first and last days', () => {
    expect(firstOfMonth('2025-11-17')).toBe('2025-11-01');
    expect(lastOfMonth('2024-02-10')).toBe('2024-02-29');
    expect(lastOfMonth('2025-12-01')).toBe('2025-12-31');
  });

  it('lists months over a year’s end, both ends included', () => {
    expect(eachMonth('2025-11-30', '2026-02-01')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(eachMonth('2025-11-30', '2025-11-01')).toEqual(['2025-11']);
    expect(eachMonth('2025-12-01', '2025-11-30')).toEqual([]);
    expect(lastMonths(3, '2026-01-31')).toEqual(['2025-11', '2025-12', '2026-01']);
  });

  it('moves by exactly so many months and never past the wanted day', () => {
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
