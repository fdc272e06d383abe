/** What a regular expression matched last, which V8 keeps for `RegExp.lastMatch` and its like. */

import type { RequestHandler } from 'express';
import { onceClosed } from './once-closed.ts';

/** Leaves nothing there when an answer has ended: escaping a page, it would be some merchant's name. */
export const forgetLastMatch: RequestHandler = (_req, res, next) => {
  onceClosed(res, () => void /^/.test(''));
  next();
};
