/** Back to where a form stood. */

import type { Request } from 'express';

/** The path of the page a form stood on; a page of anyone else counts as none. Two slashes would name a host. */
export function pageBefore(req: Request, ownOrigin: (host: string | undefined) => string): string {
  const referer = req.get('referer');
  if (referer === undefined || !URL.canParse(referer)) return '/';
  const page = new URL(referer);
  const isOurs = page.origin === ownOrigin(req.headers.host);
  return isOurs ? page.pathname.replace(/^\/+/, '/') + page.search : '/';
}
