/** The header, navigation and footer that surround every page. */

import type { Request } from 'express';
import type { DayRange } from '../finance/model.ts';
import type { Services } from '../services.ts';
import type { Preferences } from '../web/preferences.ts';
import { takeFromSession } from '../web/session.ts';

/** Part of every page's model. */
export interface Frame extends Preferences {
  readonly title: string;
  /** The path of the navigation entry that this page belongs to. */
  readonly current: string | null;
  readonly isDemo: boolean;
  readonly isLinked: boolean;
  /** How many banks this server cannot read, and the page leaves out without saying so; 0 where it says so itself. */
  readonly unreadableCount: number;
  readonly hasAccounts: boolean;
  /** Whether there is a page of cards and loans. */
  readonly hasCredit: boolean;
  /** Whether Plaid bills somebody for connections, or counts them. */
  readonly isBilled: boolean;
  /** Whether anything about anybody may be kept on our side. */
  readonly isAnythingKept: boolean;
  /** Whether transactions are cached in Redis. */
  readonly hasCache: boolean;
  /** The same page with the reader's book, where the address leaves that out (`?plain`); null where it is as they want it. */
  readonly bookHref: string | null;
  readonly notices: readonly string[];
  /** The change of the book that the notices are about and a form can undo, and this page; null where there is none. */
  readonly undo: { readonly id: string; readonly back: string } | null;
  /** Whether this browser has a book of the person's own words and numbers. */
  readonly hasBook: boolean;
  readonly version: string;
  /** What a printed page says of itself at its head; null where nothing is known of the request. */
  readonly onPaper: OnPaper | null;
}

interface OnPaper {
  readonly madeAt: string;
  /** The days whose transactions it shows; null where it shows none. */
  readonly range: string | null;
  readonly bankNames: readonly string[];
}

/** What is the same in every frame. */
export function frameOfServer({ demo, storage, config, version }: Services) {
  return {
    isDemo: demo !== null,
    isBilled: config.plaid?.environment === 'production',
    isAnythingKept: storage.some(({ isKeptByUs }) => isKeptByUs),
    hasCache: config.redisUrl !== null,
    hasCredit: config.hasCredit,
    version,
  };
}

interface FramedPage {
  readonly title: string;
  readonly current?: string;
  /** The page itself says which banks cannot be read. */
  readonly saysUnreadable?: boolean;
  /** The days whose transactions it shows. */
  readonly range?: DayRange | undefined;
  /** The reader's book changes what it shows. */
  readonly followsBook?: boolean;
}

/** The frame for a page. Notices are shown once: taking them changes the session, so this comes before the first byte. */
export function frameOf(req: Request, services: Services, page: FramedPage): Frame {
  const isUndoOffered = takeFromSession(req, 'offersUndo') === true;
  const { bookUndo } = req.session;
  // The page that offered it has been left: what undoes takes room that banks and the book need.
  if (!isUndoOffered) takeFromSession(req, 'bookUndo');
  return {
    ...frameWithoutNotices(req, services, page),
    notices: takeFromSession(req, 'notices') ?? [],
    undo: isUndoOffered && bookUndo ? { id: bookUndo.id, back: req.originalUrl } : null,
  };
}

/** The same for a page that few get to see: notices wait for the next. */
export function frameWithoutNotices(req: Request, services: Services, page: FramedPage): Frame {
  const { banks, format, now } = req.context;
  const { range } = page;
  return {
    ...frameOfServer(services),
    title: page.title,
    current: page.current ?? null,
    isLinked: banks.length > 0,
    unreadableCount: page.saysUnreadable ? 0 : req.context.unreadable.length,
    hasAccounts: services.accounts !== null,
    ...req.context.preferences,
    bookHref: page.followsBook ? bookHref(req) : null,
    notices: [],
    undo: null,
    hasBook: req.context.wholeBook.length > 0,
    onPaper: {
      madeAt: format.dateTime(now),
      range: range ? `${format.day(range.from)} to ${format.day(range.to)}` : null,
      bankNames: [...new Set(banks.map(({ connection }) => connection.institutionName))],
    },
  };
}

function bookHref({ context, path, url }: Request): string | null {
  if (!context.isPlain || context.wholeBook.length === 0) return null;
  const query = new URLSearchParams(url.split('?')[1]);
  query.delete('plain');
  return query.size === 0 ? path : `${path}?${query}`;
}
