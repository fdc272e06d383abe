/** Changes of the book: each goes back to where its form stood, with a sentence, and can be undone once. */

import { createHash, randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Book, BookLine } from '../../finance/book/lines.ts';
import { formatBook, keyOf, parseBook } from '../../finance/book/text.ts';
import { BookFullError } from '../../page/book.ts';
import type { BookChange } from '../../page/book-cookie.ts';
import { pageToReturnTo } from '../../page/request-context.ts';
import { redirectWithNotice } from '../../web/session.ts';
import { lineNotice } from './words.ts';

/** A line's name in addresses and forms. None of its words stand there; who guesses the line can tell that it is this one. */
export function lineId(line: BookLine): string {
  return createHash('sha256').update(keyOf(line)).digest('base64url').slice(0, 16);
}

/** The line with this name; undefined where the book has none such, or no more. */
export function lineWithId(book: Book, id: unknown): BookLine | undefined {
  return book.find((line) => lineId(line) === id);
}

/** More of a book than this is not kept in the session, whose cookie is small. */
const MOST_UNDO_BYTES = 800;

interface Change extends BookChange {
  /** What was done. */
  readonly sentence: string;
  /** Where the form stood. */
  readonly back: string;
}

/** Writes it and goes back. Throws BookFullError, and changes nothing, where the book no longer fits. */
export function changeAndReturn(req: Request, res: Response, { put, remove, sentence, back }: Change): void {
  const before = req.context.wholeBook;
  req.context.bookCookies.change({ put, remove });
  offerUndo(req, oppositeOf(before, { put, remove }));
  redirectWithNotice(req, res, back, sentence);
}

/** What brings the book back to what it was. */
function oppositeOf(before: Book, { put, remove }: BookChange): BookChange {
  const keys = new Set([...put.map(keyOf), ...remove]);
  const replaced = before.filter((line) => keys.has(keyOf(line)));
  const restored = new Set(replaced.map(keyOf));
  return { put: replaced, remove: [...keys].filter((key) => !restored.has(key)) };
}

function offerUndo(req: Request, { put, remove }: BookChange): void {
  delete req.session.bookUndo;
  const lines = put.length === 0 ? '' : formatBook(put);
  if (Buffer.byteLength(lines + remove.join()) > MOST_UNDO_BYTES) return;
  req.session.bookUndo = { id: randomUUID(), lines, remove };
  req.session.offersUndo = true;
}

/** A change takes room as well, until it is in the whole; and the whole has to fit into one cookie. */
const NOT_REMOVED =
  'The line was not removed: the cookies of this browser have no room to write that down. ' +
  'Disconnect a bank that you no longer need, or remove a longer line first.';

/** POST /book/remove: takes away the line of this name. */
export const postRemoveLine: RequestHandler = (req, res) => {
  const { wholeBook, format } = req.context;
  const line = lineWithId(wholeBook, req.body?.id);
  const back = pageToReturnTo(req.body?.back, '/book');
  if (!line) return redirectWithNotice(req, res, back, 'That line is no longer in your book.');
  const sentence = `Removed from your book: ${lineNotice(line, format)}.`;
  try {
    changeAndReturn(req, res, { put: [], remove: [keyOf(line)], sentence, back });
  } catch (error) {
    if (!(error instanceof BookFullError)) throw error;
    redirectWithNotice(req, res, back, NOT_REMOVED);
  }
};

/** POST /book/undo: the opposite of the latest change, where that is still the one whose notice was seen. */
export const postUndo: RequestHandler = (req, res) => {
  const { bookUndo } = req.session;
  const back = pageToReturnTo(req.body?.back, '/book');
  if (!bookUndo || bookUndo.id !== req.body?.id) {
    return redirectWithNotice(
      req,
      res,
      back,
      'This can no longer be undone: your book has changed since, or another page was opened.',
    );
  }
  delete req.session.bookUndo;
  try {
    req.context.bookCookies.change({ put: parseBook(bookUndo.lines).lines, remove: bookUndo.remove });
  } catch (error) {
    if (!(error instanceof BookFullError)) throw error;
    return redirectWithNotice(req, res, back, 'There is no room in your book for what was removed.');
  }
  redirectWithNotice(req, res, back, 'Undone: your book is as it was before.');
};
