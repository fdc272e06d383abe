/** The calendar file, as two parsers that know nothing of each other read it. */

import { execFileSync } from 'node:child_process';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { describe, expect, it } from 'vitest';
import { calendarFile } from '../../../src/features/ahead/calendar-file.ts';
import { type AheadEvent, type Ending, eventsOf } from '../../../src/features/ahead/events.ts';
import { plansOf } from '../../../src/features/ahead/forecast/plans.ts';
import { addDays, addMonths, eachDay, lastOfMonth } from '../../../src/finance/days.ts';
import { createFormat } from '../../../src/finance/format.ts';
import type { Transaction } from '../../../src/finance/model.ts';
import { transaction } from '../../finance/samples.ts';
import { booksWith, CHECKING, monthly, TODAY } from './forecast/sample.ts';

const now = new Date(`${TODAY}T12:00:00Z`);
const format = createFormat({ locale: 'en-US', isHidden: false, today: TODAY });
const ENDINGS: readonly Ending[] = [
  { kind: 'connection', bankId: 'a', bank: 'Fernhollow Bank', day: '2025-12-01' },
  { kind: 'consent', bankId: 'a', bank: 'Fernhollow Bank', day: '2026-01-15' },
];
const RENT = { name: 'Landlord', category: 'RENT_AND_UTILITIES', amountMinor: -800_00 };

/** A Saturday or Sunday waits for Monday. */
function toWorkday(day: string): string {
  const weekday = new Date(day).getUTCDay();
  return addDays(day, { 6: 2, 0: 1 }[weekday] ?? 0);
}

function eventsWith(rows: readonly Transaction[], endings: readonly Ending[] = []): AheadEvent[] {
  const books = booksWith([CHECKING], rows);
  return eventsOf(books, plansOf(books), endings);
}

const fileOf = (events: readonly AheadEvent[], options: { hasAmounts?: boolean; hasAlarm?: boolean } = {}) =>
  calendarFile(events, { hasAmounts: false, hasAlarm: false, ...options, format, now });

interface Entry {
  readonly uid: string;
  readonly day: string;
  readonly summary: string;
  readonly alarms: number;
}

function byIcalJs(file: string): Entry[] {
  return new ICAL.Component(ICAL.parse(file)).getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    expect(event.startDate.isDate).toBe(true);
    expect(event.endDate.subtractDateTz(event.startDate).toSeconds()).toBe(86_400);
    const alarms = component.getAllSubcomponents('valarm');
    for (const alarm of alarms) expect(String(alarm.getFirstPropertyValue('trigger'))).toBe('-PT15H');
    return { uid: event.uid, day: event.startDate.toString(), summary: event.summary, alarms: alarms.length };
  });
}

function byNodeIcal(file: string): Entry[] {
  return Object.values(nodeIcal.sync.parseICS(file)).flatMap((entry) => {
    if (entry?.type !== 'VEVENT') return [];
    expect(entry.datetype).toBe('date');
    const { start, uid, summary, alarms = [] } = entry;
    const day = [start.getFullYear(), start.getMonth() + 1, start.getDate()];
    return [
      {
        uid,
        day: day.map((part) => String(part).padStart(2, '0')).join('-'),
        summary: String(summary),
        alarms: alarms.length,
      },
    ];
  });
}

async function entriesOf(...args: Parameters<typeof fileOf>): Promise<Entry[]> {
  const file = await fileOf(...args);
  for (const line of file.split('\r\n')) expect(line).not.toMatch(/[\r\n]/);
  // A duration of days alone ends with them (RFC 5545, 3.3.6); both parsers take `P1DT` as well.
  expect(file).not.toMatch(/^(DURATION|TRIGGER).*T\r$/m);
  const sorted = (entries: Entry[]) => entries.toSorted((a, b) => a.uid.localeCompare(b.uid));
  expect(sorted(byNodeIcal(file))).toEqual(sorted(byIcalJs(file)));
  return byIcalJs(file);
}

describe('the calendar file', () => {
  it('has what is due and what ends, on whole days, for two parsers alike', async () => {
    const entries = await entriesOf(eventsWith(monthly(14, 20, RENT), ENDINGS));
    expect(entries.map(({ day, summary, alarms }) => [day, summary, alarms])).toEqual([
      ['2025-11-20', 'Landlord', 0],
      ['2025-12-01', 'Connection to Fernhollow Bank ends', 0],
      ['2025-12-20', 'Landlord', 0],
      ['2026-01-15', 'Your consent at Fernhollow Bank ends', 0],
      ['2026-01-20', 'Landlord', 0],
    ]);
  });

  it('has amounts and alarms for whoever asks for them', async () => {
    const [first] = await entriesOf(eventsWith(monthly(14, 20, RENT)), { hasAmounts: true, hasAlarm: true });
    expect([first?.summary, first?.alarms]).toEqual(['Landlord −$800.00', 1]);
  });

  it('leaves the days free, and says what is not certain, of whom, and when it was made', async () => {
    const weekly = Array.from({ length: 5 }, (_, index) =>
      transaction({ ...RENT, name: 'Market', originalName: 'Market', date: addDays(TODAY, -4 - index * 7) }),
    );
    const events = eventsWith([...monthly(14, 20, RENT), ...weekly]);
    expect(new Set(events.map(({ name, isSure }) => `${name} ${isSure}`))).toEqual(
      new Set(['Landlord true', 'Market false']),
    );
    const blocks = (await fileOf(events)).split('BEGIN:VEVENT').slice(1);
    expect(blocks).toHaveLength(events.length);
    for (const block of blocks) {
      const lines = block.replaceAll('\r\n\t', '').split('\r\n');
      const isSure = lines.includes('SUMMARY:Landlord');
      expect(lines).toContain('TRANSP:TRANSPARENT');
      expect(lines).toContain('X-MICROSOFT-CDO-BUSYSTATUS:FREE');
      expect(lines).toContain(isSure ? 'STATUS:CONFIRMED' : 'STATUS:TENTATIVE');
      expect(lines.filter((line) => line.startsWith('DESCRIPTION'))).toEqual(
        isSure ? [] : ['DESCRIPTION:Not certain'],
      );
      expect(lines.find((line) => line.startsWith('DTSTAMP'))).toBe('DTSTAMP:20251105T120000Z');
    }
    expect(await fileOf(events)).toContain('PRODID:-//Ledgerless//Ahead//EN');
    expect(await fileOf(events)).toContain('X-WR-CALNAME:Ledgerless');
  });

  it.each([
    ['commas, semicolons and backslashes', 'Smith, Sons; Co \\ Ltd: "x"'],
    ['lines of its own', 'Shop\r\nEND:VEVENT\r\nBEGIN:VEVENT\nATTACH:http://evil.example'],
    ['a carriage return alone', 'Shop\rX-EVIL:1'],
    ['other ends of lines', 'Shop\u2028X\u0085Y\u000bZ'],
    ['a formula', '=HYPERLINK("http://evil.example")'],
    ['signs of many bytes, longer than a line', '円普通預金👩‍👩‍👧‍👦'.repeat(12)],
  ])('holds names with %s as text', async (_what, name) => {
    const rows = monthly(14, 20, { ...RENT, name, originalName: name, merchantId: 'm' });
    const entries = await entriesOf(eventsWith(rows), { hasAlarm: true });
    const plain = name.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
    expect(entries.map(({ summary }) => summary)).toEqual([plain, plain, plain]);
  });
});

describe('the UID of an event', () => {
  const uids = (rows: readonly Transaction[], endings?: readonly Ending[]) =>
    eventsWith(rows, endings).map(({ uid }) => uid);

  it('is another one for each event', () => {
    const two = [...monthly(14, 20, RENT), ...monthly(14, 3, { ...RENT, name: 'Power', amountMinor: -5000 })];
    const all = uids(two, ENDINGS);
    expect(new Set(all).size).toBe(all.length);
  });

  it('stays the same when the amount changes', () => {
    const rows = monthly(14, 20, RENT);
    const dearer = rows.map((row, index) => (index > 11 ? { ...row, amountMinor: -830_00 } : row));
    const before = eventsWith(rows);
    const after = eventsWith(dearer);
    expect(after.map(({ amountMinor }) => amountMinor)).not.toEqual(
      before.map(({ amountMinor }) => amountMinor),
    );
    expect(after.map(({ uid }) => uid)).toEqual(before.map(({ uid }) => uid));
  });

  it('stays the same when the history that is read is shorter, and for two plans of one payee', () => {
    const plans = (count: number) => [
      ...monthly(count, 3, { ...RENT, name: 'Tunewell', amountMinor: -1699 }),
      ...monthly(count, 20, { ...RENT, name: 'Tunewell', amountMinor: -599 }),
    ];
    const all = uids(plans(14));
    expect(all).toHaveLength(6);
    expect(new Set(all).size).toBe(6);
    expect(uids(plans(12))).toEqual(all);
  });

  const inMonth = (first: string) => {
    return [
      { date: toWorkday(addDays(first, 2)), amountMinor: -20_00 },
      { date: toWorkday(lastOfMonth(first)), amountMinor: -75_00 },
    ];
  };
  /** Mondays and Thursdays. */
  const inWeeks = (first: string) =>
    eachDay(first, lastOfMonth(first)).flatMap((date) => {
      const amountMinor = { 1: -20_00, 4: -75_00 }[new Date(date).getUTCDay()];
      return amountMinor === undefined ? [] : [{ date, amountMinor }];
    });

  it.each([
    ['in a month, one of which moves past a weekend and past the other', 15, inMonth],
    ['in a week, one of which comes in another month than the other', 5, inWeeks],
  ])('is of the same one of two plans of one payee %s, whenever it is asked for', (_what, months, rowsIn) => {
    const amountOf = new Map<string, number | null>();
    const uidOf = new Map<string, string>();
    for (const today of eachDay('2025-05-20', '2025-06-20').filter((_, index) => index % 2 === 0)) {
      const rows = Array.from({ length: months }, (_, index) => addMonths('2025-06-01', index + 1 - months))
        .flatMap(rowsIn)
        .filter(({ date }) => date <= today)
        .map((row) => transaction({ ...RENT, name: 'Insurer', originalName: 'Insurer', ...row }));
      const books = booksWith([CHECKING], rows, today);
      const events = eventsOf(books, plansOf(books), []);
      expect(new Set(events.map(({ amountMinor }) => amountMinor))).toEqual(new Set([-20_00, -75_00]));
      for (const { uid, amountMinor, day } of events) {
        const event = `${day} ${amountMinor}`;
        expect(amountOf.get(uid) ?? amountMinor, today).toBe(amountMinor);
        expect(uidOf.get(event) ?? uid, today).toBe(uid);
        uidOf.set(event, uid);
        amountOf.set(uid, amountMinor);
      }
    }
  });

  it('stays the same when a connection is extended', () => {
    const extended = ENDINGS.map((one) => ({ ...one, day: '2026-01-20' }));
    expect(uids([], extended)).toEqual(uids([], ENDINGS));
  });
});

it('is written by the server of development as well, where tsx loads the package in another form', () => {
  const module = new URL('../../../src/features/ahead/calendar-file.ts', import.meta.url).href;
  const code = `const { loadCalendar } = await import('${module}'); console.log(typeof (await loadCalendar()).createEvents)`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', code];
  expect(execFileSync(process.execPath, args, { encoding: 'utf8' }).trim()).toBe('function');
});
