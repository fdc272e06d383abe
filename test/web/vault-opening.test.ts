import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SealPurpose } from '../../src/crypto/keys.ts';
import { createSealer } from '../../src/crypto/sealer.ts';
import type { Vault } from '../../src/web/vault.ts';
import { DAY_MS, keyNamed, START } from './samples.ts';
import { inVault, inVaults, key, sealer, type VaultRequest } from './vault-request.ts';

const CLEARED = 'Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax';
const expiresAt = new Date(START.getTime() + DAY_MS);

interface Sealing {
  readonly name?: string;
  readonly purpose?: SealPurpose;
  readonly isSessionOnly?: boolean;
  readonly with?: typeof sealer;
}

/** The value of a cookie, as the vault writes it. */
function sealedFor({ name = 'bank-abcdef', purpose = 'bank', ...rest }: Sealing = {}): string {
  const content = Buffer.from([rest.isSessionOnly ? 1 : 0, ...Buffer.from('a')]);
  return (rest.with ?? sealer).seal(content, expiresAt, { purpose, name });
}

/** What the vault finds in these cookies. */
async function open(cookie: string, options: VaultRequest = {}) {
  const opened = await inVault(({ entries, expired, unreadable }) => ({ entries, expired, unreadable }), {
    ...options,
    cookie,
  });
  const { entries, expired, unreadable } = opened.result;
  const contents = entries.map(({ content }) => content.toString());
  return {
    ...{ ...opened, entries, contents, expired: expired.map(({ content }) => content.toString()) },
    unreadable: unreadable.map(({ slot, cause }) => `${slot} ${cause}`),
  };
}

describe('a cookie of the vault', () => {
  it('is opened as an entry, and is not set again', async () => {
    const { entries, lines } = await open(
      `bank-abcdef=${sealedFor()}; bank-234567=${sealedFor({ name: 'bank-234567', isSessionOnly: true })}`,
    );
    const entry = { content: Buffer.from('a'), expiresAt };
    expect(entries).toEqual([
      { slot: 'abcdef', ...entry, isSessionOnly: false },
      { slot: '234567', ...entry, isSessionOnly: true },
    ]);
    expect(lines).toEqual([]);
  });

  it.each([
    ['in its time', START],
    ['after its expiry', expiresAt],
  ])('that opens and is of no use here stays, and is no entry: %s', async (_, now) => {
    const cookie = `bank-abcdef=${sealedFor()}; book-abcdef=${sealedFor({ name: 'book-abcdef', purpose: 'book' })}`;
    const opened = await inVaults(
      ({ vault, bookVault }) =>
        [vault, bookVault].map(({ entries, expired, unreadable }) => ({
          known: entries.length + expired.length,
          unreadable,
        })),
      { cookie, now, isForeign: (bank) => bank.toString() === 'a' },
    );
    expect(opened.result).toEqual([
      { known: 0, unreadable: [{ slot: 'abcdef', cause: 'foreign' }] },
      { known: 1, unreadable: [] },
    ]);
    expect(opened.lines).toEqual([]);
  });

  it('has no entry from the second of its expiry on, even if the browser still sends it', async () => {
    const cookie = `bank-abcdef=${sealedFor()}`;
    expect((await open(cookie, { now: new Date(expiresAt.getTime() - 1) })).contents).toEqual(['a']);
    expect((await open(cookie, { now: expiresAt })).entries).toEqual([]);
  });

  it.each([
    ['after its expiry', sealer],
    ['after its expiry and a change of keys', createSealer([keyNamed('new'), key])],
  ])('is listed as expired and left in the browser %s', async (_, sealer) => {
    const opened = await open(`bank-abcdef=${sealedFor()}`, { now: expiresAt, sealer });
    expect(opened).toMatchObject({ expired: ['a'], entries: [], lines: [] });
  });

  it.each([
    ['is garbled', 'damaged', () => 'bank-abcdef=%%%garbage'],
    ['is empty', 'damaged', () => 'bank-abcdef='],
    ['is cut', 'damaged', () => `bank-abcdef=${sealedFor().slice(0, -4)}`],
    ['was sealed under another name', 'damaged', () => `bank-abcdef=${sealedFor({ name: 'bank-zzzzzz' })}`],
    [
      'was sealed under the https name',
      'damaged',
      () => `bank-abcdef=${sealedFor({ name: '__Host-bank-abcdef' })}`,
    ],
    ['was sealed for another purpose', 'damaged', () => `bank-abcdef=${sealedFor({ purpose: 'session' })}`],
    [
      'was sealed with an unknown key',
      'another key',
      () => `bank-abcdef=${sealedFor({ with: createSealer([randomBytes(32)]) })}`,
    ],
  ])('is no entry, and stays as one that cannot be read, when it %s', async (_, cause, cookie) => {
    const unreadable = [`abcdef ${cause}`];
    expect(await open(cookie())).toMatchObject({ status: 200, entries: [], lines: [], unreadable });
  });

  it('is opened although another one is invalid', async () => {
    const { contents, unreadable } = await open(`bank-zzzzzz=x; bank-abcdef=${sealedFor()}; session=y`);
    expect([contents, unreadable]).toEqual([['a'], ['zzzzzz damaged']]);
  });

  it.each([
    ['before', () => `bank-abcdef=x; bank-abcdef=${sealedFor()}`],
    ['behind', () => `bank-abcdef=${sealedFor()}; bank-abcdef=x`],
  ])('is opened where one of its name that does not open stands %s it', async (_, cookie) => {
    expect(await open(cookie())).toMatchObject({ contents: ['a'], unreadable: [] });
  });

  it('that cannot be read is cleared where its owner asks for that', async () => {
    const remove = (vault: Vault) => {
      for (const { slot } of [...vault.unreadable]) vault.remove(slot);
      return vault.unreadable;
    };
    const { result, lines } = await inVault(remove, { cookie: 'bank-abcdef=x; bank-ghijkl=y' });
    expect([result, lines]).toEqual([[], [`bank-abcdef=; ${CLEARED}`, `bank-ghijkl=; ${CLEARED}`]]);
  });
});

describe('a cookie of another name', () => {
  it('is neither read nor cleared', async () => {
    const others = 'bank=x; session=y; banks-abcdef=z; BANK-abcdef=x; __Host-bank-abcdef=x';
    expect(await open(others)).toMatchObject({ status: 200, entries: [], lines: [], unreadable: [] });
  });

  it.each(['bank-abcde', 'bank-abcdefg', 'bank-ABCDEF', 'bank-abc-ef', 'bank-abcde1', 'bank-'])(
    'is none of ours that cannot be read, even where it begins as ours do: %s',
    async (name) => {
      expect(await open(`${name}=x`)).toMatchObject({ entries: [], lines: [], unreadable: [] });
    },
  );

  it.each(['bank-(x)=1', 'bank-a b=1', 'bank-[]=1', 'bank-"=1', 'bank-é=1', 'bank-a/b=1', 'bank-a@b=1'])(
    'is ignored when no cookie may be called so: %s',
    async (cookie) => {
      expect(await open(Buffer.from(cookie).toString('latin1'))).toMatchObject({ status: 200, entries: [] });
    },
  );

  it('never makes a request fail, whatever its name and value', async () => {
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
  const rotated = createSealer([keyNamed('new'), key]);

  it('is not sealed again by an answer that waits: by then it may be another in the browser', async () => {
    const { result, lines } = await inVault(
      async ({ entries }) => {
        await new Promise(setImmediate);
        return entries.length;
      },
      { cookie: `bank-abcdef=${sealedFor()}`, sealer: rotated },
    );
    expect([result, lines]).toEqual([1, []]);
  });

  it('is sealed again with the newest key until its own expiry', async () => {
    const now = new Date(expiresAt.getTime() - DAY_MS / 2);
    const { contents, lines, cookie } = await open(`bank-abcdef=${sealedFor()}`, { now, sealer: rotated });
    expect(contents).toEqual(['a']);
    expect(lines).toEqual([
      expect.stringMatching(
        /^bank-abcdef=[\w.-]+; Max-Age=43200; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
      ),
    ]);
    const onlyNew = createSealer([keyNamed('new')]);
    expect(await open(cookie, { now, sealer: onlyNew })).toMatchObject({ contents: ['a'], lines: [] });
  });

  it('is sealed again also where Redis has counted the request before', async () => {
    const counted = () => new Promise(setImmediate);
    const { lines } = await open(`bank-abcdef=${sealedFor()}`, { sealer: rotated, counted });
    expect(lines).toHaveLength(1);
  });

  it('is sealed again without Max-Age when the browser is to forget it with its session', async () => {
    const sent = `bank-abcdef=${sealedFor({ isSessionOnly: true })}`;
    const { lines, cookie } = await open(sent, { sealer: rotated });
    expect(lines[0]).not.toContain('Max-Age');
    const reopened = await open(cookie, { sealer: rotated });
    expect(reopened.entries[0]?.isSessionOnly).toBe(true);
    expect(reopened.lines).toEqual([]);
  });
});
