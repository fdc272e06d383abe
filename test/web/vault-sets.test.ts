/** The two sets of cookies in one header, and entries that take the place of others. */

import { describe, expect, it } from 'vitest';
import { createSealer } from '../../src/crypto/sealer.ts';
import { type NewEntry, VaultFullError } from '../../src/web/vault.ts';
import { DAY_MS, keyNamed, START } from './samples.ts';
import { inVaults, key, sealer } from './vault-request.ts';

/** 8,000 bytes, of which a book leaves 1,500 to the session and other cookies of ours. */
const ROOM = 6500;
/** And banks 500. */
const ROOM_FOR_BANKS = 7500;

const CLEARED = 'Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax';
const expiresAt = new Date(START.getTime() + DAY_MS);
const entryOf = (content: string, changes: Partial<NewEntry> = {}): NewEntry => {
  return { content: Buffer.from(content), expiresAt, isSessionOnly: false, ...changes };
};
const textsOf = (entries: readonly { readonly content: Buffer }[]) =>
  entries.map(({ content }) => `${content}`);

/** A cookie of either set, as the vault writes it. */
function cookieOf(purpose: 'bank' | 'book', slot: string, text: string, with_ = sealer): string {
  const name = `${purpose}-${slot}`;
  return `${name}=${with_.seal(Buffer.from(`\0${text}`), expiresAt, { purpose, name })}`;
}

describe('the vault of the book', () => {
  it('holds the cookies of its own prefix, and the other one those of banks', async () => {
    const cookie = [cookieOf('bank', 'abcdef', 'a bank'), cookieOf('book', 'abcdef', 'a book')].join('; ');
    const { result, lines } = await inVaults(
      ({ vault, bookVault }) => [textsOf(vault.entries), textsOf(bookVault.entries)],
      { cookie },
    );
    expect(result).toEqual([['a bank'], ['a book']]);
    expect(lines).toEqual([]);
  });

  it('opens no seal of a bank, and that of banks none of a book', async () => {
    const moved = [
      cookieOf('bank', 'abcdef', 'x').replace('bank-', 'book-'),
      cookieOf('book', 'ghijkl', 'x').replace('book-', 'bank-'),
      // Even where the name is right.
      `book-mnopqr=${sealer.seal(Buffer.from('\0x'), expiresAt, { purpose: 'bank', name: 'book-mnopqr' })}`,
    ];
    const { result } = await inVaults(
      ({ vault, bookVault }) =>
        [vault, bookVault].map(({ entries, unreadable }) => [entries.length, unreadable]),
      { cookie: moved.join('; ') },
    );
    const damaged = (slot: string) => ({ slot, cause: 'damaged' });
    expect(result).toEqual([
      [0, [damaged('ghijkl')]],
      [0, [damaged('abcdef'), damaged('mnopqr')]],
    ]);
  });

  it('does not seal an older key’s cookie again by itself, as that of banks does, and names it', async () => {
    const cookie = [cookieOf('bank', 'abcdef', 'a'), cookieOf('book', 'ghijkl', 'b')].join('; ');
    const { result, lines } = await inVaults(({ vault, bookVault }) => [vault.ofOldKey, bookVault.ofOldKey], {
      cookie,
      sealer: createSealer([keyNamed('new'), key]),
    });
    expect(result).toEqual([['abcdef'], ['ghijkl']]);
    expect(lines.map((line) => line.slice(0, 11))).toEqual(['bank-abcdef']);
  });

  it('names no expired one and no present one as of an older key', async () => {
    const cookie = cookieOf('book', 'abcdef', 'b');
    const present = await inVaults(({ bookVault }) => bookVault.ofOldKey, { cookie });
    const over = await inVaults(({ bookVault }) => [bookVault.ofOldKey, bookVault.expired.length], {
      ...{ cookie, now: expiresAt },
      sealer: createSealer([keyNamed('new'), key]),
    });
    expect([present.result, over.result]).toEqual([[], [[], 1]]);
  });
});

describe('the room of one header', () => {
  it('is taken by the cookies of both', async () => {
    const { result } = await inVaults(({ vault, bookVault }) => {
      const long = entryOf('x'.repeat(2500));
      bookVault.add(long);
      vault.add(long);
      expect(() => vault.add(entryOf('x'.repeat(600)))).toThrow(VaultFullError);
      expect(() => bookVault.add(entryOf('x'.repeat(600)))).toThrow(VaultFullError);
      return [vault.entries.length, bookVault.entries.length];
    });
    expect(result).toEqual([1, 1]);
  });

  it.each([
    ['entries', 'abcdef', START],
    ['expired', 'abcdef', expiresAt],
    ['unreadable', 'ghijkl', START],
  ] as const)('is given back by what the request removes of %s', async (list, slot, now) => {
    // The seal is of the first slot alone; in the other it does not open.
    const sent = cookieOf('book', 'abcdef', 'x'.repeat(300)).replace('abcdef', slot);
    const rest = ROOM_FOR_BANKS - sent.length - '; o='.length;
    const { result } = await inVaults(
      ({ vault, bookVault }) => {
        const isFull = () => !vault.hasRoomFor([Buffer.from('x'.repeat(300))]);
        const before = isFull();
        expect(bookVault[list]).toHaveLength(1);
        // One that is not there gives nothing.
        bookVault.remove('nobody');
        const between = isFull();
        bookVault.remove(slot);
        bookVault.remove(slot);
        return [before, between, isFull(), vault.hasRoomFor([Buffer.from('x'.repeat(301))])];
      },
      { cookie: `${sent}; o=${'x'.repeat(rest)}`, now },
    );
    expect(result).toEqual([true, true, false, false]);
  });
});

describe('an entry in place of others', () => {
  const cookie = ['abcdef', 'ghijkl', 'mnopqr'].map((slot) => cookieOf('book', slot, slot)).join('; ');

  it('is set before they are cleared, in the order that is given', async () => {
    const { result, lines } = await inVaults(
      ({ bookVault }) => {
        bookVault.replace(['mnopqr', 'abcdef'], entryOf('new'));
        return textsOf(bookVault.entries);
      },
      { cookie },
    );
    expect(result).toEqual(['ghijkl', 'new']);
    expect(lines).toEqual([
      expect.stringMatching(/^book-[a-z2-7]{6}=v1\./),
      `book-mnopqr=; ${CLEARED}`,
      `book-abcdef=; ${CLEARED}`,
    ]);
  });

  it('takes the slot that is given, and stands where the one before it stood', async () => {
    const { result, lines } = await inVaults(
      ({ bookVault }) => {
        bookVault.replace(['abcdef', 'ghijkl'], entryOf('new'), 'ghijkl');
        bookVault.replace([], entryOf('another'), 'entire');
        return bookVault.entries.map(({ slot, content }) => `${slot} ${content}`);
      },
      { cookie },
    );
    expect(result).toEqual(['ghijkl new', 'mnopqr mnopqr', 'entire another']);
    expect(lines.map((line) => line.split(/=|;/, 2).join('=').slice(0, 15))).toEqual([
      'book-ghijkl=v1.',
      'book-abcdef=',
      'book-entire=v1.',
    ]);
  });

  it('takes the place of one that cannot be read or is over', async () => {
    const { result } = await inVaults(
      ({ bookVault }) => {
        bookVault.replace([], entryOf('new'), 'abcdef');
        bookVault.replace(
          [],
          entryOf('newer', { expiresAt: new Date(expiresAt.getTime() + 1000) }),
          'entire',
        );
        return [bookVault.entries, bookVault.expired, bookVault.unreadable].map(({ length }) => length);
      },
      { cookie: `book-abcdef=x; ${cookieOf('book', 'entire', 'over')}`, now: expiresAt },
    );
    // The first is of no longer life than the request.
    expect(result).toEqual([1, 1, 0]);
  });

  it('needs only the room that it takes more, and changes nothing where that is not there', async () => {
    const two = ['abcdef', 'ghijkl'].map((slot) => cookieOf('book', slot, 'x'.repeat(300))).join('; ');
    const { result, lines } = await inVaults(
      ({ bookVault }) => {
        const slots = ['abcdef', 'ghijkl'];
        const told = [500, 800].map((length) => bookVault.hasRoomFor([Buffer.alloc(length)], slots));
        expect(() => bookVault.replace(slots, entryOf('x'.repeat(800)))).toThrow(VaultFullError);
        expect(bookVault.entries).toHaveLength(2);
        bookVault.replace(slots, entryOf('x'.repeat(500)));
        return [...told, bookVault.entries.length, bookVault.hasRoomFor([Buffer.from('x')])];
      },
      { cookie: `${two}; o=${'x'.repeat(ROOM - two.length - 4)}` },
    );
    expect(result).toEqual([true, false, 1, true]);
    expect(lines).toHaveLength(3);
  });
});
