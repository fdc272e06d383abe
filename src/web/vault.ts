/** Sets of sealed cookies, each entry in one of its own, so that two tabs never overwrite one another. */

import { randomInt } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import { MAX_SEALED_LENGTH, type Opened } from '../crypto/sealer.ts';
import {
  bytesKeptFree,
  type CookieHeader,
  cookieHeaderOf,
  countBytes,
  MAX_COOKIE_HEADER_BYTES,
} from './cookie-header.ts';
import { cookieOptions, hostCookieName, type SealedCookieOptions, setUnlessAwaited } from './cookies.ts';

/** One sealed cookie of this browser. */
export interface VaultEntry {
  /** Six letters and digits that name it. */
  readonly slot: string;
  readonly content: Buffer;
  readonly expiresAt: Date;
  /** Forgotten when the browser is closed, even before it expires. */
  readonly isSessionOnly: boolean;
}

/** A cookie that does not open, or is of no use here. It stays in the browser: the server may change back. */
export interface UnreadableCookie {
  readonly slot: string;
  /** `another key`: this server does not have the one that sealed it. `foreign`: it opens. `damaged`: anything else. */
  readonly cause: 'another key' | 'foreign' | 'damaged';
}

export type NewEntry = Omit<VaultEntry, 'slot'>;

/** The cookies of one purpose. */
export interface Vault {
  readonly entries: readonly VaultEntry[];
  /** Expired ones that the browser still sends: good for removing what they lead to, and for nothing else. */
  readonly expired: readonly VaultEntry[];
  /** The slots of entries that an older key has sealed: to be sealed again. */
  readonly ofOldKey: readonly string[];
  readonly unreadable: readonly UnreadableCookie[];
  /** Whether the browser could send all of these back as well, each in a cookie of its own, without those in these slots. */
  hasRoomFor(contents: readonly Buffer[], without?: readonly string[]): boolean;
  /** Keeps one more. Throws VaultFullError when the browser could not send it back. */
  add(entry: NewEntry): void;
  /** Gives an entry another expiry or content; one that nobody has stays so. Throws VaultFullError like `add`. */
  change(slot: string, changes: Partial<NewEntry>): void;
  /** Keeps one in place of these, in the slot that is given or in a new one. Throws VaultFullError, and changes nothing then. */
  replace(slots: readonly string[], entry: NewEntry, slot?: string): void;
  remove(slot: string): void;
}

/** One more cookie, or a longer one, would make the Cookie header too long for servers and proxies to accept. */
export class VaultFullError extends Error {}

declare global {
  namespace Express {
    interface Request {
      vault: Vault;
      bookVault: Vault;
      linkVault: Vault;
    }
  }
}

const SLOT_LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';
/** A cookie of any other name is not from us. */
const SLOT = /^[a-z2-7]{6}$/;
const SESSION_ONLY_FLAG = 1;

interface VaultsOptions extends SealedCookieOptions {
  /** Whether a bank's cookie opens, and is of no use to this server all the same. None is where this is left out. */
  readonly isForeign?: (bank: Buffer) => boolean;
}

/**
 * Opens the browser's vaults: of banks as `req.vault`, of the book as `req.bookVault`, of visits to Plaid under way as
 * `req.linkVault`. What has expired, and what does not open, stays in the browser until someone removes it.
 */
export function vaultMiddleware({ isForeign, ...options }: VaultsOptions): RequestHandler {
  return (req, res, next) => {
    const header = cookieHeaderOf(req, options);
    req.vault = openVault(res, { ...options, header, purpose: 'bank', isForeign });
    req.bookVault = openVault(res, { ...options, header, purpose: 'book' });
    req.linkVault = openVault(res, { ...options, header, purpose: 'link' });
    next();
  };
}

/** Middleware: seals banks anew that an old key has opened, by an answer that does not wait. */
export const resealBanks: RequestHandler = (req, res, next) => {
  setUnlessAwaited(res, () => {
    for (const slot of req.vault.ofOldKey) req.vault.change(slot, {});
  });
  next();
};

interface VaultOptions extends SealedCookieOptions {
  /** The names of its cookies begin with it as well. */
  readonly purpose: 'bank' | 'book' | 'link';
  readonly header: CookieHeader;
  readonly isForeign?: VaultsOptions['isForeign'] | undefined;
}

function openVault(
  res: Response,
  { purpose, header, sealer, isSecure, now, isForeign = () => false }: VaultOptions,
): Vault {
  const prefix = hostCookieName(`${purpose}-`, isSecure);
  const options = cookieOptions(isSecure);
  const entries: VaultEntry[] = [];
  const expired: VaultEntry[] = [];
  const ofOldKey: string[] = [];
  /** What one cookie takes of the header besides its value. */
  const nameBytes = `; ${prefix}${newSlot()}=`.length;
  const bytesBySlot = new Map<string, number>();

  const found = new Map<string, Opened>();
  const shut = new Map<string, UnreadableCookie>();
  for (const [name, sealed] of header.sent) {
    if (!name.startsWith(prefix) || found.has(name)) continue;
    const slot = name.slice(prefix.length);
    const opened = sealer.open(sealed, { purpose, name });
    if (opened) found.set(name, opened);
    else if (SLOT.test(slot)) {
      const cause = sealer.isOfUnknownKey(sealed) ? 'another key' : 'damaged';
      shut.set(name, { slot, cause });
    } else continue;
    bytesBySlot.set(slot, nameBytes + Buffer.byteLength(sealed));
  }
  // The one that opens counts where several have one name, wherever it stands.
  const unreadable = [...shut].flatMap(([name, cookie]) => (found.has(name) ? [] : [cookie]));
  for (const [name, opened] of found) {
    const entry = toEntry(name.slice(prefix.length), opened);
    if (isForeign(entry.content)) {
      unreadable.push({ slot: entry.slot, cause: 'foreign' });
      continue;
    }
    keepInList(entry);
    if (opened.isOldKey && entries.includes(entry)) ofOldKey.push(entry.slot);
  }

  function keepInList(entry: VaultEntry): void {
    (entry.expiresAt <= now() ? expired : entries).push(entry);
  }

  function seal({ slot, content, expiresAt, isSessionOnly }: VaultEntry): string {
    const flags = Buffer.from([isSessionOnly ? SESSION_ONLY_FLAG : 0]);
    return sealer.seal(Buffer.concat([flags, content]), expiresAt, { purpose, name: prefix + slot });
  }

  function send({ slot, expiresAt, isSessionOnly }: VaultEntry, sealed: string): void {
    const maxAge = expiresAt.getTime() - now().getTime();
    res.cookie(prefix + slot, sealed, isSessionOnly ? options : { ...options, maxAge });
  }

  /** What the cookies in these slots take of the header. */
  function bytesOf(slots: readonly string[]): number {
    return [...new Set(slots)].reduce((sum, slot) => sum + (bytesBySlot.get(slot) ?? 0), 0);
  }

  /** Whether the header can have these values more; what makes it no longer always fits. */
  const fits = (sealed: readonly string[], bytes: number) =>
    sealed.every(({ length }) => length <= MAX_SEALED_LENGTH) &&
    (bytes <= 0 || header.bytes + bytes + bytesKeptFree(header, purpose) <= MAX_COOKIE_HEADER_BYTES);

  function remove(slot: string): void {
    res.clearCookie(prefix + slot, options);
    countBytes(header, purpose, -bytesOf([slot]));
    bytesBySlot.delete(slot);
    forget(slot);
  }

  function forget(slot: string): void {
    for (const list of [entries, expired, unreadable]) {
      const at = list.findIndex((cookie) => cookie.slot === slot);
      if (at >= 0) list.splice(at, 1);
    }
  }

  const vault: Vault = {
    ...{ entries, expired, ofOldKey, unreadable, remove },
    hasRoomFor(contents, without = []) {
      // Only the length of what is sealed here counts.
      const facts = { slot: newSlot(), expiresAt: now(), isSessionOnly: false };
      const sealed = contents.map((content) => seal({ ...facts, content }));
      const bytes = sealed.reduce((sum, { length }) => sum + nameBytes + length, -bytesOf(without));
      return fits(sealed, bytes);
    },
    add: (entry) => vault.replace([], entry),
    change(slot, changes) {
      const entry = entries.find((known) => known.slot === slot);
      if (entry) vault.replace([slot], { ...entry, ...changes }, slot);
    },
    replace(slots, added, slot = newSlot()) {
      const entry = { ...added, slot };
      const sealed = seal(entry);
      const bytes = nameBytes + sealed.length;
      if (!fits([sealed], bytes - bytesOf([...slots, slot]))) throw new VaultFullError();
      // The new one comes before the others go: a browser may send a request in between.
      send(entry, sealed);
      countBytes(header, purpose, bytes - bytesOf([slot]));
      bytesBySlot.set(slot, bytes);
      for (const other of slots) if (other !== slot) remove(other);
      const at = entries.findIndex((known) => known.slot === slot);
      if (at >= 0) entries[at] = entry;
      else {
        forget(slot);
        keepInList(entry);
      }
    },
  };
  return vault;
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
