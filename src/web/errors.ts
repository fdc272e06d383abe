/** Error handling: a status, a sentence for the person, and one line in the log. */

import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { faultOf, type Log } from '../log.ts';

interface ErrorText {
  readonly title: string;
  readonly sentence: string;
}

const TEXTS: Readonly<Record<number, ErrorText>> = {
  400: {
    title: 'That request made no sense',
    sentence: 'Something in the address or the form is not valid.',
  },
  403: {
    title: 'That did not come from this site',
    sentence:
      'Only our own pages may send forms here or load anything from here. Go back, reload the page, and try again.',
  },
  404: { title: 'There is no such page', sentence: 'The address may be mistyped, or the page has moved.' },
  405: { title: 'That cannot be done here', sentence: 'This address does not accept that method.' },
  413: { title: 'That is too much at once', sentence: 'The form is too large.' },
  414: { title: 'That address is too long', sentence: 'Shorten it and try again.' },
  415: { title: 'That is not a form', sentence: 'Only ordinary form fields are accepted here.' },
  429: {
    title: 'Too many requests',
    sentence: 'Too many requests came from your network within a minute. Wait a minute, then try again.',
  },
  500: {
    title: 'Something broke on our side',
    sentence: 'The error was logged, without any of your data. Your banks are still connected; try again.',
  },
  503: {
    title: 'Sign-in is not available just now',
    sentence:
      'The database of accounts does not answer, or takes no changes. Your banks do not depend on it; try again in a minute.',
  },
};

const BUSY: ErrorText = {
  title: 'This server is busy',
  sentence:
    'It has more to do at the moment than it can. Your banks are not the reason; try again in a few seconds.',
};

/** A failure whose status is known; its page is our own sentence, never the error's message. */
export class HttpError extends Error {
  readonly status: number;
  /** For the Retry-After header; null where waiting does not help. */
  readonly retryAfterSeconds: number | null;

  constructor(status: number, retryAfterSeconds: number | null = null) {
    super(STATUS_CODES[status]);
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

const BUSY_RETRY_SECONDS = 10;

/** This server has more to do than it can. Nothing is broken, so that the log has no error of it. */
export class BusyError extends HttpError {
  constructor() {
    super(503, BUSY_RETRY_SECONDS);
  }
}

/** For every address that no route has claimed. */
export const notFound: RequestHandler = () => {
  throw new HttpError(404);
};

export interface ErrorPage extends ErrorText {
  readonly status: number;
}

/** The last handler: writes the page, or ends the answer when part of it has already gone out. */
export function errorHandler(log: Log, page: (error: ErrorPage) => string): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    const status = statusOf(error);
    if (status >= 500 && !(error instanceof BusyError))
      log.error({ requestId: req.id, ...faultOf(error) }, 'request failed');
    if (res.headersSent) {
      res.destroy();
      return;
    }
    const text = error instanceof BusyError ? BUSY : (TEXTS[status] ?? TEXTS[status - (status % 100)]);
    res.set('Cache-Control', 'no-store');
    if (error instanceof HttpError && error.retryAfterSeconds !== null)
      res.set('Retry-After', String(error.retryAfterSeconds));
    res.status(status);
    if (req.path.startsWith('/api/')) return void res.json(forPrograms(status, text as ErrorText));
    res.type('html').send(page({ status, ...(text as ErrorText) }));
  };
}

/** The same as data; the code is the status's own name, such as `not-found`. */
function forPrograms(status: number, { title, sentence }: ErrorText): { error: string; message: string } {
  const name = STATUS_CODES[status] ?? 'Unnamed';
  return { error: name.toLowerCase().replaceAll(' ', '-'), message: `${title}. ${sentence}` };
}

/** Body parsers and Express put a status on what they throw; all else is our own fault. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}
