/** The book as a text file, to keep, to read and to edit. */

import type { RequestHandler } from 'express';
import { formatBook } from '../../finance/book/text.ts';

/** GET /book.txt: all of it, amounts too, even where they are hidden: it is no file without them. */
export const getBookFile: RequestHandler = (req, res) => {
  const { wholeBook, today } = req.context;
  res.set('Content-Disposition', `attachment; filename="book-${today}.txt"`);
  res.type('text/plain; charset=utf-8').send(formatBook(wholeBook));
};
