/** The Cookie header of a request: as it was sent, and how long it will be by what has been set and cleared since. */

import type { Request } from 'express';
import { sentPairs } from './cookies.ts';

export interface CookieHeader {
  readonly sent: ReturnType<typeof sentPairs>;
  bytes: number;
  /** What each of our other cookies takes of it, by name without `__Host-`. */
  readonly others: Map<OtherCookie, number>;
}

/** Proxies refuse a header line of 8 KiB. */
export const MAX_COOKIE_HEADER_BYTES = 8000;
/** All that are in no vault. */
const OTHERS = ['session', 'user', 'known-browser', 'preferences'] as const;
type OtherCookie = (typeof OTHERS)[number];
/**
 * What a vault leaves to them. A bank may take what a book may not: beside it is room for one visit to Plaid or one
 * notice. A book leaves enough for several, and for what undoes its latest change.
 */
const BYTES_FOR_OTHERS = { bank: 500, book: 1500 } as const;

const headers = new WeakMap<Request, CookieHeader>();

/** One count for each request, since all cookies are sent in one header. */
export function cookieHeaderOf(req: Request): CookieHeader {
  const { cookie = '' } = req.headers;
  const header = headers.get(req) ?? {
    sent: sentPairs(req),
    bytes: Buffer.byteLength(cookie),
    others: othersIn(cookie),
  };
  headers.set(req, header);
  return header;
}

function othersIn(cookie: string): CookieHeader['others'] {
  const bytes: CookieHeader['others'] = new Map();
  for (const pair of cookie.split(/; */)) {
    const name = OTHERS.find((other) => pair.replace('__Host-', '').startsWith(`${other}=`));
    if (name) bytes.set(name, (bytes.get(name) ?? 0) + '; '.length + Buffer.byteLength(pair));
  }
  return bytes;
}

/** How many bytes of the header the vault of this purpose has to leave free. */
export function bytesKeptFree({ others }: CookieHeader, purpose: keyof typeof BYTES_FOR_OTHERS): number {
  const taken = [...others.values()].reduce((sum, bytes) => sum + bytes, 0);
  return Math.max(0, BYTES_FOR_OTHERS[purpose] - taken);
}
