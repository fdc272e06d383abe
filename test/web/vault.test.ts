import { describe, expect, it } from 'vitest';
import type { Vault, VaultEntry } from '../../src/web/vault.ts';
import { DAY_MS, START } from './samples.ts';
import { inVault, type VaultRequest } from './vault-request.ts';

type NewEntry = Omit<VaultEntry, 'slot'>;

const inDays = (days: number) => new Date(START.getTime() + days * DAY_MS);

function entryOf(content: string | Buffer, changes: Partial<NewEntry> = {}): NewEntry {
  return { content: Buffer.from(content), expiresAt: inDays(1), isSessionOnly: false, ...changes };
}

const slotsIn = ({ entries }: Vault) => entries.map(({ slot }) => slot);

/** The result is the slots in the vault afterwards. */
function add(entry: NewEntry, options: VaultRequest = {}) {
  return inVault((vault) => {
    vault.add(entry);
    return slotsIn(vault);
  }, options);
}

/** The contents that the vault finds in these cookies. */
async function read(cookie: string, options: VaultRequest = {}) {
  const contentsIn = ({ entries }: Vault) => entries.map(({ content }) => content.toString());
  return (await inVault(contentsIn, { ...options, cookie })).result;
}

describe('an entry added to the vault', () => {
  it('is a cookie of its own, which opens again as it was', async () => {
    const { result: slots, lines, cookie } = await add(entryOf('bank one'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^bank-[a-z2-7]{6}=v1\.[\w-]{8}\.[\w-]+; Max-Age=86400; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
    );
    expect(await read(cookie)).toEqual(['bank one']);
    expect(slots).toEqual([cookie.slice(5, 11)]);
  });

  it('that is over already is in the browser until it closes, and nowhere among the others', async () => {
    const { lines, cookie } = await inVault((vault) => {
      vault.add(entryOf('over', { expiresAt: new Date(0), isSessionOnly: true }));
      expect([vault.entries, vault.expired.map(({ content }) => content.toString())]).toEqual([[], ['over']]);
    });
    expect(lines[0]).toMatch(/^bank-\w{6}=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax$/);
    const { result } = await inVault(
      ({ entries, expired }) => [entries.length, expired.map(({ content }) => content.toString())],
      { cookie },
    );
    expect(result).toEqual([0, ['over']]);
  });

  it('is not lost when five tabs add one each at the same time', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const answers = await Promise.all(names.map((name) => add(entryOf(name))));
    expect((await read(answers.map(({ cookie }) => cookie).join('; '))).toSorted()).toEqual(names);
  });

  it('is Secure and bound to this host when browsers use https', async () => {
    const { lines, cookie } = await add(entryOf('x'), { isSecure: true });
    expect(lines[0]).toMatch(
      /^__Host-bank-\w{6}=v1\.[\w.-]+; Max-Age=\d+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(await read(cookie, { isSecure: true })).toEqual(['x']);
  });

  it('has no expiry in the browser when it is to be forgotten with the browser’s session', async () => {
    const { lines } = await add(entryOf('x', { isSessionOnly: true }));
    expect(lines[0]).toMatch(/^bank-\w{6}=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('is an error after the first byte of the answer, when no cookie can be set', async () => {
    const { result: slots } = await inVault((vault, res) => {
      res.write('first');
      expect(() => vault.add(entryOf('late'))).toThrow(Error);
      return slotsIn(vault);
    });
    expect(slots).toEqual([]);
  });

  it('has the same content and name after it was extended', async () => {
    const { cookie } = await add(entryOf('bank one'));
    const extend = (vault: Vault) => {
      for (const slot of slotsIn(vault)) vault.change(slot, { expiresAt: inDays(3), isSessionOnly: false });
      return vault.entries.map(({ expiresAt }) => expiresAt);
    };
    const extended = await inVault(extend, { cookie });
    expect(extended.result).toEqual([inDays(3)]);
    expect(extended.cookie.slice(0, 11)).toBe(cookie.slice(0, 11));
    expect(extended.lines[0]).toContain('; Max-Age=259200;');
    expect(await read(extended.cookie, { now: inDays(2) })).toEqual(['bank one']);
  });

  it('is not there for the rest of the request after it was removed', async () => {
    const { cookie } = await add(entryOf('x'));
    const remove = (vault: Vault) => {
      vault.remove(cookie.slice(5, 11));
      return slotsIn(vault);
    };
    expect((await inVault(remove, { cookie })).result).toEqual([]);
  });

  it('is cleared with the attributes it was set with', async () => {
    const { lines } = await inVault((vault) => vault.remove('abcdef'), { isSecure: true });
    expect(lines).toEqual([
      '__Host-bank-abcdef=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax',
    ]);
  });
});

describe('one of three entries', () => {
  /** Adds three, does this, and gives what is there and which cookies were set then. */
  async function withThree(act: (vault: Vault, slots: readonly string[]) => void) {
    const { result, lines } = await inVault((vault) => {
      for (const text of ['one', 'two', 'three']) vault.add(entryOf(text));
      act(vault, slotsIn(vault));
      return vault.entries.map(({ content, expiresAt }) => `${content} ${expiresAt.toISOString()}`);
    });
    return { entries: result, lines: lines.slice(3) };
  }

  const [TOMORROW, IN_A_WEEK] = [inDays(1).toISOString(), inDays(7).toISOString()];

  it('is extended without the others', async () => {
    const { entries, lines } = await withThree((vault, slots) =>
      vault.change(slots[1] ?? '', { expiresAt: inDays(7), isSessionOnly: false }),
    );
    expect(entries).toEqual([`one ${TOMORROW}`, `two ${IN_A_WEEK}`, `three ${TOMORROW}`]);
    expect(lines).toHaveLength(1);
  });

  it('gets another content without the others, and keeps its expiry', async () => {
    const { entries, lines } = await withThree((vault, slots) =>
      vault.change(slots[1] ?? '', { content: Buffer.from('second') }),
    );
    expect(entries).toEqual([`one ${TOMORROW}`, `second ${TOMORROW}`, `three ${TOMORROW}`]);
    expect(lines).toHaveLength(1);
  });

  it('is removed without the others', async () => {
    const { entries } = await withThree((vault, slots) => vault.remove(slots[1] ?? ''));
    expect(entries).toEqual([`one ${TOMORROW}`, `three ${TOMORROW}`]);
  });

  it('stays as it is when a slot that nobody has is extended and removed', async () => {
    const { entries, lines } = await withThree((vault) => {
      vault.change('nobody', { expiresAt: inDays(7), isSessionOnly: false });
      vault.remove('nobody');
    });
    expect(entries).toEqual([`one ${TOMORROW}`, `two ${TOMORROW}`, `three ${TOMORROW}`]);
    const gone = 'Expires=Thu, 01 Jan 1970 00:00:00 GMT';
    expect(lines).toEqual([`bank-nobody=; Path=/; ${gone}; HttpOnly; SameSite=Lax`]);
  });
});
