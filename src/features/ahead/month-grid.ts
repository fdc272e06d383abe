/** What is due, what comes in and what ends, in a month: a table of weeks. */

import { addDays, eachDay, eachMonth, lastOfMonth, monthOf } from '../../finance/days.ts';
import { toQuery } from '../../finance/filter.ts';
import type { Format } from '../../finance/format.ts';
import type { Day } from '../../finance/model.ts';
import { accountLabel } from '../../finance/transaction-row.ts';
import { paymentsQuery } from '../recurring/words.ts';
import type { AheadEvent } from './events.ts';
import { DAYS_AHEAD } from './forecast/plans.ts';

export interface MonthGridModel {
  readonly caption: string;
  /** Null where there is nothing to see. */
  readonly before: MonthLink | null;
  readonly after: MonthLink | null;
  readonly weekdays: readonly { readonly short: string; readonly long: string }[];
  /** Seven each, from Monday on; null for days of another month. */
  readonly weeks: readonly (readonly (GridDay | null)[])[];
  readonly isEmpty: boolean;
  /** The last day that is foretold, where the month has later ones; else null. */
  readonly knownUntil: string | null;
  /** Whether the calendar file may have amounts. */
  readonly isHidden: boolean;
}

interface MonthLink {
  /** YYYY-MM. */
  readonly month: string;
  readonly label: string;
}

interface GridDay {
  readonly number: string;
  readonly name: string;
  readonly isToday: boolean;
  readonly isPast: boolean;
  /** Later than what is foretold. */
  readonly isBeyond: boolean;
  readonly events: readonly {
    readonly kind: AheadEvent['kind'];
    readonly text: string;
    readonly amount: string | null;
    readonly href: string | null;
    /** The account, and whether it may well not come. */
    readonly about: string | null;
  }[];
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** The month of an address (YYYY-MM): this one where it names none of those that are foretold. */
export function monthOfQuery(value: unknown, today: Day): string {
  const months = monthsAhead(today);
  return months.find((month) => month === value) ?? monthOf(today);
}

function monthsAhead(today: Day): string[] {
  return eachMonth(today, lastDay(today));
}

/** The last day that is foretold. */
function lastDay(today: Day): Day {
  return addDays(today, DAYS_AHEAD);
}

/** The weeks of a month with their events. */
export function monthGrid(
  events: readonly AheadEvent[],
  { month, today, format }: { month: string; today: Day; format: Format },
): MonthGridModel {
  const first = `${month}-01`;
  const days = eachDay(first, lastOfMonth(first));
  const blanks = weekdayOf(first);
  const cells: (GridDay | null)[] = [
    ...Array.from({ length: blanks }, () => null),
    ...days.map((day) => gridDay(day, events, today, format)),
  ];
  while (cells.length % 7 !== 0) cells.push(null);
  const months = monthsAhead(today);
  const link = (index: number): MonthLink | null => {
    const name = months[index];
    return name === undefined ? null : { month: name, label: format.month(name) };
  };
  return {
    caption: `Upcoming payments and income, ${format.month(month)}`,
    before: link(months.indexOf(month) - 1),
    after: link(months.indexOf(month) + 1),
    weekdays: WEEKDAYS.map((long) => ({ short: long.slice(0, 3), long })),
    weeks: Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7)),
    isEmpty: !events.some(({ day }) => monthOf(day) === month),
    knownUntil: lastOfMonth(first) > lastDay(today) ? format.dayHeading(lastDay(today)) : null,
    isHidden: format.isHidden,
  };
}

/** Monday is 0. */
function weekdayOf(day: Day): number {
  return (new Date(day).getUTCDay() + 6) % 7;
}

function gridDay(day: Day, events: readonly AheadEvent[], today: Day, format: Format): GridDay {
  return {
    number: String(Number(day.slice(8))),
    name: format.dayHeading(day),
    isToday: day === today,
    isPast: day < today,
    isBeyond: day > lastDay(today),
    events: events.filter((event) => event.day === day).map((event) => eventWords(event, format)),
  };
}

function eventWords(event: AheadEvent, format: Format): GridDay['events'][number] {
  const { kind, amountMinor, currency, account, isSure } = event;
  const hasAmount = amountMinor !== null && currency !== null;
  const about = [account && kind !== 'card' ? accountLabel(account) : '', isSure ? '' : doubtOf(event)];
  return {
    kind,
    text: eventText(event),
    amount: hasAmount ? format.flow({ amountMinor, currency }) : null,
    href: hrefOf(event, format),
    about: about.filter((text) => text !== '').join(', ') || null,
  };
}

/** A payment of a card is due all the same, whatever it will come to. */
export function doubtOf({ kind }: AheadEvent): string {
  return kind === 'card' ? 'amount not known yet' : 'not certain';
}

/** What an event is called, on the page and in a calendar. */
export function eventText({ kind, name, account }: AheadEvent): string {
  switch (kind) {
    case 'card':
      return `Payment of ${account ? accountLabel(account) : name}`;
    case 'connection':
      return `Connection to ${name} ends`;
    case 'consent':
      return `Your consent at ${name} ends`;
    default:
      return name;
  }
}

function hrefOf({ kind, account, expected }: AheadEvent, format: Format): string | null {
  if (kind === 'connection' || kind === 'consent') return '/banks';
  const query =
    expected === null
      ? account && toQuery({ account: [account.id] })
      : paymentsQuery(expected.recurring, '', format);
  return query === null ? null : `/transactions?${query}`;
}
