/** Heads of requests that are too long: cookies that are not ours are left out, and ours that are too long are cleared. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { stringifySetCookie } from 'cookie';
import { isOurs } from './cookie-header.ts';
import { cookieOptions } from './cookies.ts';

/** An address and the cookies have 8,000 bytes each, and a Referer 4,096. Only a head that was read whole says what in it is long. */
const MAX_HEAD_BYTES = 24 * 1024;
/**
 * Ours have 8,000 bytes at most. Half as much again still passes with the longest address or Referer, and so locks nobody
 * out: that is no reason to clear the keys to somebody's banks.
 */
const LONG_COOKIE_BYTES = 12_000;

/**
 * Whether the head can be read. Other sites of this domain can make a browser send us more cookies than we read, so all
 * that are not ours are left out of a request that is too long (decision 39).
 */
export function isReadable(req: IncomingMessage, isSecure: boolean): boolean {
  const bytes = headBytes(req);
  const { cookie } = req.headers;
  if (bytes <= MAX_HEAD_BYTES || cookie === undefined) return bytes <= MAX_HEAD_BYTES;
  const own = cookie.split(/; */).filter((pair) => isOurs(nameIn(pair), isSecure));
  req.headers.cookie = own.join('; ');
  return bytes - cookie.length + req.headers.cookie.length <= MAX_HEAD_BYTES;
}

/** In characters, of which each is one byte here. */
function headBytes({ url = '', rawHeaders }: IncomingMessage): number {
  return rawHeaders.reduce((bytes, text) => bytes + text.length + 2, url.length);
}

function nameIn(pair: string): string {
  return pair.split('=', 1)[0] ?? '';
}

/**
 * Cookies of ours that are refused would lock their browser out for good, so that this answer clears them, by name: none
 * of another site. Any page of anybody can send a browser here with a long address or Referer: that clears nothing.
 */
export function refuseLongHead(
  { headers: { cookie = '' } }: IncomingMessage,
  res: ServerResponse,
  isSecure: boolean,
): void {
  const areCookiesLong = cookie.length > LONG_COOKIE_BYTES;
  const names = areCookiesLong ? new Set(cookie.split('; ').map(nameIn)) : [];
  const text = areCookiesLong ? CLEARED : '431 Request Header Fields Too Large';
  res.sendDate = false;
  res
    .writeHead(431, {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Length': text.length,
      'Cache-Control': 'no-store',
      Connection: 'close',
      'Set-Cookie': [...names].map((name) =>
        stringifySetCookie({ name, value: '', expires: new Date(0), ...cookieOptions(isSecure) }),
      ),
    })
    .end(text);
}

/** Without https another site can have set cookies with the names of ours, and those only the person can clear. */
const CLEARED =
  'Your cookies for this site were too long. They are cleared: load the page again. If that does not help, clear the cookies of this site in the settings of your browser.';
