/** Answers of one handler to a browser with a few made-up banks, without the rest of the app. */

import express, { type RequestHandler } from 'express';
import request from 'supertest';
import type { Book } from '../../../src/finance/book/lines.ts';
import { linkTo, type MadeUpBank } from '../../support/made-up-banks.ts';
import { format, hidden, TODAY } from './pasts.ts';

interface Browser {
  readonly banks: readonly MadeUpBank[];
  readonly book?: Book;
  readonly isHidden?: boolean;
}

/** What it answers, with the notices for the reader's next page and how Plaid was asked. */
export async function answerOf(
  handler: RequestHandler,
  path: string,
  { banks, book = [], isHidden = false }: Browser,
) {
  const session: { notices?: string[] } = {};
  const now = new Date(`${TODAY}T12:00:00Z`);
  const { asked, readingOptions } = linkTo(banks, { now, book });
  const context = {
    ...{ today: TODAY, now, book, format: isHidden ? hidden : format, preferences: { isHidden } },
    async plaidCalls(answer?: string) {
      asked.push(answer ?? 'answer');
      return {};
    },
    readingOptions,
  };
  const app = express();
  app.use((req, _res, next) => {
    Object.assign(req, { context, session });
    next();
  });
  app.get('/{*any}', handler);
  const { status, headers, text } = await request(app).get(path);
  return { status, headers, text, asked, notices: session.notices ?? [] };
}
