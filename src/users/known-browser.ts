/**
 * Browsers that have signed in before: a sealed cookie names the addresses by their hashes, so that links which others
 * ask for do not count against the owner.
 */

import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { deriveKey, keyedHash } from '../crypto/keys.ts';
import { cookieOptions, hostCookieName, type SealedCookieOptions, sentCookies } from '../web/cookies.ts';

interface KnownBrowserOptions extends SealedCookieOptions {
  readonly config: { readonly encryptionKeys: readonly Uint8Array[] };
}

interface KnownBrowser {
  /** Counts apart from the owner's other browsers, in case one of them is not theirs any more. */
  readonly id: string;
  /** The latest first. */
  readonly addresses: readonly string[];
}

const PURPOSE = 'known-browser';
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;
/** People who share a browser; each address takes 46 bytes of the cookie. */
const MOST_ADDRESSES = 5;

/** The browser's own id where it has signed in to this address before; null for a stranger's browser. */
export function knownBrowserOf(req: Request, email: string, options: KnownBrowserOptions): string | null {
  const known = readKnownBrowser(req, options);
  if (known === null) return null;
  const hashes = hashesOf(email, options);
  return known.addresses.some((address) => hashes.includes(address)) ? known.id : null;
}

/** Remembers for a year that this browser has signed in to the address. */
export function rememberAddress(
  req: Request,
  res: Response,
  email: string,
  options: KnownBrowserOptions,
): void {
  const { sealer, isSecure, now } = options;
  const known = readKnownBrowser(req, options);
  const hashes = hashesOf(email, options);
  const others = known?.addresses.filter((address) => !hashes.includes(address)) ?? [];
  const content: KnownBrowser = {
    id: known?.id ?? randomBytes(16).toString('base64url'),
    addresses: [...hashes.slice(0, 1), ...others].slice(0, MOST_ADDRESSES),
  };
  const name = hostCookieName(PURPOSE, isSecure);
  const expiresAt = new Date(now().getTime() + YEAR_MS);
  const sealed = sealer.seal(Buffer.from(JSON.stringify(content)), expiresAt, { purpose: PURPOSE, name });
  res.cookie(name, sealed, { ...cookieOptions(isSecure), maxAge: YEAR_MS });
}

/** Takes the cookie from a browser that sent one. */
export function clearKnownBrowser(req: Request, res: Response, isSecure: boolean): void {
  const name = hostCookieName(PURPOSE, isSecure);
  if (sentCookies(req)[name] !== undefined) res.clearCookie(name, cookieOptions(isSecure));
}

/** Null for none, and for a cookie that is forged or too old. */
function readKnownBrowser(req: Request, { sealer, isSecure, now }: KnownBrowserOptions): KnownBrowser | null {
  const name = hostCookieName(PURPOSE, isSecure);
  const sealed = sentCookies(req)[name];
  const opened = sealed === undefined ? null : sealer.open(sealed, { purpose: PURPOSE, name });
  return opened && opened.expiresAt > now() ? JSON.parse(opened.content.toString()) : null;
}

/** Under each key, the current one first: a cookie from before a change of keys still names its addresses. */
function hashesOf(email: string, { config }: KnownBrowserOptions): string[] {
  return config.encryptionKeys.map((key) => keyedHash(deriveKey(key, 'known address'), email));
}
