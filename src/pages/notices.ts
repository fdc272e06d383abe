/** A sentence for the next page. */

import type { Request, Response } from 'express';

/** Sends the reader on, to find these sentences there once. */
export function leaveWith(req: Request, res: Response, path: string, ...sentences: string[]): void {
  req.session.notices = [...(req.session.notices ?? []), ...sentences];
  res.redirect(303, path);
}
