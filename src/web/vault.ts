/** The sealed cookies of linked banks, one each, so that two tabs never overwrite one another. */

import { randomInt } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { MAX_SEALED_LENGTH, type Opened } from '../crypto/sealer.ts';
import { cookieOptions, hostCookieName, type SealedCookieOptions, sentPairs } from './cookies.ts';

/** One sealed cookie of this browser. */
export interface VaultEntry {
  /** Six letters and digits that name it. */
  readonly slot: string;
  readonly content: Buffer;
  readonly expiresAt: Date;
  /** Forgotten when the browser is closed, even before it expires. */
  readonly isSessionOnly: boolean;
}

/** A cookie that does not open. It stays in the browser: with the key that sealed it, it opens again. */
export interface UnreadableCookie {
  readonly slot: string;
  /** `another key`: this server does not have the one that sealed it. `damaged`: anything else. */
  readonly cause: 'another key' | 'damaged';
}

export interface Vault {
  readonly entries: readonly VaultEntry[];
  /** Expired ones that the browser still sends: good for removing their Items, and for nothing else. */
  readonly expired: readonly VaultEntry[];
  /** Whether the browser could send all of these back as well, each in a cookie of its own. */
  hasRoomFor(contents: readonly Buffer[]): boolean;
  readonly unreadable: readonly UnreadableCookie[];
  /** Keeps one more. Throws VaultFullError when the browser could not send it back. */
  add(entry: Omit<VaultEntry, 'slot'>): void;
  /** Gives an entry another expiry or content; one that nobody has stays so. Throws VaultFullError like `add`. */
  change(slot: string, changes: Partial<Omit<VaultEntry, 'slot'>>): void;
  remove(slot: string): void;
}

/** One more cookie, or a longer one, would make the Cookie header too long for servers and proxies to accept. */
export class VaultFullError extends Error {}

declare global {
  namespace Express {
    interface Request {
      vault: Vault;
    }
  }
}

/** Proxies refuse a header line of 8 KiB. */
export const MAX_COOKIE_HEADER_BYTES = 8000;
const PURPOSE = 'bank';
const SLOT_LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';
/** A cookie of any other name is not from us. */
const SLOT = /^[a-z2-7]{6}$/;
const SESSION_ONLY_FLAG = 1;

/**
 * Opens the browser's vault as `req.vault`: what an old key opened is sealed anew. What has expired, and what does not
 * open, stays in the browser until someone removes it.
 */
export function vaultMiddleware(options: SealedCookieOptions): RequestHandler {
  return (req, res, next) => {
    req.vault = openVault(req, res, options);
    next();
  };
}

function openVault(req: Request, res: Response, { sealer, isSecure, now }: SealedCookieOptions): Vault {
  const prefix = hostCookieName('bank-', isSecure);
  const options = cookieOptions(isSecure);
  const entries: VaultEntry[] = [];
  const expired: VaultEntry[] = [];
  let headerBytes = Buffer.byteLength(req.headers.cookie ?? '');

  const found = new Map<string, Opened>();
  const shut = new Map<string, UnreadableCookie>();
  for (const [name, sealed] of sentPairs(req)) {
    if (!name.startsWith(prefix) || found.has(name)) continue;
    const slot = name.slice(prefix.length);
    const opened = sealer.open(sealed, { purpose: PURPOSE, name });
    if (opened) found.set(name, opened);
    else if (SLOT.test(slot)) {
      const cause = sealer.isOfUnknownKey(sealed) ? 'another key' : 'damaged';
      shut.set(name, { slot, cause });
    }
  }
  // Of several of one name the one that opens counts, wherever it stands.
  const unreadable = [...shut].flatMap(([name, cookie]) => (found.has(name) ? [] : [cookie]));
  for (const [name, opened] of found) {
    const entry = toEntry(name.slice(prefix.length), opened);
    const isExpired = entry.expiresAt <= now();
    (isExpired ? expired : entries).push(entry);
    if (opened.isOldKey && !isExpired) send(entry, seal(entry));
  }

  function seal({ slot, content, expiresAt, isSessionOnly }: VaultEntry): string {
    const flags = Buffer.from([isSessionOnly ? SESSION_ONLY_FLAG : 0]);
    return sealer.seal(Buffer.concat([flags, content]), expiresAt, { purpose: PURPOSE, name: prefix + slot });
  }

  function send({ slot, expiresAt, isSessionOnly }: VaultEntry, sealed: string): void {
    const maxAge = expiresAt.getTime() - now().getTime();
    res.cookie(prefix + slot, sealed, isSessionOnly ? options : { ...options, maxAge });
  }

  function remove(slot: string): void {
    res.clearCookie(prefix + slot, options);
    for (const list of [entries, expired, unreadable]) {
      const at = list.findIndex((cookie) => cookie.slot === slot);
      if (at >= 0) list.splice(at, 1);
    }
  }

  /** What one more cookie takes of the header besides its value. */
  const nameBytes = `; ${prefix}${newSlot()}=`.length;

  /** Whether the header can have these values more; what makes it no longer always fits. */
  const fits = (sealed: readonly string[], bytes: number) =>
    sealed.every(({ length }) => length <= MAX_SEALED_LENGTH) &&
    (bytes <= 0 || headerBytes + bytes <= MAX_COOKIE_HEADER_BYTES);

  function put(entry: VaultEntry, sealed: string, bytes: number): void {
    if (!fits([sealed], bytes)) throw new VaultFullError();
    send(entry, sealed);
    headerBytes += bytes;
  }

  return {
    entries,
    expired,
    hasRoomFor(contents) {
      // Of what is sealed here only the length counts.
      const facts = { slot: newSlot(), expiresAt: now(), isSessionOnly: false };
      const sealed = contents.map((content) => seal({ ...facts, content }));
      const bytes = sealed.reduce((sum, { length }) => sum + nameBytes + length, 0);
      return fits(sealed, bytes);
    },
    unreadable,
    remove,
    add(entry) {
      const added = { ...entry, slot: newSlot() };
      const sealed = seal(added);
      put(added, sealed, nameBytes + sealed.length);
      (added.expiresAt <= now() ? expired : entries).push(added);
    },
    change(slot, changes) {
      const at = entries.findIndex((entry) => entry.slot === slot);
      const entry = entries[at];
      if (!entry) return;
      const changed = { ...entry, ...changes };
      const sealed = seal(changed);
      put(changed, sealed, sealed.length - seal(entry).length);
      entries[at] = changed;
    },
  };
}

function toEntry(slot: string, { content, expiresAt }: Opened): VaultEntry {
  return {
    slot,
    content: content.subarray(1),
    expiresAt,
    isSessionOnly: content[0] === SESSION_ONLY_FLAG,
  };
}

function newSlot(): string {
  return Array.from({ length: 6 }, () => SLOT_LETTERS[randomInt(SLOT_LETTERS.length)]).join('');
}
