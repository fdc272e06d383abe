/** All of the book, with what each line changes; taking it out, and giving it back. */

import type { RequestHandler } from 'express';
import { lineHref } from '../../finance/book/links.ts';
import { addDays } from '../../finance/days.ts';
import type { Day, DayRange } from '../../finance/model.ts';
import { type Frame, frameOf } from '../../page/frame.ts';
import { pageOfSections, type SectionsPage } from '../../page/send-sections.ts';
import { cacheAge } from '../../reading/all-transactions.ts';
import { startHistories } from '../../reading/reading.ts';
import { attentionSection } from '../../sections/attention.ts';
import type { Services } from '../../services.ts';
import { bookSection } from './section.ts';

interface Beginnings {
  /** The forms where a line begins. */
  readonly beginnings: readonly { readonly label: string; readonly href: string }[];
}

export interface BookPage extends SectionsPage, Beginnings {
  /** How many lines it has. */
  readonly count: string;
}

export interface EmptyBookPage extends Frame, Beginnings {}

/** All that Plaid has. */
const DAYS_BACK = 730;

/** The days whose transactions a line is held against. */
export function rangeOfBook(today: Day): DayRange {
  return { from: addDays(today, -DAYS_BACK), to: today };
}

const BEGINNINGS = [
  ['file', 'File under another category'],
  ['call', 'Call by another name'],
  ['count', 'Count otherwise'],
  ['recurring', 'Say what does not recur'],
  ['target', 'Set a target'],
  ['own', 'Add something no bank tells'],
  ['rate', 'Set your own rate'],
] as const;

const PAGE = { title: 'Book', current: '/book' };

/** GET /book: for an empty one no bank is asked anything. */
export function getBook(services: Services): RequestHandler {
  const sendLines = getLines(services);
  return (req, res, next) => {
    if (req.context.wholeBook.length > 0) return sendLines(req, res, next);
    res.send(
      services.views('pages/book-empty', { ...frameOf(req, services, PAGE), beginnings: beginnings() }),
    );
  };
}

function getLines(services: Services): RequestHandler {
  return pageOfSections(services, PAGE, ({ context }, callOptions) => {
    const { format, today, wholeBook } = context;
    const range = rangeOfBook(today);
    // A line is held against what the banks say, and not against what another line has made of it.
    const banks = startHistories({ ...context.readingOptions(range, callOptions), book: [] });
    return {
      sections: [attentionSection(banks, today, format), bookSection(wholeBook, banks, { today, format })],
      range,
      start: (page) =>
        services.views('pages/book', {
          ...page,
          count: format.count(wholeBook.length),
          beginnings: beginnings(),
        }),
      cachedAt: cacheAge(banks),
    };
  });
}

function beginnings(): Beginnings['beginnings'] {
  return BEGINNINGS.map(([kind, label]) => ({ label, href: lineHref({ kind, back: '/book' }) }));
}
