/** The Cookie header of a request: as it was sent, and how long it will be by what has been set and cleared since. */

import type { Request } from 'express';
import { hostCookieName, type SealedCookieOptions, sentPairs } from './cookies.ts';

export interface CookieHeader {
  readonly sent: ReturnType<typeof sentPairs>;
  bytes: number;
  /** What those of ours that are neither banks nor the book take of it. */
  readonly taken: Map<CookieKind, number>;
  /** The kinds for which all others leave room, whether they are there or not. */
  readonly reserved: readonly ReservedKind[];
}

/** Proxies refuse a header line of 8 KiB. */
export const MAX_COOKIE_HEADER_BYTES = 8000;
/** Of those that are set whatever room there is, the most that they take, with what stands before them. */
const LONGEST = { preferences: 34, user: 132, 'known-browser': 445 } as const;
type ReservedKind = keyof typeof LONGEST;
type CookieKind = ReservedKind | 'session' | 'link';
export type OwnKind = CookieKind | 'bank' | 'book';
const KINDS: readonly CookieKind[] = ['session', 'link', 'preferences', 'user', 'known-browser'];
/** All others leave the session so much, since it takes 165 with nothing in it. */
const LEAST_FOR_SESSION = 200;
/**
 * What is left to the session and to visits to Plaid under way together. A bank may take what a book may not: beside it
 * is room for one visit or one notice. A book leaves enough for several, and for what undoes its latest change.
 */
const LEFT_TO_PASSING = { bank: 466, book: 1466, link: 0, session: 0 } as const;

/** Of banks, of the book and of visits to Plaid there may be several, each with six letters or digits of its own. */
const OURS = /^(?:(bank|book|link)-[a-z2-7]{6}|(session|preferences|user|known-browser))$/;

/** Whether a cookie of this name is one of ours. Without https another site of this domain can have set it all the same. */
export function isOurs(name: string, isSecure: boolean): boolean {
  return kindOf(name, isSecure) !== null;
}

/** Which of ours a cookie of this name is; null where it is none. */
export function kindOf(name: string, isSecure: boolean): OwnKind | null {
  const prefix = hostCookieName('', isSecure);
  if (!name.startsWith(prefix)) return null;
  const [, ofSeveral, single] = OURS.exec(name.slice(prefix.length)) ?? [];
  return (ofSeveral ?? single ?? null) as OwnKind | null;
}

const headers = new WeakMap<Request, CookieHeader>();

/** One count for each request, since all cookies are sent in one header. With accounts there are two cookies more. */
export function cookieHeaderOf(
  req: Request,
  { isSecure, hasAccounts = false }: Pick<SealedCookieOptions, 'isSecure' | 'hasAccounts'>,
): CookieHeader {
  const { cookie = '' } = req.headers;
  const header = headers.get(req) ?? {
    sent: sentPairs(req),
    bytes: Buffer.byteLength(cookie),
    taken: takenIn(cookie, isSecure),
    reserved: hasAccounts ? ['preferences', 'user', 'known-browser'] : ['preferences'],
  };
  headers.set(req, header);
  return header;
}

function takenIn(cookie: string, isSecure: boolean): CookieHeader['taken'] {
  const taken: CookieHeader['taken'] = new Map();
  for (const pair of cookie.split(/; */)) {
    const [name = ''] = pair.split('=', 1);
    const ours = kindOf(name, isSecure);
    const kind = KINDS.find((other) => other === ours);
    if (kind) taken.set(kind, (taken.get(kind) ?? 0) + '; '.length + Buffer.byteLength(pair));
  }
  return taken;
}

/** Counts so many bytes more, or less. */
export function countBytes(header: CookieHeader, kind: string, bytes: number): void {
  header.bytes += bytes;
  const counted = KINDS.find((other) => other === kind);
  if (counted) header.taken.set(counted, (header.taken.get(counted) ?? 0) + bytes);
}

/** How many bytes of the header have to be left free by what is set for this purpose. */
export function bytesKeptFree(
  { taken, reserved }: CookieHeader,
  purpose: keyof typeof LEFT_TO_PASSING,
): number {
  const takenBy = (kind: CookieKind) => taken.get(kind) ?? 0;
  const forReserved = reserved.map((kind) => Math.max(0, LONGEST[kind] - takenBy(kind)));
  const forSession = purpose === 'session' ? 0 : LEAST_FOR_SESSION - takenBy('session');
  const forPassing = LEFT_TO_PASSING[purpose] - takenBy('session') - takenBy('link');
  return forReserved.reduce((sum, bytes) => sum + bytes, Math.max(0, forSession, forPassing));
}
