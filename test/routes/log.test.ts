/** The log of every route at LOG_LEVEL=trace: while all goes well, while Plaid and mail fail, and while everything fails. */

import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { PlaidCallOptions } from '../../src/plaid/gateway.ts';
import { attempt } from '../../src/plaid/result.ts';
import type { Services } from '../../src/services.ts';
import { listen } from '../../src/web/server.ts';
import { giveBook } from '../support/give-book.ts';
import { hasPostgres } from '../support/postgres.ts';
import { hasRedis } from '../support/redis.ts';
import { createPerson, type FullApp, type Person, startFullApp } from './full-app.ts';
import { DEMO_ROUTES, ROUTES } from './table.ts';
import { pathOf, type Visit, visitOf } from './visit.ts';

/** What a browser sends about itself besides cookies. */
const BROWSER = {
  'user-agent': 'Needle/1.0 (of a person)',
  referer: 'https://ledgerless.example/transactions?q=needle',
  'x-forwarded-for': '192.0.2.77',
};
/** Shorter than any token and any sealed text, so that a part of one is found too. */
const PIECE = 12;
/** Not logged at all: the host asks for it all day. */
const UNLOGGED = ['/healthz'];

/** The words and amounts of a person's book. */
const BOOK = ['Bookworm', 'Marginalia', '7654321.98'] as const;
const BOOK_TEXT = [
  `file "needle ${BOOK[0]}" under Pets of ${BOOK[1]}`,
  `own "House of ${BOOK[0]}" property ${BOOK[2]} USD 2026-01-15`,
].join('\n');

/** The parts of the routes themselves, which name nobody. */
const KNOWN_PARTS = new Set(
  Object.keys({ ...ROUTES, ...DEMO_ROUTES }).flatMap((name) => pathOf(name).split('/')),
);

/** Each throws what it was given: whatever is logged of the error would show it. */
function throwingServices(services: Services): Services {
  const fail = (...given: unknown[]) =>
    attempt(given.at(-1) as PlaidCallOptions, async () => {
      throw new Error(JSON.stringify(given));
    });
  async function* failingPages(...given: unknown[]) {
    yield await fail(...given);
  }
  const gateway = new Proxy(services.gateway, {
    get(real, name) {
      // These ask nothing and return no promise.
      if (name === 'hasUsers' || name === 'hasLiabilities') return real[name];
      return name === 'historyPages' ? failingPages : fail;
    },
  });
  const views: Services['views'] = (name, it) => {
    if (name === 'pages/error') return services.views(name, it);
    throw new Error(JSON.stringify(it));
  };
  return { ...services, gateway, views };
}

describe.skipIf(!hasRedis || !hasPostgres)('the log', () => {
  let full: FullApp;
  beforeAll(async () => {
    full = await startFullApp({ isDemo: false });
  }, 120_000);
  afterAll(() => full.close());

  /** Sends each route's request, prepared before the trouble; returns every word that must not be logged. */
  async function visitAll(base: string, makeTrouble: () => Promise<void>): Promise<Set<string>> {
    const words = new Set(['127.0.0.1', 'test-secret', 'needle', ...BOOK, ...Object.values(BROWSER)]);
    // As it is counted.
    words.add('765432198');
    const visits: [Person, Visit][] = [];
    for (const [name, row] of Object.entries(ROUTES)) {
      const person = await createPerson(full);
      giveBook(full.app, person.client, { text: BOOK_TEXT });
      visits.push([person, await visitOf(name, row, person)]);
      noteOf(person, words);
    }
    for (const { id, accessToken } of full.app.emulator.control.items()) words.add(id).add(accessToken);
    for (const { id } of full.app.emulator.control.users()) words.add(id);
    full.app.logLines.length = 0;
    await makeTrouble();
    for (const [person, { path, init }] of visits) {
      const headers = { ...BROWSER, ...(init.headers as Record<string, string>) };
      const search = path.includes('?') ? '' : '?q=needle';
      const answer = await person.client.at(base).send(path + search, { ...init, headers });
      noteOf(person, words);
      for (const place of [path, answer.location ?? '']) {
        const { pathname, searchParams } = new URL(place, base);
        for (const part of [...pathname.split('/'), ...searchParams.values()]) {
          // A number of months stands in many a line by chance.
          if (part.length > 2 && !KNOWN_PARTS.has(part)) words.add(part);
        }
      }
    }
    return words;
  }

  /** Waits until the last answer has been logged; `told` are messages that must be there. */
  async function expectLog(words: Set<string>, told: string[] = []): Promise<void> {
    const routes = Object.keys(ROUTES).map(pathOf);
    const expected = routes.filter((route) => !UNLOGGED.includes(route)).toSorted();
    await vi.waitFor(() => {
      const requests = full.app.logLines
        .map((line) => JSON.parse(line))
        .filter(({ msg }) => msg === 'request');
      expect(requests.map(({ route }) => route).toSorted()).toEqual(expected);
    });
    const pieces = new Set([...words].flatMap(piecesOf));
    expect(pieces.size).toBeGreaterThan(1_000);
    const found = full.app.logLines.flatMap((line) =>
      [...pieces].filter((piece) => line.includes(piece)).map((piece) => [piece, line]),
    );
    expect(found).toEqual([]);
    const messages = full.app.logLines.map((line) => JSON.parse(line).msg);
    expect(messages).toEqual(expect.arrayContaining(told));
  }

  it('holds no token, cookie or address while all goes well', async () => {
    await expectLog(await visitAll(full.app.url, async () => {}));
  }, 120_000);

  it('holds none while Plaid and the mail server refuse everything', async () => {
    let mend = () => {};
    const words = await visitAll(full.app.url, async () => {
      mend = full.app.emulator.control.inject({ kind: 'error', code: 'ITEM_LOGIN_REQUIRED' });
      full.mail.refuse('no mail for asked-for@example.org');
    });
    mend();
    full.mail.refuse(null);
    await expectLog(words, ['plaid', 'mail']);
  }, 120_000);

  it('holds none while handlers throw what they know, and Redis and PostgreSQL are gone', async () => {
    const throwing = createApp(throwingServices(full.app.services));
    const { server } = await listen(throwing, { port: 0, host: '127.0.0.1', isSecure: true });
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const words = await visitAll(base, async () => {
      await Promise.all([full.redis.kill(), full.postgres.kill()]);
    });
    await expectLog(words, ['request failed', 'postgres: it did not answer', 'redis: going on without it']);
    server.closeAllConnections();
    server.close();
  }, 120_000);
});

/** Adds the words of this person. */
function noteOf({ client, email, bankId }: Person, words: Set<string>): void {
  words.add(email).add(bankId);
  for (const value of client.jar.values()) words.add(value);
}

/** A long word in pieces, a short one whole. */
function piecesOf(word: string): string[] {
  if (word.length < 2 * PIECE) return [word];
  return word.match(new RegExp(`.{${PIECE}}`, 'g')) ?? [];
}
