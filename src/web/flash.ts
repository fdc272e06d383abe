/** Flash messages: sentences for the next page. */

import type { Request, Response } from 'express';

/** More of them would not fit into a cookie. */
const MOST_NOTICES = 12;

/** Sends the reader on, to find these sentences there once. */
export function redirectWithNotice(req: Request, res: Response, path: string, ...sentences: string[]): void {
  req.session.notices = [...(req.session.notices ?? []), ...sentences].slice(-MOST_NOTICES);
  res.redirect(303, path);
}
