/** The cookies that a browser sends. */

import { parseCookie } from 'cookie';
import type { Request } from 'express';

/** Their values by their names; none where there is no Cookie header. */
export function sentCookies(req: Request): Record<string, string> {
  // The parser's type lets a name that was sent have no value, which it never gives.
  return parseCookie(req.headers.cookie ?? '') as Record<string, string>;
}
