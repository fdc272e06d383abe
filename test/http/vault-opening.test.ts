import { randomBytes } from 'node:crypto';
import express from 'express';
import fc from 'fast-check';
import request from 'supertest';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSealer, type Sealer } from '../../src/http/seal.ts';
import { type VaultEntry, vaultMiddleware } from '../../src/http/vault.ts';
import { Clock, DAY_MS, keyNamed, START } from './samples.ts';

const key = keyNamed('vault');
const CLEARED = 'Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax';

let sealer: Sealer;
let clock: Clock;
beforeEach(() => {
  sealer = createSealer([key]);
  clock = new Clock();
});

interface Sealing {
  name?: string;
  content?: string;
  purpose?: string;
  isSessionOnly?: boolean;
  with?: Sealer;
}

/** A cookie's value, as the vault would have written it. */
function sealedFor({ name = 'bank-abcdef', content = 'a', purpose = 'bank', ...rest }: Sealing = {}): string {
  const bytes = Buffer.concat([Buffer.from([rest.isSessionOnly ? 1 : 0]), Buffer.from(content)]);
  return (rest.with ?? sealer).seal(bytes, new Date(START.getTime() + DAY_MS), { purpose, name });
}

/** What a browser with these cookies has in its vault, and what the answer told it to keep or to drop. */
async function open(cookie: string, options: { with?: Sealer; isSecure?: boolean } = {}) {
  const app = express();
  app.use(
    vaultMiddleware({ sealer: options.with ?? sealer, isSecure: options.isSecure ?? false, now: clock.now }),
  );
  let entries: readonly VaultEntry[] = [];
  let expired: readonly VaultEntry[] = [];
  app.get('/', (req, res) => {
    entries = req.vault.entries;
    expired = req.vault.expired;
    res.send('read');
  });
  const answer = await request(app).get('/').set('Cookie', cookie);
  return {
    status: answer.status,
    entries,
    contents: entries.map(({ content }) => content.toString()),
    expired: expired.map(({ content }) => content.toString()),
    lines: (answer.headers['set-cookie'] ?? []) as unknown as string[],
  };
}

describe('a cookie of the vault', () => {
  it('is an entry and is left alone', async () => {
    const { entries, lines } = await open(
      `bank-abcdef=${sealedFor()}; bank-234567=${sealedFor({ name: 'bank-234567', isSessionOnly: true })}`,
    );
    const expiresAt = new Date(START.getTime() + DAY_MS);
    expect(entries).toEqual([
      { slot: 'abcdef', content: Buffer.from('a'), expiresAt, isSessionOnly: false },
      { slot: '234567', content: Buffer.from('a'), expiresAt, isSessionOnly: true },
    ]);
    expect(lines).toEqual([]);
  });

  it('ends at its expiry to the second, whatever the browser does', async () => {
    clock.advance(DAY_MS - 1);
    expect((await open(`bank-abcdef=${sealedFor()}`)).contents).toEqual(['a']);
    clock.advance(1);
    expect((await open(`bank-abcdef=${sealedFor()}`)).entries).toEqual([]);
  });

  it('past its expiry stays in the browser, apart from the others, until someone ends what it holds', async () => {
    clock.advance(DAY_MS);
    expect(await open(`bank-abcdef=${sealedFor()}`)).toMatchObject({
      expired: ['a'],
      entries: [],
      lines: [],
    });
  });

  it('past its expiry is not sealed anew when keys change', async () => {
    clock.advance(DAY_MS);
    const rotated = createSealer([keyNamed('new'), key]);
    const opened = await open(`bank-abcdef=${sealedFor()}`, { with: rotated });
    expect(opened).toMatchObject({ expired: ['a'], entries: [], lines: [] });
  });

  it.each([
    ['is garbled', () => 'bank-abcdef=%%%garbage'],
    ['is empty', () => 'bank-abcdef='],
    ['is cut', () => `bank-abcdef=${sealedFor().slice(0, -4)}`],
    ['was moved to another name', () => `bank-abcdef=${sealedFor({ name: 'bank-zzzzzz' })}`],
    ['comes from the https name', () => `bank-abcdef=${sealedFor({ name: '__Host-bank-abcdef' })}`],
    ['was sealed for something else', () => `bank-abcdef=${sealedFor({ purpose: 'session' })}`],
    [
      'was sealed with an unknown key',
      () => `bank-abcdef=${sealedFor({ with: createSealer([randomBytes(32)]) })}`,
    ],
  ])('counts as none and is cleared when it %s', async (_, cookie) => {
    expect(await open(cookie())).toMatchObject({
      status: 200,
      entries: [],
      lines: [`bank-abcdef=; ${CLEARED}`],
    });
  });

  it('is cleared under its https name with Secure', async () => {
    const { lines } = await open('__Host-bank-abcdef=x', { isSecure: true });
    expect(lines).toEqual([`__Host-bank-abcdef=; ${CLEARED.replace('HttpOnly', 'HttpOnly; Secure')}`]);
  });

  it('does not suffer from a bad one beside it', async () => {
    const { contents } = await open(`bank-zzzzzz=x; bank-abcdef=${sealedFor()}; session=y`);
    expect(contents).toEqual(['a']);
  });

  it('of somebody else on this host is neither read nor cleared', async () => {
    const others = 'bank=x; session=y; banks-abcdef=z; BANK-abcdef=x; __Host-bank-abcdef=x';
    expect(await open(others)).toMatchObject({ status: 200, entries: [], lines: [] });
  });

  it.each(['bank-(x)=1', 'bank-a b=1', 'bank-[]=1', 'bank-"=1', 'bank-é=1', 'bank-a/b=1', 'bank-a@b=1'])(
    'under a name that cannot be a cookie’s breaks nothing: %s',
    async (cookie) => {
      expect(await open(Buffer.from(cookie).toString('latin1'))).toMatchObject({ status: 200, entries: [] });
    },
  );

  it('never breaks a request, whatever the browser sends', async () => {
    const visible = fc.string({
      unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)),
    });
    await fc.assert(
      fc.asyncProperty(visible, visible, async (name, value) => {
        expect(await open(`bank-${name}=${value}`)).toMatchObject({ status: 200, entries: [] });
      }),
      { numRuns: 150 },
    );
  });
});

describe('a cookie sealed with an older key', () => {
  let rotated: Sealer;
  beforeEach(() => {
    rotated = createSealer([keyNamed('new'), key]);
  });

  it('is read and sealed anew for the rest of its time', async () => {
    clock.advance(DAY_MS / 2);
    const { contents, lines } = await open(`bank-abcdef=${sealedFor()}`, { with: rotated });
    expect(contents).toEqual(['a']);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^bank-abcdef=[\w.-]+; Max-Age=43200; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
    );
    const anew = lines[0]?.split(';')[0] ?? '';
    const onlyNew = createSealer([keyNamed('new')]);
    expect(await open(anew, { with: onlyNew })).toMatchObject({ contents: ['a'], lines: [] });
  });

  it('stays one that ends with the browser', async () => {
    const { lines } = await open(`bank-abcdef=${sealedFor({ isSessionOnly: true })}`, { with: rotated });
    expect(lines[0]).not.toContain('Max-Age');
    const reopened = await open(lines[0]?.split(';')[0] ?? '', { with: rotated });
    expect(reopened.entries[0]?.isSessionOnly).toBe(true);
    expect(reopened.lines).toEqual([]);
  });
});
