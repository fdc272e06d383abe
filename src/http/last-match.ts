/** The text that a regular expression matched last: V8 keeps it, for `RegExp.lastMatch` and its like. */

import type { RequestHandler } from 'express';
import { onceClosed } from './once-closed.ts';

/** Puts an empty text in its place; after a page was escaped it is some merchant's name. */
export function forgetLastMatch(): void {
  /^/.test('');
}

/** Forgets it when an answer has ended. */
export const forgetLastMatchAtEnd: RequestHandler = (_req, res, next) => {
  onceClosed(res, forgetLastMatch);
  next();
};
