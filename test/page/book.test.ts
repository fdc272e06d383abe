/** The cookies of a book: how long they last, when they are written, and what becomes of those that are no good. */

import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createSealer } from '../../src/crypto/sealer.ts';
import { Client } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { giveBook, wholeOf } from '../support/give-book.ts';
import { newKey, startTestApp } from '../support/test-app.ts';
import { type BookAnswer, startBookApp } from './book-app.ts';

const START = new Date('2026-11-27T12:00:00Z').getTime();
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const DAYS = 60;
/** Until a change is put into the whole. */
const SETTLED = 5 * MINUTE;
const OWN = 'own "Our house" property 420000 USD 2026-11-01';
const CALL = 'call "SQ *BLUEBIRD" Bluebird Café';

let now = START;
const [KEY, OLD_KEY] = [newKey(), newKey()];
const app = await startTestApp({
  now: () => new Date(now),
  env: { ENCRYPTION_KEYS: `${KEY},${OLD_KEY}`, MAX_SESSION_DAYS: String(DAYS) },
});
const books = await startBookApp(app.services);
afterAll(async () => {
  books.close();
  await app.close();
});
beforeEach(() => {
  now = START;
});

/** A browser with a bank for as long as a bank may be there. */
function browser({ isSessionOnly = false, banks = 1 } = {}): Client {
  const client = new Client(books.url);
  const expiresAt = new Date(now + DAYS * DAY);
  for (let count = 0; count < banks; count++) giveBank(app, client, { expiresAt, isSessionOnly });
  return client;
}

interface Seen extends BookAnswer {
  readonly status: number;
  /** The Set-Cookie lines of book cookies. */
  readonly set: readonly string[];
}

async function seen(sent: ReturnType<Client['get']>): Promise<Seen> {
  const { status, text, headers } = await sent;
  const set = headers.getSetCookie().filter((line) => line.startsWith('book-'));
  return { ...(JSON.parse(text) as BookAnswer), status, set };
}

const look = (client: Client, path = '/') => seen(client.get(path));
const write = (client: Client, put: string) => seen(client.post('/', { put }));
const takeAway = (client: Client, remove: string) => seen(client.post('/', { remove }));
const bookCookies = ({ jar }: Client) => [...jar.keys()].filter((name) => name.startsWith('book-'));

/** When a cookie's seal is over. */
function endOf(client: Client, name = 'book-entire'): Date | undefined {
  const sealed = client.jar.get(name) ?? '';
  return app.services.sealer.open(sealed, { purpose: 'book', name })?.expiresAt;
}

describe('a browser without a book', () => {
  it('is sent no cookie of one', async () => {
    const answer = await look(browser());
    expect(answer).toEqual({ status: 200, lines: [], counted: 0, notices: [], full: null, set: [] });
  });
});

describe('a line that is written', () => {
  it('is in a cookie of its own for five minutes, and then in the whole', async () => {
    const client = browser();
    const written = await write(client, OWN);
    expect(written.lines).toEqual([OWN]);
    expect(written.set).toEqual([
      expect.stringMatching(
        /^book-[a-z2-7]{6}=v1\.[\w.-]+; Max-Age=5184000; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
      ),
    ]);
    now += SETTLED - 1;
    expect(await look(client)).toMatchObject({ lines: [OWN], set: [] });
    now += 1;
    const settled = await look(client);
    expect(settled.lines).toEqual([OWN]);
    expect(settled.set).toEqual([
      expect.stringMatching(/^book-entire=v1\./),
      expect.stringMatching(/^book-[a-z2-7]{6}=; Path=\/; Expires=Thu, 01 Jan 1970/),
    ]);
    expect(bookCookies(client)).toEqual(['book-entire']);
    expect(await look(client)).toMatchObject({ lines: [OWN], set: [] });
  });

  it('stands in one cookie with those that were written shortly before', async () => {
    const client = browser();
    for (const word of ['one', 'two', 'three', 'four', 'five', 'six'])
      await write(client, `call "${word}" X`);
    expect(bookCookies(client)).toHaveLength(1);
    expect((await look(client)).lines).toHaveLength(6);
  });

  it('that two tabs have written goes into the whole before its cookie is cleared, the oldest first', async () => {
    const client = browser();
    const [one, other] = [client.copy(), client.copy()];
    now += 1;
    await write(one, OWN);
    now += 1;
    await write(other, CALL);
    const slots = [one, other].flatMap(bookCookies);
    // The browser sends the later one first.
    for (const { jar } of [other, one]) {
      for (const [name, value] of jar) if (name.startsWith('book-')) client.jar.set(name, value);
    }
    now += SETTLED;
    const { lines, set } = await look(client);
    expect(lines).toEqual([CALL, OWN]);
    expect(set.map((line) => line.slice(0, 11))).toEqual(['book-entire', ...slots]);
  });

  it('goes before an earlier one about the same, also in the whole', async () => {
    const client = browser();
    giveBook(app, client, { text: `${CALL}\n` });
    await write(client, CALL.replace('Café', 'Bar'));
    await write(client, CALL.replace('Café', 'Inn'));
    const last = [CALL.replace('Café', 'Inn')];
    expect((await look(client)).lines).toEqual(last);
    now += SETTLED;
    await look(client);
    expect(await look(client)).toMatchObject({ lines: last, set: [] });
  });

  it('and is taken away again is gone for good', async () => {
    const client = browser();
    giveBook(app, client, { text: `${CALL}\n` });
    await write(client, OWN);
    expect((await takeAway(client, CALL)).lines).toEqual([OWN]);
    expect((await takeAway(client, OWN)).lines).toEqual([]);
    now += 2 * SETTLED;
    expect((await look(client)).lines).toEqual([]);
    // Nothing is left of a book without a line.
    expect(bookCookies(client)).toEqual([]);
  });

  it('does not count for what is read where the address has ?plain', async () => {
    const client = browser();
    giveBook(app, client, { text: `${CALL}\n${OWN}\n` });
    const counted = async (path: string) => (await look(client, path)).counted;
    const paths = ['/', '/?plain', '/?plain=yes', '/?plain=no', '/?plain=1', '/?x=plain'];
    expect(await Promise.all(paths.map(counted))).toEqual([2, 0, 0, 2, 2, 2]);
    expect((await look(client, '/?plain')).lines).toHaveLength(2);
  });
});

describe('a book', () => {
  it('is renewed by a request once it is more than a day older than it could be', async () => {
    const client = browser();
    giveBook(app, client, { text: `${CALL}\n` });
    now += DAY;
    expect((await look(client)).set).toEqual([]);
    now += 1000;
    expect((await look(client)).set).toEqual([expect.stringContaining(`; Max-Age=${DAYS * 86_400};`)]);
    expect(endOf(client)).toEqual(new Date(now + DAYS * DAY));
  });

  it('lasts no longer than the operator allows by now', async () => {
    const client = browser();
    giveBook(app, client, { text: `${CALL}\n`, expiresAt: new Date(now + 365 * DAY) });
    await look(client);
    expect(endOf(client)).toEqual(new Date(now + DAYS * DAY));
  });

  it.each([
    ['all', 1, true],
    ['not all', 2, false],
  ])('goes with the browser’s windows where %s of its banks do', async (_, banks, isForgotten) => {
    const client = browser({ isSessionOnly: true });
    if (banks > 1) giveBank(app, client, { expiresAt: new Date(now + DAYS * DAY) });
    giveBook(app, client, { text: `${CALL}\n`, isSessionOnly: !isForgotten });
    const settled = await look(client);
    const written = await write(client, OWN);
    for (const { set } of [settled, written]) {
      expect(set).toHaveLength(1);
      expect(set[0]?.includes('Max-Age')).toBe(!isForgotten);
    }
    expect((await look(client)).set).toEqual([]);
  });

  it('that an older key has sealed is sealed anew, once no change is young', async () => {
    const client = browser();
    const byOldKey = createSealer([Buffer.from(OLD_KEY, 'base64')]);
    giveBook(app, client, { text: `${CALL}\n`, sealer: byOldKey });
    const change = wholeOf('').subarray(0, 1);
    const text = JSON.stringify([[now - SETTLED + 1, OWN, []]]);
    const content = Buffer.concat([change, Buffer.of(2), deflateRawSync(text)]);
    const end = new Date(now + DAY);
    client.jar.set('book-abcdef', byOldKey.seal(content, end, { purpose: 'book', name: 'book-abcdef' }));
    expect(await look(client)).toMatchObject({ lines: [CALL, OWN], set: [] });
    now += 1;
    await look(client);
    expect(bookCookies(client)).toEqual(['book-entire']);
    const onlyNew = createSealer([Buffer.from(KEY, 'base64')]);
    const sealed = client.jar.get('book-entire') ?? '';
    expect(onlyNew.open(sealed, { purpose: 'book', name: 'book-entire' })?.isOldKey).toBe(false);
    expect(await look(client)).toMatchObject({ lines: [CALL, OWN], set: [] });
  });

  it('that an older key has sealed is sealed anew at once where nothing was changed', async () => {
    const client = browser();
    giveBook(app, client, { text: `${CALL}\n`, sealer: createSealer([Buffer.from(OLD_KEY, 'base64')]) });
    expect((await look(client)).set).toHaveLength(1);
    expect(await look(client)).toMatchObject({ lines: [CALL], set: [] });
  });

  it('that has expired is cleared with its own notice', async () => {
    const client = browser();
    giveBook(app, client, { text: `${CALL}\n`, expiresAt: new Date(now) });
    const { lines, notices } = await look(client);
    expect([lines, notices]).toEqual([[], [expect.stringContaining('Your book expired')]]);
    expect(bookCookies(client)).toEqual([]);
  });

  it('is gone with the last bank, and says so', async () => {
    const client = browser({ banks: 0 });
    giveBook(app, client, { text: `${CALL}\n` });
    const { lines, notices } = await look(client);
    expect([lines, notices]).toEqual([[], [expect.stringMatching(/^No bank is connected in this browser/)]]);
    expect(bookCookies(client)).toEqual([]);
    expect(await look(client)).toMatchObject({ notices: [], set: [] });
  });

  it('stays where a bank is left that cannot be read', async () => {
    const client = browser({ banks: 0 });
    client.jar.set('bank-abcdef', 'x');
    giveBook(app, client, { text: `${CALL}\n`, isSessionOnly: true });
    expect(await look(client)).toMatchObject({ lines: [CALL], notices: [], set: [] });
  });
});

describe('a book that is no good', () => {
  const GONE = expect.stringMatching(/^Your book could not be read, and was removed from this browser\./);

  it.each([
    ['is damaged', () => 'v1.garbage'],
    ['is empty', () => ''],
    [
      'is sealed by a key that is not known',
      () => sealed(createSealer([Buffer.alloc(32, 9)]), wholeOf(CALL)),
    ],
    ['is of an unknown form', () => sealed(app.services.sealer, wholeOf(CALL, { form: 7 }))],
    ['has a line that is not understood', () => sealed(app.services.sealer, wholeOf('forget everything'))],
  ])('because it %s is told once, and cleared', async (_, value) => {
    const client = browser();
    client.jar.set('book-entire', value());
    const first = await look(client);
    expect(first).toMatchObject({ status: 200, lines: [], notices: [GONE] });
    expect(bookCookies(client)).toEqual([]);
    expect(await look(client)).toMatchObject({ lines: [], notices: [], set: [] });
  });

  it('in part keeps the other part, and says so', async () => {
    const client = browser();
    giveBook(app, client, { text: `${CALL}\n` });
    client.jar.set('book-abcdef', 'x');
    const { lines, notices } = await look(client);
    expect(lines).toEqual([CALL]);
    expect(notices).toEqual([expect.stringMatching(/^A part of your book could not be read/)]);
    expect(bookCookies(client)).toEqual(['book-entire']);
  });

  function sealed(by: typeof app.services.sealer, content: Buffer): string {
    return by.seal(content, new Date(now + DAY), { purpose: 'book', name: 'book-entire' });
  }
});

describe('the bounds of a book', () => {
  const rules = (count: number, from = 0) =>
    Array.from({ length: count }, (_, index) => `count "shop ${from + index}" as nothing`).join('\n');

  it('are 200 rules: one more is refused, and nothing is changed', async () => {
    const client = browser();
    expect((await write(client, rules(200))).lines).toHaveLength(200);
    const { full, lines, set } = await write(client, rules(1, 200));
    expect([full, lines.length, set]).toEqual([expect.stringContaining('200 rules'), 200, []]);
    // One in place of another is none more.
    expect((await write(client, 'count "shop 7" as income')).full).toBeNull();
  });

  it('may be passed by two tabs at once: nothing is lost, and lines can be taken away', async () => {
    const client = browser();
    giveBook(app, client, { text: `${rules(199)}\n` });
    const [one, other] = [client.copy(), client.copy()];
    await write(one, 'call "one" A');
    await write(other, 'call "other" B');
    for (const [name, value] of [...one.jar, ...other.jar]) client.jar.set(name, value);
    now += 2 * SETTLED;
    expect((await look(client)).lines).toHaveLength(201);
    expect((await look(client)).lines).toHaveLength(201);
    expect((await write(client, rules(1, 500))).full).toContain('200 rules');
    // One in place of another is none more; a line of another kind has room of its own.
    const replaced = await write(client, 'count "shop 7" as income\ntarget Pets 40 USD');
    expect([replaced.full, replaced.lines.length]).toEqual([null, 202]);
    await takeAway(client, 'target Pets 40 USD');
    expect((await takeAway(client, rules(1))).lines).toHaveLength(200);
    now += 2 * SETTLED;
    expect((await look(client)).lines).toHaveLength(200);
    expect(bookCookies(client)).toEqual(['book-entire']);
  });

  it('are no bar to taking lines away, where two tabs have passed them and the Cookie header is full', async () => {
    const client = browser();
    giveBook(app, client, { text: `${rules(197)}\n` });
    const [one, other] = [client.copy(), client.copy()];
    await write(one, ['one', 'uno', 'une'].map((word) => `call "${word}" A`).join('\n'));
    await write(other, ['two', 'dos', 'deux'].map((word) => `call "${word}" B`).join('\n'));
    for (const [name, value] of [...one.jar, ...other.jar]) client.jar.set(name, value);
    const left: [number, string | null][] = [];
    for (const number of [0, 1, 2, 3]) {
      client.jar.delete('o');
      client.jar.set('o', 'x'.repeat(8000 - client.cookies.length - '; o='.length));
      const { lines, full } = await takeAway(client, rules(1, number));
      left.push([lines.length, full]);
    }
    expect(left).toEqual([202, 201, 200, 199].map((count) => [count, null]));
    now += SETTLED;
    expect((await look(client)).lines).toHaveLength(199);
  });

  it('hold a full book that is uploaded ten times within a minute, each time with another line changed', async () => {
    const client = browser();
    const merchants = (round: number) =>
      Array.from(
        { length: 200 },
        (_, index) => `call "SQ *MERCHANT ${index * 7919}" Merchant number ${index === round ? 'X' : index}`,
      ).join('\n');
    for (let round = 0; round < 10; round++) {
      expect((await write(client, merchants(round))).full).toBeNull();
      now += 6_000;
      const { lines, notices } = await look(client);
      expect([lines.length, notices]).toEqual([200, []]);
      expect(lines.filter((line) => line.endsWith(' X'))).toHaveLength(1);
    }
    expect(bookCookies(client)).toHaveLength(1);
    now += SETTLED;
    expect((await look(client)).lines).toHaveLength(200);
    expect(bookCookies(client)).toEqual(['book-entire']);
  });

  it('hold a book of just under 64 KB, and each of its changes', async () => {
    const client = browser();
    const bookOf = (letters: number, name: string) =>
      Array.from(
        { length: 200 },
        (_, index) => `call "${100 + index} ${'ü'.repeat(90)}" "${name}" on "${'ü'.repeat(letters)}"`,
      ).join('\n');
    const bytesOf = (letters: number) =>
      Buffer.byteLength(`# Ledgerless book 1\n${bookOf(letters, 'ü'.repeat(40))}\n`);
    let letters = 1;
    while (bytesOf(letters + 1) <= 64 * 1024) letters++;
    expect(bytesOf(letters)).toBeGreaterThan(65_000);
    for (const letter of ['ü', 'é', 'ä', 'ö', 'ü', 'é', 'ä', 'ö']) {
      const { full, lines } = await write(client, bookOf(letters, letter.repeat(40)));
      expect([full, lines.length]).toEqual([null, 200]);
      now += 1000;
      const seen = await look(client);
      expect([seen.lines.length, seen.lines[0]?.includes(letter.repeat(40)), seen.notices]).toEqual([
        200,
        true,
        [],
      ]);
    }
    now += SETTLED;
    expect((await look(client)).lines).toHaveLength(200);
  });

  it('are one cookie, however few the lines', async () => {
    const client = browser();
    // Nothing in it repeats, so that nothing of it can be deflated.
    const long = (index: number) =>
      `call "${app.services.sealer
        .seal(Buffer.alloc(40), new Date(now), { purpose: 'visit', name: 'x' })
        .slice(-80)
        .replaceAll(/[^A-Za-z0-9]/g, 'x')}${index}" Y`;
    let count = 0;
    let answer = await write(client, long(count));
    while (answer.full === null && count < 100) answer = await write(client, long(++count));
    expect(answer.full).toContain('no room');
    expect(count).toBeGreaterThan(25);
    expect(answer.lines).toHaveLength(count);
    expect(Math.max(...[...client.jar.values()].map(({ length }) => length))).toBeLessThanOrEqual(3800);
    // Each of the changes counts as a millisecond later than the one before.
    now += SETTLED + count;
    expect((await look(client)).lines).toHaveLength(count);
    expect(bookCookies(client)).toEqual(['book-entire']);
  });

  it('refuse a line when the Cookie header is full, and still let one be removed', async () => {
    const client = browser();
    giveBook(app, client, { text: `${rules(50)}\n` });
    client.jar.set('o', 'x'.repeat(8000 - client.cookies.length - '; o='.length));
    expect(client.cookies).toHaveLength(8000);
    const refused = await write(client, CALL);
    expect([refused.full, refused.lines.length, refused.set]).toEqual([
      expect.stringContaining('no room'),
      50,
      [],
    ]);
    const { lines, set } = await takeAway(client, rules(1));
    expect(lines).toHaveLength(49);
    // There is no room for a change beside the whole.
    expect(set).toEqual([expect.stringMatching(/^book-entire=v1/)]);
    expect((await look(client)).lines).toHaveLength(49);
  });
});
