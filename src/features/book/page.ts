/** All of the book, with what each line changes; downloading it, and uploading it. */

import type { RequestHandler } from 'express';
import { bookFault } from '../../finance/book/check.ts';
import { BOOK_KINDS } from '../../finance/book/lines.ts';
import { lineHref } from '../../finance/book/links.ts';
import { formatBook } from '../../finance/book/text.ts';
import { wholeHistory } from '../../finance/period.ts';
import { type Frame, frameOf } from '../../page/frame.ts';
import { pageOfSections, type SectionsPage } from '../../page/send-sections.ts';
import { cacheAge } from '../../reading/all-transactions.ts';
import { startHistories } from '../../reading/reading.ts';
import { attentionSection } from '../../sections/attention.ts';
import type { Services } from '../../services.ts';
import { bookSection } from './section.ts';
import { KIND_WORDS, lineCount } from './words.ts';

interface Beginnings {
  /** The forms where a line begins. */
  readonly beginnings: readonly { readonly label: string; readonly href: string }[];
}

export interface BookPage extends SectionsPage, Beginnings {
  /** How many lines it has, in words. */
  readonly lines: string;
  /** Why it has more lines than there may be, a sentence; null for others. */
  readonly overfull: string | null;
}

export interface EmptyBookPage extends Frame, Beginnings {}

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
    const range = wholeHistory(today);
    // A line is compared with what the banks say, and not with what another line has made of it.
    const banks = startHistories({ ...context.readingOptions(range, callOptions), book: [] });
    return {
      sections: [attentionSection(banks, today, format), bookSection(wholeBook, banks, { today, format })],
      range,
      start: (page) =>
        services.views('pages/book', {
          ...page,
          lines: lineCount(wholeBook.length, format),
          overfull: bookFault(wholeBook),
          beginnings: beginnings(),
        }),
      cachedAt: cacheAge(banks),
    };
  });
}

function beginnings(): Beginnings['beginnings'] {
  return BOOK_KINDS.map((kind) => ({
    label: KIND_WORDS[kind].beginning,
    href: lineHref({ kind, back: '/book' }),
  }));
}

/** GET /book.txt: all of it, amounts too, even where they are hidden: it is no file without them. */
export const getBookFile: RequestHandler = (req, res) => {
  const { wholeBook, today } = req.context;
  res.set('Content-Disposition', `attachment; filename="book-${today}.txt"`);
  res.type('text/plain; charset=utf-8').send(formatBook(wholeBook));
};
