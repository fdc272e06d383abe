/** The way to a page at Plaid, for browsers that follow a redirect and for those that do not. */

import type { Request, Response } from 'express';
import type { Services } from '../services.ts';
import { type Frame, frameWithoutNotices } from './frame.ts';

export interface ToPlaidPage extends Frame {
  readonly url: string;
  readonly host: string;
}

/**
 * Redirects, with a page whose one link leads to the same place (RFC 9110, 15.4.4). Where the redirect would break our
 * own policy for forms, which Chromium holds redirects to, the page comes without it.
 */
export function sendToPlaid(services: Services, req: Request, res: Response, url: string): void {
  const { origin, host } = new URL(url);
  const mayFollow = origin === req.context.origin || services.linkOrigins.includes(origin);
  if (mayFollow) res.status(303).location(url);
  const frame = frameWithoutNotices(req, services, { title: 'Continue to Plaid' });
  res.send(services.views('pages/to-plaid', { ...frame, url, host }));
}
