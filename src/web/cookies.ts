/** The cookies that a browser sends, and how those are that we set. */

import { parseCookie } from 'cookie';
import type { Request } from 'express';
import type { Sealer } from '../crypto/sealer.ts';

/** What a sealed cookie is read and written with. */
export interface SealedCookieOptions {
  readonly sealer: Sealer;
  /** Whether the public address is https: then the cookies are `__Host-` and `Secure`. */
  readonly isSecure: boolean;
  readonly now: () => Date;
}

/**
 * Their names and values, in the order they were sent. Of one name there may be several: other sites of this domain,
 * and other paths of this one, can add theirs (RFC 6265, 8.6).
 */
export function sentPairs(req: Request): (readonly [name: string, value: string])[] {
  const pairs = (req.headers.cookie ?? '').split(';');
  return pairs.flatMap((pair) => Object.entries(parseCookie(pair)) as [string, string][]);
}

/** Their values by their names; none where there is no Cookie header. */
export function sentCookies(req: Request): Record<string, string> {
  // The parser's type lets a name that was sent have no value, which it never gives.
  return parseCookie(req.headers.cookie ?? '') as Record<string, string>;
}

/** A cookie's name: with https one that only this host can have set (`__Host-`; RFC 6265bis, 4.1.3.2). */
export function hostCookieName(name: string, isSecure: boolean): string {
  return `${isSecure ? '__Host-' : ''}${name}`;
}

/** The options of all our cookies. */
export function cookieOptions(isSecure: boolean) {
  return { httpOnly: true, secure: isSecure, sameSite: 'lax', path: '/' } as const;
}
