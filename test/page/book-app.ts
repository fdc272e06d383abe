/** An app that does nothing but show and change the book of its browser, by the middleware of the real one. */

import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { openCookies, openRequest } from '../../src/app.ts';
import { formatBook, keyOf, parseBook } from '../../src/finance/book/text.ts';
import { BookFullError } from '../../src/page/book.ts';
import type { Services } from '../../src/services.ts';

export interface BookApp {
  readonly url: string;
  close(): void;
}

/** What it answers. */
export interface BookAnswer {
  /** The lines without the first, as text. */
  readonly lines: readonly string[];
  /** Those that count for what is read. */
  readonly counted: number;
  readonly notices: readonly string[];
  /** Why a change was refused. */
  readonly full: string | null;
}

/** GET / shows the book. POST / writes the lines in `put`, and takes away those that are written in `remove`. */
export async function startBookApp(services: Services, now = services.now): Promise<BookApp> {
  const app = express();
  app.set('query parser', 'simple').use(express.urlencoded({ extended: false, limit: '300kb' }));
  app.use(openCookies({ ...services, now }), openRequest({ ...services, now }));
  app.use((req, res) => {
    let full: string | null = null;
    const { put = '', remove = '' } = (req.body ?? {}) as Record<string, string>;
    const change = { put: parseBook(put).lines, remove: parseBook(remove).lines.map(keyOf) };
    try {
      if (req.method === 'POST') req.context.bookCookies.change(change);
    } catch (error) {
      if (!(error instanceof BookFullError)) throw error;
      full = error.message;
    }
    const lines = formatBook(req.context.wholeBook).trimEnd().split('\n').slice(1);
    const { notices = [] } = req.session;
    delete req.session.notices;
    res.json({ lines, counted: req.context.book.length, notices, full } satisfies BookAnswer);
  });
  const server: Server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
