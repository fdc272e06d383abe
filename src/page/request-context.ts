/** The request context: what handlers need of their request, worked out in one place. */

import { setMaxListeners } from 'node:events';
import type { Request, RequestHandler, Response } from 'express';
import { unpackConnection } from '../connections/connection.ts';
import { openLane } from '../event-loop-queue.ts';
import type { Book } from '../finance/book/lines.ts';
import { dayIn } from '../finance/dates.ts';
import { createFormat, type Format } from '../finance/format.ts';
import { chooseLocale } from '../finance/locale.ts';
import type { Day, DayRange } from '../finance/model.ts';
import type { PlaidCallOptions } from '../plaid/gateway.ts';
import { SILENT_WAIT_MS } from '../plaid/limit-wait.ts';
import type { LinkedBank, ReadingOptions } from '../reading/reading.ts';
import type { Services } from '../services.ts';
import { HttpError } from '../web/errors.ts';
import { type Preferences, readPreferences } from '../web/preferences.ts';
import { networkOf } from '../web/rate-limit.ts';
import { onceClosed } from '../web/response-closed.ts';
import { HURRY } from '../web/server.ts';
import { addNotices, takeFromSession } from '../web/session.ts';
import type { UnreadableCookie, Vault } from '../web/vault.ts';
import { type BookOfRequest, openBook } from './book.ts';
import { createReadingLimits } from './reading-limits.ts';

interface RequestContext {
  /** The banks that this browser holds the keys to at this moment, in the order they were linked. */
  readonly banks: readonly LinkedBank[];
  /** Banks that expired by our clock while Plaid’s shows another time: shown nowhere, and ended only where their owner asks for it. */
  readonly undecided: LinkedBank[];
  /** Cookies of banks that this server cannot read: that do not open, or hold no connection, such as of another version. */
  readonly unreadable: readonly Pick<UnreadableCookie, 'slot' | 'cause'>[];
  /** The lines that count for what is read: none where the address has `?plain`. */
  readonly book: Book;
  /** Whether the address leaves the book out of what is read. */
  readonly isPlain: boolean;
  /** All lines of this browser's book, as they are now. */
  readonly wholeBook: Book;
  /** The same book, as cookies, which can be changed before the first byte. */
  readonly bookCookies: BookOfRequest;
  readonly preferences: Preferences;
  /** The words and figures of this reader's language; hidden where they asked for that. */
  readonly format: Format;
  /** Our own origin, as this browser reaches us. */
  readonly origin: string;
  /** When the request came. */
  readonly now: Date;
  readonly today: Day;
  /**
   * How Plaid is asked for a page that only reads: the calls end when the reader leaves. It waits until there is room,
   * and throws 429 or 503 where there is none. To be called once, before the first byte, since it takes the wish for
   * fresh data out of the session. A file lasts as long as its reader takes, so that each of its banks takes two places.
   * Only a streamed page waits for Plaid's next minute.
   */
  plaidCalls(answer?: 'streamed' | 'file'): Promise<PlaidCallOptions>;
  /** How Plaid is asked for what must be finished although the reader leaves half-way: linking and removing. */
  readonly durableCalls: PlaidCallOptions;
  /** With what these banks are asked for a range of days. */
  readingOptions(range: DayRange, callOptions: PlaidCallOptions): ReadingOptions;
}

declare global {
  namespace Express {
    interface Request {
      context: RequestContext;
    }
  }
}

/** Longer than any browser's Accept-Language; to parse 16 KB of one takes a hundredth of a second. */
const MAX_LANGUAGES_LENGTH = 1000;

/** Makes the context; comes after the session and the vault. */
export function requestContext(services: Services): RequestHandler {
  const { config, gateway, transactionCache, isSecure, ownOrigin, failures, now } = services;
  const limits = createReadingLimits(config.rateLimit);
  return (req, res, next) => {
    const moment = now();
    const today = dayIn(moment, config.timeZone);
    const preferences = readPreferences(req, isSecure);
    const { 'accept-language': languages = '' } = req.headers;
    const locale = chooseLocale(languages.length > MAX_LANGUAGES_LENGTH ? [] : req.acceptsLanguages());
    const durableCalls: PlaidCallOptions = {
      onFailure: (failure) => failures.note(failure, { requestId: req.id }),
    };
    const bookCookies = openBook({
      ...{ bankVault: req.vault, vault: req.bookVault, maxSessionDays: config.maxSessionDays, now: moment },
      banks: () => req.context.banks,
      hasUndecided: () => req.context.undecided.length > 0,
      notice: (sentence) => addNotices(req, sentence),
    });
    const isPlain = leavesBookOut(req);
    req.context = {
      get banks() {
        return banksIn(req.vault.entries);
      },
      undecided: [],
      get unreadable() {
        return unreadableIn(req.vault);
      },
      get book() {
        return isPlain ? [] : bookCookies.lines;
      },
      isPlain,
      get wholeBook() {
        return bookCookies.lines;
      },
      bookCookies,
      preferences,
      format: createFormat({ locale, isHidden: preferences.isHidden, today, timeZone: config.timeZone }),
      origin: ownOrigin(req.headers.host),
      now: moment,
      today,
      async plaidCalls(answer) {
        const signal = signalOf(res);
        const banks = req.context.banks.length;
        await limits.enter({ req, res, banks, isFile: answer === 'file', signal });
        const lane = openLane({ isWaitedFor: true, owner: networkOf(req) });
        onceClosed(res, lane.close);
        return {
          ...durableCalls,
          signal,
          lane,
          longestWaitMs: answer === 'streamed' ? undefined : SILENT_WAIT_MS,
          onCall: () => limits.spend(req),
          onlyFromBank: takeFromSession(req, 'wantsBanks') === true,
        };
      },
      durableCalls,
      readingOptions: (range, callOptions) => ({
        ...{ gateway, transactionCache, linkedBanks: banksIn(req.vault.entries) },
        ...{ range, callOptions, now: moment, today, book: req.context.book },
      }),
    };
    next();
  };
}

/** `?plain` and `?plain=yes` ask for what the banks and Plaid say, without the person's own words. */
function leavesBookOut({ query }: Request): boolean {
  return [query.plain].flat().some((plain) => plain === '' || plain === 'yes');
}

/** The banks in these cookies, in the order they were linked. */
export function banksIn(entries: Vault['entries']): LinkedBank[] {
  return entries
    .flatMap(({ slot, content, expiresAt, isSessionOnly }) => {
      const connection = unpackConnection(content);
      return connection ? [{ id: slot, connection, expiresAt, isSessionOnly }] : [];
    })
    .sort((a, b) => a.connection.linkedAt.getTime() - b.connection.linkedAt.getTime());
}

function unreadableIn({ entries, unreadable }: Vault): RequestContext['unreadable'] {
  const foreign = entries.filter(({ content }) => unpackConnection(content) === null);
  return [...unreadable, ...foreign.map(({ slot }) => ({ slot, cause: 'damaged' as const }))];
}

/** Aborts when the reader leaves before the answer is whole, or the process is about to end. */
export function signalOf(res: Response): AbortSignal {
  const controller = new AbortController();
  // Every call in flight listens; Node suspects a leak from the eleventh on.
  setMaxListeners(0, controller.signal);
  onceClosed(res, () => controller.abort());
  res.once(HURRY, () => controller.abort());
  return controller.signal;
}

/** The one guard of all that needs a bank: a page leads to where one is linked, the API says how. */
export const requireLinkedBank: RequestHandler = (req, res, next) => {
  if (req.context.banks.length > 0) return next();
  if (!req.path.startsWith('/api/')) return res.redirect(303, '/');
  const url = `${req.context.origin}/`;
  res.status(401).json({
    error: 'unauthorized',
    message:
      req.context.unreadable.length === 0
        ? 'No bank is connected in the browser whose cookies came with this request, or none came.'
        : 'This server can use none of the bank cookies that came with this request.',
    howToLink: {
      url,
      sentence: `Open ${url} in a browser, press Connect a bank, and send the cookies it holds then.`,
    },
  });
};

/** The bank that the address names by its id, such as /banks/k3v7qa/repair; 404 where this browser has none such. */
export function bankFromParams(req: Request, banks = req.context.banks): LinkedBank {
  const bank = banks.find(({ id }) => id === req.params.id);
  if (!bank) throw new HttpError(404);
  return bank;
}

/** Pages that are there for whoever has a bank; other addresses ask a question, or are of forms alone. */
const LASTING_PAGES =
  /^\/(dashboard|transactions|spending|net-worth|recurring|ahead|credit|banks|book|privacy|account|setup)(\?|$)/;
/** So that it has room in another address. */
const LONGEST_RETURN = 2_000;

/** Where a form leads in the end: the page given, where it is one of ours that is there for whoever has a bank. */
export function pageToReturnTo(page: unknown, otherwise: string): string {
  const isOne = typeof page === 'string' && page.length <= LONGEST_RETURN && LASTING_PAGES.test(page);
  return isOne ? page : otherwise;
}

/** The path of the page a form stood on; a page of anyone else counts as none. Two slashes would name a host. */
export function refererPath(req: Request): string {
  const referer = req.get('referer');
  if (referer === undefined || !URL.canParse(referer)) return '/';
  const page = new URL(referer);
  const isOurs = page.origin === req.context.origin;
  return isOurs ? page.pathname.replace(/^\/+/, '/') + page.search : '/';
}
