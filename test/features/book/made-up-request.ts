/** A browser with a book and a few made-up banks, for one handler: what it answers, and the models of its views. */

import express, { type RequestHandler } from 'express';
import request from 'supertest';
import { readUpload } from '../../../src/features/book/upload.ts';
import type { BookLine } from '../../../src/finance/book/lines.ts';
import { parseBook } from '../../../src/finance/book/text.ts';
import { createFormat } from '../../../src/finance/format.ts';
import { BookFullError } from '../../../src/page/book.ts';
import type { BookChange } from '../../../src/page/book-cookie.ts';
import type { Services } from '../../../src/services.ts';
import { linkTo, type MadeUpBank } from '../../support/made-up-banks.ts';

export const TODAY = '2026-05-20';
export const format = createFormat({ locale: 'en-US', isHidden: false, today: TODAY });
export const hidden = createFormat({ locale: 'en-US', isHidden: true, today: TODAY });

/** The lines of a text, which all have to be understood. */
export function linesIn(text: string): readonly BookLine[] {
  const { lines, problems } = parseBook(text);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return lines;
}

/** The only line of a text. */
export function lineIn(text: string): BookLine {
  const [line] = linesIn(text);
  if (!line) throw new Error('no line');
  return line;
}

interface Undo {
  readonly id: string;
  readonly lines: string;
  readonly remove: readonly string[];
}

interface Session {
  notices?: string[];
  bookUndo?: Undo;
  offersUndo?: boolean;
}

export interface Browser {
  readonly banks?: readonly MadeUpBank[];
  readonly book?: string;
  readonly isHidden?: boolean;
  readonly undo?: Undo;
  /** What is thrown where the book is changed. */
  readonly fault?: Error;
}

export const FULL = new BookFullError('A book has room for 20 rates.');
export const BROKEN = new Error('broken');

export const BOOK = `file "heron" under Treats
target pets 40 USD
own "House" property 420000 USD 2026-04-01
rate EUR 1.08 USD
`;
/** The beginnings of the SHA-256 hashes of what its first line and its last speak of. */
export const FILE_ID = 'vovuW2UycLTZaPD1';
export const RATE_ID = 'aP_iMQ65dGz657ks';
/** What is said of a line without a word. */
export const MISSING = 'The text to look for needs a letter or a digit.';

/** The fields that hold something. */
export const filled = (fields: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));

/** Nothing of a server but its views, which print what they are given. */
export const services = {
  views: (view: string, model: object) => `${JSON.stringify({ view, ...model })}\n`,
  log: { error: (facts: object) => expectNone(facts) },
  ...{ demo: null, accounts: null, storage: [], version: '1' },
  config: { plaid: null, redisUrl: null, hasCredit: false },
} as unknown as Services;

function expectNone(facts: object): never {
  throw new Error(JSON.stringify(facts));
}

/** A model as a view was given it, with the view's name. */
// biome-ignore lint/suspicious/noExplicitAny: it went through JSON
export type Model = Record<string, any>;

interface Asked {
  readonly path: string;
  /** The fields of a form that is posted; `null` posts no body at all. */
  readonly form?: Readonly<Record<string, string>> | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a handler answers. */
export async function answerOf(
  handler: RequestHandler,
  { path, form, headers = {} }: Asked,
  browser: Browser = {},
) {
  const { session, changes, asked, context } = madeUp(browser);
  const app = express();
  app.set('query parser', 'simple');
  app.use(readUpload, express.urlencoded({ extended: false }));
  app.use((req, _res, next) => {
    Object.assign(req, { session: Object.assign(session, { save() {} }), context });
    next();
  });
  app.all('/{*any}', handler);
  app.use(((error, _req, res, _next) => {
    res.status(500).send(String(error));
  }) as express.ErrorRequestHandler);
  const asks = request(app);
  const sent = form === undefined ? asks.get(path) : asks.post(path);
  const answer = await (form ? sent.set(headers).type('form').send(form) : sent.set(headers));
  const models: Model[] = answer.text.startsWith('{')
    ? answer.text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];
  return {
    ...{ status: answer.status, headers: answer.headers, text: answer.text, models, changes, asked },
    location: answer.headers.location ?? null,
    model: models[0] ?? {},
    notices: session.notices ?? [],
    undo: session.bookUndo,
    isUndoOffered: session.offersUndo ?? false,
  };
}

function madeUp({ banks = [], book = '', isHidden = false, undo, fault }: Browser) {
  const session: Session = undo ? { bookUndo: undo } : {};
  const changes: BookChange[] = [];
  const wholeBook = linesIn(book);
  const now = new Date(`${TODAY}T12:00:00Z`);
  const { asked, linkedBanks, readingOptions } = linkTo(banks, { now, book: wholeBook });
  const context = {
    ...{ today: TODAY, now, wholeBook, book: wholeBook, isPlain: false, origin: 'https://ours.example' },
    ...{ banks: linkedBanks, unreadable: [], preferences: { isHidden } },
    format: isHidden ? hidden : format,
    plaidCalls: async () => ({}),
    readingOptions,
    bookCookies: {
      change(change: BookChange) {
        if (fault) throw fault;
        changes.push(change);
      },
    },
  };
  return { session, changes, asked, context };
}
