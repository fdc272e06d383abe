/** How many cookies, and how long ones, a vault takes. */

import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { packConnection } from '../../src/connections/connection.ts';
import { type Vault, type VaultEntry, VaultFullError } from '../../src/web/vault.ts';
import { DAY_MS, START } from './samples.ts';
import { inVault } from './vault-request.ts';

/** 8,000 bytes, of which banks leave 500 for the session and other cookies of ours. */
const ROOM = 7500;

type NewEntry = Omit<VaultEntry, 'slot'>;

const inDays = (days: number) => new Date(START.getTime() + days * DAY_MS);

function entryOf(content: string | Buffer, changes: Partial<NewEntry> = {}): NewEntry {
  return { content: Buffer.from(content), expiresAt: inDays(1), isSessionOnly: false, ...changes };
}

const slotsIn = ({ entries }: Vault) => entries.map(({ slot }) => slot);

describe('the room in a vault', () => {
  /** Whether there was room for it. */
  const addTo = (vault: Vault, content: string | Buffer): boolean => {
    try {
      vault.add(entryOf(content));
      return true;
    } catch (error) {
      expect(error).toBeInstanceOf(VaultFullError);
      return false;
    }
  };
  const tryToAdd = (content: string | Buffer, cookie = '', hasAccounts = false) =>
    inVault((vault) => addTo(vault, content), { isSecure: true, cookie, hasAccounts });
  const addAll = (contents: string[]) =>
    inVault(
      (vault) => ({
        wereAdded: contents.map((content) => addTo(vault, content)),
        count: vault.entries.length,
      }),
      { isSecure: true },
    );

  const newConnection = () =>
    packConnection({
      accessToken: `access-production-${randomUUID()}`,
      itemId: randomBytes(28).toString('base64url').slice(0, 37),
      userId: 'usr_8c3ZbDBYjaqUXZ',
      ...{ institutionId: 'ins_109508', institutionName: 'First Platypus Bank', linkedAt: START },
      accountDigests: Array.from({ length: 12 }, () => randomBytes(3).toString('hex')),
    });

  /** The cookies of as many banks as there is room for, and the answer that had none. */
  async function fill(hasAccounts: boolean) {
    const cookies: string[] = [];
    let answer = await tryToAdd(newConnection(), '', hasAccounts);
    while (answer.result && cookies.length < 100) {
      cookies.push(answer.cookie);
      answer = await tryToAdd(newConnection(), cookies.join('; '), hasAccounts);
    }
    return { cookies, answer };
  }

  it('is enough for twenty-eight banks, in cookies that browsers keep, and one too many is refused', async () => {
    const { cookies, answer } = await fill(false);
    expect(answer).toMatchObject({ result: false, lines: [] });
    expect(cookies).toHaveLength(28);
    // Proxies accept headers of 8 KiB, and there are other cookies.
    expect(cookies.join('; ').length).toBeLessThanOrEqual(ROOM);
    expect(Math.max(...cookies.map((cookie) => cookie.length))).toBeLessThan(4096);
  });

  it('is enough for twenty-six where there are accounts, whose cookies have 577 bytes', async () => {
    const { cookies } = await fill(true);
    expect(cookies).toHaveLength(26);
    expect(cookies.join('; ').length).toBeLessThanOrEqual(ROOM - 577);
  });

  it('is taken by other cookies of this site as well', async () => {
    const filled = (bytes: number) => tryToAdd('x', `o=${'x'.repeat(bytes - 2)}`);
    const { length } = (await filled(99)).cookie;
    expect((await filled(ROOM - length - 2)).result).toBe(true);
    expect((await filled(ROOM - length - 1)).result).toBe(false);
  });

  it('is taken by what cannot be read as well, which is never cleared for it', async () => {
    const unreadable = `__Host-bank-abcdef=${'x'.repeat(300)}`;
    const rest = ROOM - unreadable.length - '; o='.length;
    const cookie = `${unreadable}; o=${'x'.repeat(rest)}`;
    const { result, lines } = await inVault(
      (vault) => ({ hasRoom: vault.hasRoomFor([Buffer.from('x')]), wasAdded: addTo(vault, 'x') }),
      { isSecure: true, cookie },
    );
    expect([result, lines]).toEqual([{ hasRoom: false, wasAdded: false }, []]);
  });

  it('is not taken by an entry that is refused for its own length', async () => {
    const contents = [2900, 2900, 2900, 5].map((length) => 'x'.repeat(length));
    const { result, lines } = await addAll(contents);
    expect(result).toEqual({ wereAdded: [false, false, false, true], count: 1 });
    expect(lines).toHaveLength(1);
  });

  it('is enough for the longest content that can be opened again', async () => {
    // 3,800 letters: 12 of version and key, the rest base64 of IV, expiry, flags, content and tag.
    const longest = ((3800 - 12) / 4) * 3 - 12 - 4 - 1 - 16;
    expect((await tryToAdd('x'.repeat(longest))).result).toBe(true);
    expect((await tryToAdd('x'.repeat(longest + 1))).result).toBe(false);
  });

  it('is told before anything is added, for several at once', async () => {
    const told = (header: number, contents: string[]) =>
      inVault(
        (vault) => {
          const hasRoom = vault.hasRoomFor(contents.map((content) => Buffer.from(content)));
          return { hasRoom, wereAdded: contents.every((content) => addTo(vault, content)) };
        },
        { isSecure: true, cookie: `o=${'x'.repeat(header - 2)}` },
      );
    const { length } = (await told(99, ['content'])).cookie;
    const exact = ROOM - 2 * (length + 2);
    const two = ['content', 'CONTENT'];
    expect((await told(exact, two)).result).toEqual({ hasRoom: true, wereAdded: true });
    expect((await told(exact + 1, two)).result).toEqual({ hasRoom: false, wereAdded: false });
    // Too long for a cookie of its own.
    expect((await told(99, ['x'.repeat(2900)])).result).toEqual({ hasRoom: false, wereAdded: false });
  });

  it('is taken by an entry that grows, and refused to it where the header would become too long', async () => {
    const { cookie } = await tryToAdd('short');
    const changeTo = (content: string, header: number) =>
      inVault(
        (vault) => {
          try {
            for (const slot of slotsIn(vault)) vault.change(slot, { content: Buffer.from(content) });
          } catch (error) {
            expect(error).toBeInstanceOf(VaultFullError);
          }
          return vault.entries.map((entry) => entry.content.toString());
        },
        { isSecure: true, cookie: `${cookie}; o=${'x'.repeat(header - cookie.length - 4)}` },
      );
    const grown = (await changeTo('longer by far', 999)).cookie.length - cookie.length;
    expect(grown).toBeGreaterThan(0);
    const exact = ROOM - grown;
    expect((await changeTo('longer by far', exact)).result).toEqual(['longer by far']);
    expect(await changeTo('longer by far', exact + 1)).toMatchObject({ result: ['short'], lines: [] });
    // What is no longer than before is always possible.
    expect((await changeTo('other', ROOM + 100)).result).toEqual(['other']);
  });

  it('is given back by an entry that becomes shorter, to what the same request adds then', async () => {
    const { cookie } = await tryToAdd('x'.repeat(2000));
    const added = (contents: readonly string[]) =>
      inVault(
        (vault) => {
          for (const slot of slotsIn(vault)) vault.change(slot, { content: Buffer.from('short') });
          return contents.map((content) => addTo(vault, content));
        },
        { isSecure: true, cookie },
      );
    expect((await added([2000, 2000].map((length) => 'x'.repeat(length)))).result).toEqual([true, true]);
    expect((await added([2000, 2000, 2000].map((length) => 'x'.repeat(length)))).result).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('is taken by what the same request has added before', async () => {
    const { result } = await addAll([1, 2, 3].map(() => 'x'.repeat(2000)));
    expect(result).toEqual({ wereAdded: [true, true, false], count: 2 });
  });
});
