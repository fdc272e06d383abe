import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSealer } from '../../src/crypto/sealer.ts';
import { Clock, DAY_MS, START } from './samples.ts';
import { openVault, sealedFor } from './vault-cookies.ts';

const CLEARED = 'Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax';

let clock: Clock;
beforeEach(() => {
  clock = new Clock();
});

const open = (cookie: string, isSecure = false) => openVault(cookie, { clock, isSecure });

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
    const { lines } = await open('__Host-bank-abcdef=x', true);
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
