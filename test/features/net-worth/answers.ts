/** Answers of one handler to a browser with a few made-up banks, without the rest of the app. */

import express, { type RequestHandler } from 'express';
import request from 'supertest';
import type { Book } from '../../../src/finance/book/lines.ts';
import type { Account, Transaction } from '../../../src/finance/model.ts';
import { PlaidError, type PlaidErrorKind } from '../../../src/plaid/errors.ts';
import type { Cut, PlaidCallOptions } from '../../../src/plaid/gateway.ts';
import { format, hidden, TODAY } from './pasts.ts';

/** A bank by what it answers; its id is its name in small letters. */
export interface MadeUpBank {
  readonly name: string;
  readonly accounts?: readonly Account[];
  readonly transactions?: readonly Transaction[];
  readonly cut?: Cut;
  readonly error?: PlaidErrorKind;
}

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
  const asked: unknown[] = [];
  const session: { notices?: string[] } = {};
  const gateway = {
    async history(token: string, range: unknown, { onlyFromBank }: PlaidCallOptions) {
      asked.push({ token, range, onlyFromBank });
      const { error, accounts = [], transactions = [], cut } = banks.find(({ name }) => name === token) ?? {};
      if (error) return { ok: false, error: new PlaidError({ kind: error, code: 'X' }) };
      const balances = { accounts, source: 'cached' };
      return { ok: true, value: { transactions, balances, ...(cut && { cut }) } };
    },
  };
  const now = new Date(`${TODAY}T12:00:00Z`);
  const linkedBanks = banks.map(({ name }) => ({
    id: name.toLowerCase(),
    connection: { accessToken: name, institutionName: name, linkedAt: new Date(0) },
  }));
  const transactionCache = { isOn: false, find: async () => ({ entry: null }) };
  const context = {
    ...{ today: TODAY, now, book, format: isHidden ? hidden : format, preferences: { isHidden } },
    async plaidCalls(answer?: string) {
      asked.push(answer ?? 'answer');
      return {};
    },
    readingOptions: (range: unknown, callOptions: unknown) => ({
      ...{ gateway, transactionCache, linkedBanks, range, callOptions, now, book },
    }),
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
