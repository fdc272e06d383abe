/** What is ahead as an iCalendar file (RFC 5545). There is no address to subscribe to: it would have to hold a key. */

import type { RequestHandler } from 'express';
import type { EventAttributes } from 'ics';
import { addDays } from '../../finance/days.ts';
import { capitalise, type Format } from '../../finance/format.ts';
import type { Day } from '../../finance/model.ts';
import { wholeHistory } from '../../finance/period.ts';
import { plainText } from '../../page/csv.ts';
import { knownFlows, knownHistory } from '../../reading/all-transactions.ts';
import { formatList, isPartial } from '../../reading/missing-banks.ts';
import { startReading } from '../../reading/reading.ts';
import { redirectWithNotice } from '../../web/session.ts';
import { type AheadEvent, eventsOf } from './events.ts';
import { booksOf } from './forecast/books.ts';
import { DAYS_AHEAD, plansOf } from './forecast/plans.ts';
import { doubtOf, eventText } from './month-grid.ts';
import { endingsOf } from './read-ahead.ts';

/**
 * The package is loaded when the server listens, and not for the start. Bundled, and by Node.js, its names are in
 * `default`; where tsx loads it there is no such thing, and they are its own.
 */
export async function loadCalendar() {
  const module = await import('ics');
  return module.default ?? module;
}

/** GET /upcoming.ics?amounts=yes&alarm=yes: the file, or back to the page with a sentence why there is none. */
export const getCalendarFile: RequestHandler = async (req, res) => {
  const { context, query } = req;
  const { today, format, now } = context;
  const range = wholeHistory(today);
  const callOptions = await context.plaidCalls('file');
  const banks = startReading({ ...context.readingOptions(range, callOptions), isLive: () => false });
  const history = await knownHistory(banks);
  const refuse = (reason: string) =>
    redirectWithNotice(req, res, '/ahead', `No file was written: ${reason}.`);
  if (history.readBanks.length === 0) {
    return refuse(`${formatList(banks.map(({ name }) => name))} could not be read just now`);
  }
  const { flows, accounts, lane } = await knownFlows(history);
  const books = booksOf({ accounts, flows, today });
  const plans = await lane.scheduleNext(() => plansOf(books));
  const events = eventsOf(books, plans, await endingsOf(context.banks, banks, format));
  // A calendar has one component at least (RFC 5545, 3.6).
  if (events.length === 0) return refuse(`nothing is expected in the next ${DAYS_AHEAD} days`);
  const hasAmounts = query.amounts === 'yes' && !format.isHidden;
  const hasAlarm = query.alarm === 'yes';
  const file = await calendarFile(events, { hasAmounts, hasAlarm, format, now });
  const name = `upcoming-${today}${isPartial(history) ? '-partial' : ''}.ics`;
  res.type('text/calendar; charset=utf-8').set('Content-Disposition', `attachment; filename="${name}"`);
  res.send(file);
};

interface FileOptions {
  readonly hasAmounts: boolean;
  readonly hasAlarm: boolean;
  readonly format: Format;
  readonly now: Date;
}

/** The file's text, of one event at least. */
export async function calendarFile(events: readonly AheadEvent[], options: FileOptions): Promise<string> {
  const { createEvents } = await loadCalendar();
  const { error, value } = createEvents(
    events.map((event) => entryOf(event, options)),
    { productId: '-//Ledgerless//Ahead//EN', calName: 'Ledgerless' },
  );
  if (error || !value) throw error ?? new Error('the calendar has no text');
  return value;
}

function entryOf(event: AheadEvent, { hasAmounts, hasAlarm, format, now }: FileOptions): EventAttributes {
  const { uid, day, amountMinor, currency, isSure } = event;
  const amount =
    hasAmounts && amountMinor !== null && currency !== null
      ? ` ${format.flow({ amountMinor, currency })}`
      : '';
  // The package escapes what is special in a calendar, but leaves control characters.
  const title = plainText(`${eventText(event)}${amount}`);
  return {
    ...{ uid, title, start: dateOf(day), timestamp: now.getTime(), status: 'CONFIRMED' },
    // Whoever looks for a free day does not mean a day without bills.
    ...{ transp: 'TRANSPARENT', busyStatus: 'FREE' },
    end: dateOf(addDays(day, 1)),
    ...(isSure ? {} : { description: capitalise(doubtOf(event)), status: 'TENTATIVE' }),
    ...(hasAlarm ? { alarms: [{ action: 'display', description: title, trigger: DAY_BEFORE }] } : {}),
  };
}

function dateOf(day: Day): [number, number, number] {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return [year, month, date];
}

/** Nine in the morning of the day before. */
const DAY_BEFORE = { hours: 15, before: true };
