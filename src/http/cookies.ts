/** The cookies that a browser sends. */

import { parseCookie } from 'cookie';
import type { Request } from 'express';

/** They by their names; none where there is no Cookie header. */
export function sentCookies(req: Request): Record<string, string> {
  // Its type allows for names that are not there; with noUncheckedIndexedAccess ours does so too.
  return parseCookie(req.headers.cookie ?? '') as Record<string, string>;
}
