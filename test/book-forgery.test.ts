/** Books that are forged, foreign, moved, damaged, over or of no version of ours: none is accepted, and none makes a request fail. */

import { randomBytes } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import type { Request, Response } from 'express';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { SealPurpose } from '../src/crypto/keys.ts';
import { createSealer } from '../src/crypto/sealer.ts';
import { openBook } from '../src/page/book.ts';
import { vaultMiddleware } from '../src/web/vault.ts';
import { giveBank } from './support/give-bank.ts';
import { wholeOf } from './support/give-book.ts';
import { routesOf } from './support/router.ts';
import { startTestApp } from './support/test-app.ts';

const FORGERIES = 10_000;
const app = await startTestApp();
afterAll(() => app.close());
const { sealer } = app.services;
const now = new Date();
const LATER = new Date(now.getTime() + 86_400_000);
const NAMES = ['book-entire', 'book-abcdef', '__Host-book-entire'] as const;
const RULE = 'count "needle" as nothing';
const BOOK = wholeOf(RULE);
const deflated = (form: number, text: string) => Buffer.concat([Buffer.of(0, form), deflateRawSync(text)]);

interface Sealing {
  readonly content?: Buffer;
  readonly purpose?: SealPurpose;
  readonly name?: string;
  readonly expiresAt?: Date;
  readonly by?: typeof sealer;
}

function sealed({ content = BOOK, purpose = 'book', name = NAMES[0], ...rest }: Sealing = {}): string {
  return (rest.by ?? sealer).seal(content, rest.expiresAt ?? LATER, { purpose, name });
}

/** Genuine seals of this server that are no book of this name, by what is wrong with them. */
const NO_BOOKS = {
  'a bank under a book’s name': () => sealed({ purpose: 'bank' }),
  'a session under a book’s name': () => sealed({ purpose: 'session' }),
  'a book under another name': () => sealed({ name: 'book-zzzzzz' }),
  'a book of the https name': () => sealed({ name: '__Host-book-entire' }),
  'a book of another server': () => sealed({ by: createSealer([randomBytes(32)]) }),
  'a book that is over': () => sealed({ expiresAt: now }),
  'a book that was over long ago': () => sealed({ expiresAt: new Date(0) }),
  'a book of an unknown form': () => sealed({ content: deflated(9, '# Ledgerless book 1') }),
  'a book of an unknown version': () => sealed({ content: deflated(1, `# Ledgerless book 9\n${RULE}`) }),
  'a book with a line of another version': () => sealed({ content: deflated(1, 'forget "needle"') }),
  'a bomb': () => sealed({ content: deflated(1, '#'.padEnd(2_500_000, 'x')) }),
  'a bomb of changes': () => sealed({ content: deflated(2, `[[1,"#${'x'.repeat(2_000_000)}",[]]]`) }),
  'a book that is cut before it is sealed': () => sealed({ content: BOOK.subarray(0, -5) }),
  'bytes that inflate to nothing': () => sealed({ content: Buffer.of(0, 1, 3, 0, 77, 201) }),
  'no content': () => sealed({ content: Buffer.alloc(0) }),
  'a flag alone': () => sealed({ content: Buffer.of(0) }),
  'random content': () => sealed({ content: Buffer.concat([Buffer.of(0, 1), randomBytes(300)]) }),
  'a connection': () => sealed({ content: Buffer.concat([Buffer.of(0), randomBytes(90)]) }),
} satisfies Record<string, () => string>;

const genuine = sealed();
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.'];
const place = fc.nat(genuine.length - 1);
const letter = fc.constantFrom(...LETTERS);

const forged = fc
  .oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(place, letter)
        .map(([at, one]) => genuine.slice(0, at) + one + genuine.slice(at + 1)),
    },
    { weight: 2, arbitrary: place.map((at) => genuine.slice(0, at)) },
    { weight: 2, arbitrary: place.map((at) => genuine.slice(at + 1)) },
    { weight: 2, arbitrary: place.map((at) => genuine.slice(0, at) + genuine.slice(at + 1)) },
    {
      weight: 2,
      arbitrary: fc.tuple(place, letter).map(([at, one]) => genuine.slice(0, at) + one + genuine.slice(at)),
    },
    { weight: 2, arbitrary: fc.array(letter, { maxLength: 400 }).map((letters) => letters.join('')) },
    { weight: 1, arbitrary: fc.base64String({ maxLength: 4000 }).map((text) => `v1.aaaaaaaa.${text}`) },
    { weight: 4, arbitrary: fc.constantFrom(...Object.values(NO_BOOKS)).map((make) => make()) },
  )
  .filter((value) => value !== genuine);

/** What the app finds in this header, by its own middleware, and which cookies it clears. */
function open(cookie: string) {
  const req: Request = Object.setPrototypeOf(new IncomingMessage(new Socket()), app.express.request);
  const res: Response = Object.setPrototypeOf(new ServerResponse(req), app.express.response);
  Object.assign(req, { app: app.express, res });
  Object.assign(res, { app: app.express, req });
  req.headers.cookie = `${cookie}; bank-abank2=damaged`;
  vaultMiddleware({ sealer, isSecure: false, now: () => now })(req, res, () => {});
  const { vault: bankVault, bookVault: vault } = req;
  const notices: string[] = [];
  const book = openBook({
    ...{ bankVault, vault, now, maxSessionDays: 30 },
    banks: () => [{ isSessionOnly: false }],
    hasUndecided: () => false,
    notice: (sentence) => notices.push(sentence),
  });
  book.settle();
  const sent = [res.getHeader('set-cookie') ?? []].flat().map(String);
  const namesOf = (lines: readonly string[]) => lines.map((line) => line.slice(0, line.indexOf('=')));
  const isCleared = (line: string) => /^[^=]+=;/.test(line);
  return {
    lines: book.lines,
    banks: bankVault.entries.length,
    cleared: namesOf(sent.filter(isCleared)),
    set: namesOf(sent.filter((line) => !isCleared(line))),
    notices,
  };
}

describe(`of ${FORGERIES.toLocaleString()} books that are none`, () => {
  it('none is accepted, none throws, and each is told and cleared', () => {
    const wrong: string[] = [];
    for (const value of fc.sample(forged, { numRuns: FORGERIES })) {
      const { lines, cleared, set, notices } = open(`book-entire=${value}`);
      const isGood =
        lines.length === 0 && cleared.join() === 'book-entire' && set.length === 0 && notices.length === 1;
      if (!isGood) wrong.push(value);
    }
    expect(wrong).toEqual([]);
  }, 120_000);

  it.each(Object.entries(NO_BOOKS))('%s is none as well', (_, make) => {
    const opened = open(`book-entire=${make()}`);
    expect(opened).toMatchObject({ lines: [], cleared: ['book-entire'], set: [] });
    expect(opened.notices).toHaveLength(1);
  });

  it('the genuine one that they are made of is accepted, and is no bank', () => {
    expect(open(`book-entire=${genuine}`)).toMatchObject({
      lines: [{ kind: 'count' }],
      notices: [],
      cleared: [],
    });
    expect(open(`bank-entire=${genuine}`)).toMatchObject({ lines: [], banks: 0 });
    expect(open(`bank-entire=${sealed({ name: 'bank-entire' })}`)).toMatchObject({ lines: [], banks: 0 });
  });
});

describe('through every route of the app', () => {
  /** Those that end a connection or need an address of their own are asked as well: none may fail. */
  const routes = routesOf(app.express).filter(
    (route) => !route.includes('/webhook') && !route.startsWith('USE '),
  );

  it('none of them makes one fail, and each is cleared', async () => {
    expect(routes.length).toBeGreaterThan(40);
    const values = Object.values(NO_BOOKS).map((make) => make());
    const sample = [...values, ...fc.sample(forged, { numRuns: 20 })];
    const wrong: string[] = [];
    for (const [index, route] of routes.entries()) {
      const [method = '', path = ''] = route.split(' ');
      const client = app.newClient();
      giveBank(app, client);
      client.jar.set('book-entire', sample[index % sample.length] ?? '');
      client.jar.set('book-abcdef', sample[(index * 7 + 3) % sample.length] ?? '');
      const headers = { 'sec-fetch-site': 'same-origin' };
      const { status } = await client.send(path.replace(/:\w+/, 'abcdef'), { method, headers });
      const isLeft = [...client.jar.keys()].some((name) => name.startsWith('book-'));
      const isTouched = !['/healthz'].includes(path);
      if (status >= 500 || isLeft === isTouched) wrong.push(`${status} ${route} ${isLeft}`);
    }
    expect(wrong).toEqual([]);
    expect(app.logLines.join('\n')).not.toContain('needle');
  }, 240_000);
});
