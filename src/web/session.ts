/** The session, kept in the browser: express-session over a store whose ids are the sealed data. */

import type { Request, RequestHandler, Response } from 'express';
import session, { type SessionData } from 'express-session';
import { deriveKey } from '../crypto/keys.ts';
import { MAX_SEALED_LENGTH } from '../crypto/sealer.ts';
import { bytesKeptFree, cookieHeaderOf, countBytes, MAX_COOKIE_HEADER_BYTES } from './cookie-header.ts';
import { cookieOptions, hostCookieName, type SealedCookieOptions } from './cookies.ts';

/** A linking on its way. */
export interface PendingLink {
  /** Tells this visit to Plaid from another tab's. */
  readonly visit: string;
  readonly linkToken: string;
  /** The chosen lifetime's id. */
  readonly lifetime: string;
  /** When what comes of it ends, in milliseconds since 1970. */
  readonly expiresAt: number;
  /** The user of Plaid's that it is for, if there is one. */
  readonly userId: string | null;
  /** Plaid knew a public token no more; the keys may be in a cookie of this browser the next time. */
  readonly isLookedFor?: boolean;
  /** Its banks are stored, and have taken the place of these, which are to be ended. */
  readonly replacedIds?: readonly string[];
}

/** A sign-in link on its way. */
export interface PendingSignIn {
  readonly email: string;
  /** Stands in the link as well: no other browser can use it. */
  readonly nonce: string;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
}

/** The set-up page is open to this browser. */
export interface OperatorSession {
  /** Hash of the token that was typed in: another token ends what this one opened. */
  readonly tokenHash: string;
  /** In milliseconds since 1970; a session that goes on changing does not prolong it. */
  readonly expiresAt: number;
}

declare module 'express-session' {
  interface SessionData {
    /** Visits to Plaid that an earlier version has begun, or that have brought banks and have no room for a cookie. */
    pendingLinks?: PendingLink[];
    /** Visits of this browser that are over, and those that were given up for later ones. */
    finishedVisits?: string[];
    droppedVisits?: string[];
    /** The signing-in that was begun: only its own browser may finish it. */
    pendingSignIn?: PendingSignIn;
    /** What undoes the latest change of the book: lines to write, as the text of a book, and keys of lines to take away. */
    bookUndo?: { readonly id: string; readonly lines: string; readonly remove: readonly string[] };
    /** The next page that shows notices offers it. */
    offersUndo?: boolean;
    /** Sentences to show once, on the next page. */
    notices?: string[];
    /** Whoever this is has typed in SETUP_TOKEN. */
    operator?: OperatorSession;
    /** The next look at the overview may ask the banks for live balances. */
    wantsLiveBalances?: boolean;
    /** When they were asked for them last, in milliseconds since 1970. */
    balancesAskedAt?: number;
    /** What banks' accounts are recognised by now, by the banks' ids: a later answer puts it into their cookies. */
    learnedAccounts?: Record<string, readonly string[]>;
    /** The next page of transactions is to be read from the banks, and not from the cache. */
    wantsBanks?: boolean;
  }
}

interface SessionOptions extends SealedCookieOptions {
  /** Keys from which those that sign the cookie are derived; the first signs, all verify. */
  readonly keys: readonly Uint8Array[];
}

/** The address of a page at Plaid works as long (url_lifetime_seconds), and nothing in here outlives it. */
export const SESSION_LIFETIME_MS = 4 * 60 * 60 * 1000;
/** More of them would not fit into a cookie. */
const MAX_NOTICES = 12;
const MAX_NOTICE_BYTES = 1200;
const PURPOSE = 'session';
/** What express-session adds to the sealed text: `s%3A`, a point and the signature, in which some letters take three. */
const SIGNATURE_BYTES = 90;

/**
 * The session middleware. A changed session leaves with answers that are sent at once: redirects, and pages that
 * call `req.session.save()` before their first byte. A change after that byte is an error.
 */
export function sessionMiddleware(options: SessionOptions): RequestHandler {
  const { keys, isSecure } = options;
  const name = hostCookieName(PURPOSE, isSecure);
  const cookie = cookieOptions(isSecure);
  const handle = session({
    name,
    cookie,
    secret: keys.map((key) => deriveKey(key, 'session signature').toString('hex')),
    store: new SealedStore({ ...options, name, cookie }),
    genid: () => 'unsealed',
    resave: false,
    saveUninitialized: false,
    rolling: false,
    proxy: true,
  });
  return (req, res, next) => {
    // The configured address, and no header of a stranger, says whether browsers reach us by https.
    req.headers['x-forwarded-proto'] = isSecure ? 'https' : 'http';
    handle(req, res, next);
  };
}

/** Takes a value out of the session, where it is for one page: so this comes before the first byte. */
export function takeFromSession<Key extends keyof SessionData>(
  req: Request,
  key: Key,
): SessionData[Key] | undefined {
  const { [key]: value } = req.session as SessionData;
  if (value !== undefined) {
    delete req.session[key];
    req.session.save();
  }
  return value;
}

/** Keeps these sentences for the next page that shows some: each once, and the latest where there is no room for all. */
export function addNotices(req: Request, ...sentences: readonly string[]): void {
  const latestFirst = [...(req.session.notices ?? []), ...sentences].toReversed();
  const notices = [...new Set(latestFirst)].slice(0, MAX_NOTICES).toReversed();
  while (notices.length > 1 && Buffer.byteLength(notices.join('')) > MAX_NOTICE_BYTES) notices.shift();
  req.session.notices = notices;
}

/** Sends the reader on, to find these sentences there once. */
export function redirectWithNotice(
  req: Request,
  res: Response,
  path: string,
  ...sentences: readonly string[]
): void {
  addNotices(req, ...sentences);
  res.redirect(303, path);
}

/** Clears the session's cookie; express-session leaves that to us. */
export function endSession(req: Request, res: Response, isSecure: boolean): void {
  req.session.destroy(() => {});
  res.clearCookie(hostCookieName(PURPOSE, isSecure), cookieOptions(isSecure));
}

interface StoreOptions extends SealedCookieOptions {
  readonly name: string;
  readonly cookie: object;
}

/** Here the session's id is the session: sealed text that only the browser holds. All of it is synchronous. */
class SealedStore extends session.Store {
  readonly #options: StoreOptions;

  constructor(options: StoreOptions) {
    super();
    this.#options = options;
  }

  override get(sid: string, callback: (error: unknown, session?: SessionData | null) => void): void {
    const { sealer, name, cookie, now } = this.#options;
    const opened = sealer.open(sid, { purpose: PURPOSE, name });
    const isValid = opened !== null && opened.expiresAt > now();
    callback(null, isValid ? { ...JSON.parse(opened.content.toString()), cookie } : null);
  }

  override set(_sid: string, current: SessionData, callback: (error?: unknown) => void): void {
    const { sealer, name, now } = this.#options;
    const { cookie: _, ...data } = current;
    const { req } = current as SessionData & { req: Request };
    if (req.res?.headersSent) {
      callback(new Error('the session changed after the first byte'));
      return;
    }
    const expiresAt = new Date(now().getTime() + SESSION_LIFETIME_MS);
    const seal = (content: Partial<SessionData>) =>
      sealer.seal(Buffer.from(JSON.stringify(content)), expiresAt, { purpose: PURPOSE, name });
    const bytesOf = (sealed: string) => `; ${name}=`.length + sealed.length + SIGNATURE_BYTES;
    const header = cookieHeaderOf(req, this.#options);
    countBytes(header, PURPOSE, -(header.taken.get(PURPOSE) ?? 0));
    const room = MAX_COOKIE_HEADER_BYTES - header.bytes - bytesKeptFree(header, PURPOSE);
    const isTooLong = (text: string) => bytesOf(text) > room || text.length > MAX_SEALED_LENGTH;
    let kept: Partial<SessionData> = data;
    let sealed = seal(kept);
    while (isTooLong(sealed)) {
      const shorter = shortened(kept);
      if (shorter === null) break;
      kept = shorter;
      sealed = seal(kept);
    }
    countBytes(header, PURPOSE, bytesOf(sealed));
    // express-session puts req.sessionID into the cookie when the headers go out, which is after this.
    req.sessionID = sealed;
    callback();
  }

  override destroy(_sid: string, callback: (error?: unknown) => void): void {
    callback();
  }
}

/** Without the next that it can do without where the header has no room for all; null where nothing is left. */
function shortened(all: Partial<SessionData>): Partial<SessionData> | null {
  const { bookUndo, offersUndo, learnedAccounts, ...data } = all;
  const { notices = [], finishedVisits = [], droppedVisits = [] } = data;
  if (bookUndo || offersUndo || learnedAccounts) return data;
  // The latest says what became of what was just asked for.
  if (notices.length > 1) return { ...data, notices: notices.slice(1) };
  if (finishedVisits.length > 0) return { ...data, finishedVisits: finishedVisits.slice(1) };
  if (droppedVisits.length > 0) return { ...data, droppedVisits: droppedVisits.slice(1) };
  const notice = withoutMiddle(notices[0] ?? '');
  if (notice !== null) return { ...data, notices: [notice] };
  const last = GIVEN_UP_LAST.find((key) => data[key] !== undefined);
  if (last === undefined) return null;
  const { [last]: _, ...rest } = data;
  return rest;
}

/** What is lost with these, the person can ask for again. */
const GIVEN_UP_LAST = [
  ...(['finishedVisits', 'droppedVisits', 'notices', 'wantsBanks', 'wantsLiveBalances'] as const),
  ...(['balancesAskedAt', 'operator', 'pendingSignIn', 'pendingLinks'] as const),
];

/** Its two ends say the most: of a list of banks the first and the last, and what became of them. Null where nothing else is left. */
function withoutMiddle(sentence: string): string | null {
  const words = sentence.split(' ').filter((word) => word !== '…');
  const middle = Math.floor(words.length / 2);
  return words.length < 3 ? null : [...words.slice(0, middle), '…', ...words.slice(middle + 1)].join(' ');
}
