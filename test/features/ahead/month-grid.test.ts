/** A month as a table: every day once, under its weekday, with what is on it. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AheadEvent } from '../../../src/features/ahead/events.ts';
import { monthGrid, monthOfQuery } from '../../../src/features/ahead/month-grid.ts';
import { createFormat } from '../../../src/finance/format.ts';
import { account } from '../../finance/samples.ts';

const today = '2025-11-05';
const words = (isHidden = false) => createFormat({ locale: 'en-US', isHidden, today });
const event = (facts: Partial<AheadEvent>): AheadEvent => ({
  ...{ day: '2025-11-20', kind: 'out', name: 'Landlord', account: account(), amountMinor: -80_000 },
  ...{ currency: 'USD', isSure: true, uid: 'a', expected: null, ...facts },
});
const gridOf = (events: readonly AheadEvent[], month = '2025-11', isHidden = false) =>
  monthGrid(events, { month, today, format: words(isHidden) });

describe('the month of an address', () => {
  it.each([
    ['2025-11', '2025-11'],
    ['2025-12', '2025-12'],
    ['2026-02', '2026-02'],
    ['2026-03', '2025-11'],
    ['2025-10', '2025-11'],
    ['2025-13', '2025-11'],
    ['', '2025-11'],
    ['2025-12-01', '2025-11'],
    [['2025-12'], '2025-11'],
    [undefined, '2025-11'],
  ])('%j is %s', (value, month) => {
    expect(monthOfQuery(value, today)).toBe(month);
  });
});

describe('the table', () => {
  it('has every day of a month once, under its weekday', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 360 }), (count) => {
        const first = new Date(Date.UTC(2000, count, 1));
        const length = new Date(Date.UTC(2000, count + 1, 0)).getUTCDate();
        const { weeks } = gridOf([], first.toISOString().slice(0, 7));
        expect(weeks.every((week) => week.length === 7)).toBe(true);
        const cells = weeks.flat();
        expect(cells.filter((cell) => cell !== null).map(({ number }) => number)).toEqual(
          Array.from({ length }, (_, index) => String(index + 1)),
        );
        // Monday is 1 with Date, and the first of a week here.
        expect(cells.findIndex((cell) => cell !== null)).toBe((first.getUTCDay() + 6) % 7);
      }),
    );
  });

  it('has what is on a day, with its amount, its account and a link', () => {
    const [day] = gridOf([event({ isSure: false })])
      .weeks.flat()
      .filter((cell) => cell?.events.length);
    expect(day).toMatchObject({ number: '20', name: 'Thu, Nov 20', isToday: false, isPast: false });
    expect(day?.events).toEqual([
      {
        ...{ kind: 'out', text: 'Landlord', amount: '−$800.00', about: 'Everyday ••1234, not certain' },
        href: '/transactions?account=checking',
      },
    ]);
  });

  it('has cards by their account, ends of connections by their bank, and no amount where none is known', () => {
    const card = account({ id: 'card', name: 'Fern Card', mask: '9' });
    const events = [
      event({ kind: 'card', name: 'Fern Card', account: card, amountMinor: -40_000 }),
      event({ kind: 'card', name: 'Fern Card', account: card, amountMinor: null, isSure: false }),
      event({ kind: 'card', name: 'Old Card', account: null }),
      event({ kind: 'in', name: 'Employer', account: null, amountMinor: 150_000 }),
      event({ kind: 'connection', name: 'Fern', account: null, amountMinor: null, currency: null }),
      event({ kind: 'consent', name: 'Fern', account: null, amountMinor: null, currency: null }),
    ];
    const told = gridOf(events)
      .weeks.flat()
      .flatMap((cell) => cell?.events ?? []);
    expect(told.map(({ text, amount, href, about }) => [text, amount, href, about])).toEqual([
      ['Payment of Fern Card ••9', '−$400.00', '/transactions?account=card', null],
      ['Payment of Fern Card ••9', null, '/transactions?account=card', 'amount not known yet'],
      ['Payment of Old Card', '−$800.00', null, null],
      ['Employer', '+$1,500.00', null, null],
      ['Connection to Fern ends', null, '/banks', null],
      ['Your consent at Fern ends', null, '/banks', null],
    ]);
  });

  it('is empty in a month without events, and not in one with an event', () => {
    expect([gridOf([event({})]).isEmpty, gridOf([event({})], '2025-12').isEmpty]).toEqual([false, true]);
    expect([gridOf([]).isHidden, gridOf([], '2025-11', true).isHidden]).toEqual([false, true]);
  });

  it('marks today, and the days before it', () => {
    const cells = gridOf([]).weeks.flat();
    expect(cells.flatMap((cell) => (cell?.isToday ? [cell.number] : []))).toEqual(['5']);
    expect(cells.flatMap((cell) => (cell?.isPast ? [cell.number] : []))).toEqual(['1', '2', '3', '4']);
    expect(gridOf([]).weekdays.map(({ short, long }) => `${short} ${long}`)).toEqual([
      ...['Mon Monday', 'Tue Tuesday', 'Wed Wednesday', 'Thu Thursday', 'Fri Friday', 'Sat Saturday'],
      'Sun Sunday',
    ]);
    expect(gridOf([]).caption).toBe('Upcoming payments and income, November 2025');
  });

  it('hides amounts from whoever asked for that', () => {
    const cells = JSON.stringify(gridOf([event({})], '2025-11', true).weeks);
    expect(cells).toContain('•••••');
    expect(cells).not.toContain('800');
  });

  it('marks days beyond those that are foretold, and says until when they are', () => {
    const beyond = (month: string) => {
      const { weeks, knownUntil } = gridOf([], month);
      return [weeks.flat().flatMap((cell) => (cell?.isBeyond ? [cell.number] : [])), knownUntil];
    };
    // Ninety days from 5 November: 25 left of it, 31, 31 and 3.
    const february = Array.from({ length: 25 }, (_, index) => String(index + 4));
    expect(beyond('2026-02')).toEqual([february, 'Tue, Feb 3, 2026']);
    expect(beyond('2026-01')).toEqual([[], null]);
  });

  it('leads back and forth through the months that are foretold', () => {
    const links = (month: string) => {
      const { before, after } = gridOf([], month);
      return [before?.month, after?.month];
    };
    expect(links('2025-11')).toEqual([undefined, '2025-12']);
    expect(links('2026-02')).toEqual(['2026-01', undefined]);
  });
});
