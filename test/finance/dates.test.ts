import { describe, expect, it } from 'vitest';
import { createDateFormat } from '../../src/finance/dates.ts';
import { LOCALES } from '../../src/finance/locale.ts';

const datesIn = (locale: string, timeZone = 'UTC') =>
  createDateFormat({ locale, today: '2025-11-03', timeZone });

describe('days as text', () => {
  it.each([
    ['en-US', 'Nov 1, 2025'],
    ['en-GB', '1 Nov 2025'],
    ['de-DE', '01.11.2025'],
    ['fr-FR', '01/11/2025'],
    ['fr-CA', '2025-11-01'],
    ['nl-NL', '01-11-2025'],
    ['sv-SE', '2025-11-01'],
    ['ja-JP', '2025/11/01'],
  ])('in %s', (locale, text) => {
    expect(datesIn(locale).day('2025-11-01')).toBe(text);
  });

  it('heads a day as today, yesterday, or by weekday, with the year of another year', () => {
    const dates = datesIn('en-US');
    expect(dates.dayHeading('2025-11-03')).toBe('Today');
    expect(dates.dayHeading('2025-11-02')).toBe('Yesterday');
    expect(dates.dayHeading('2025-11-01')).toBe('Sat, Nov 1');
    expect(dates.dayHeading('2025-11-04')).toBe('Tue, Nov 4');
    expect(dates.dayHeading('2024-12-31')).toBe('Tue, Dec 31, 2024');
    expect(datesIn('de-DE').dayHeading('2025-11-01')).toMatch(/^Sat,? 1 Nov$/);
  });

  it('knows yesterday across a year', () => {
    const dates = createDateFormat({ locale: 'en-US', today: '2026-01-01', timeZone: 'UTC' });
    expect(dates.dayHeading('2025-12-31')).toBe('Yesterday');
  });

  it('names months in English whatever the locale', () => {
    for (const locale of LOCALES) {
      expect(datesIn(locale).month('2025-03')).toBe('March 2025');
      expect(datesIn(locale).shortMonth('2025-03')).toMatch(/^Mar\.?$/);
    }
  });
});

describe('times as text', () => {
  it('gives the clock time with its zone', () => {
    expect(datesIn('de-DE').time(new Date('2025-11-03T14:05:00Z'))).toBe('14:05 UTC');
    expect(datesIn('en-US').time(new Date('2025-11-03T14:05:00Z'))).toMatch(/^2:05\sPM UTC$/);
  });

  it('adds the date where the reader is on another day', () => {
    const late = new Date('2025-11-02T23:30:00Z');
    expect(datesIn('de-DE').time(late)).toBe('02.11.2025, 23:30 UTC');
    expect(datesIn('de-DE', 'Europe/Berlin').time(late)).toMatch(/^0?0:30 (CET|GMT\+1)$/);
  });
});
