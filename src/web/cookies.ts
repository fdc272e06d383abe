/** The cookies that a browser sends, and how those are that we set. */

import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import type { Sealer } from '../crypto/sealer.ts';

/** What a sealed cookie is read and written with. */
export interface SealedCookieOptions {
  readonly sealer: Sealer;
  /** Whether the public address is https: then the cookies are `__Host-` and `Secure`. */
  readonly isSecure: boolean;
  readonly now: () => Date;
  /** Whether there are accounts, whose cookies the others then leave room for. */
  readonly hasAccounts?: boolean;
}

/**
 * Their names and values, in the order they were sent. There may be several of one name: other sites of this domain,
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

/**
 * Sets cookies that nobody has asked to change, such as one that is sealed anew: they leave with an answer whose head goes
 * out in this turn of the event loop. One that waits would bring them back as they were, over what another tab's answer
 * has changed or cleared meanwhile; so it goes out without them. Where a form was sent, its body may have taken a while.
 */
export function setUnlessAwaited(res: Response, set: () => void): void {
  if (res.req.method !== 'GET') return;
  const before = linesIn(res).length;
  set();
  const added = linesIn(res).slice(before);
  if (added.length === 0) return;
  setImmediate(() => {
    if (res.headersSent) return;
    const left = linesIn(res).filter((line) => !added.includes(line));
    res.removeHeader('Set-Cookie');
    if (left.length > 0) res.setHeader('Set-Cookie', left);
  });
}

function linesIn(res: Response): string[] {
  return [res.getHeader('Set-Cookie') ?? []].flat().map(String);
}
