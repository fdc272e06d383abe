import { beforeEach, describe, expect, it } from 'vitest';
import { createSealer } from '../../src/crypto/sealer.ts';
import { Clock, DAY_MS, keyNamed } from './samples.ts';
import { key, openVault, sealedFor } from './vault-cookies.ts';

const rotated = createSealer([keyNamed('new'), key]);

let clock: Clock;
beforeEach(() => {
  clock = new Clock();
});

describe('a cookie sealed with an older key', () => {
  it('is read and sealed anew for the rest of its time', async () => {
    clock.advance(DAY_MS / 2);
    const { contents, lines } = await openVault(`bank-abcdef=${sealedFor()}`, { clock, with: rotated });
    expect(contents).toEqual(['a']);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^bank-abcdef=[\w.-]+; Max-Age=43200; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
    );
    const anew = lines[0]?.split(';')[0] ?? '';
    const onlyNew = createSealer([keyNamed('new')]);
    expect(await openVault(anew, { clock, with: onlyNew })).toMatchObject({ contents: ['a'], lines: [] });
  });

  it('stays one that ends with the browser', async () => {
    const { lines } = await openVault(`bank-abcdef=${sealedFor({ isSessionOnly: true })}`, {
      clock,
      with: rotated,
    });
    expect(lines[0]).not.toContain('Max-Age');
    const reopened = await openVault(lines[0]?.split(';')[0] ?? '', { clock, with: rotated });
    expect(reopened.entries[0]?.isSessionOnly).toBe(true);
    expect(reopened.lines).toEqual([]);
  });

  it('past its expiry is not sealed anew when keys change', async () => {
    clock.advance(DAY_MS);
    const opened = await openVault(`bank-abcdef=${sealedFor()}`, { clock, with: rotated });
    expect(opened).toMatchObject({ expired: ['a'], entries: [], lines: [] });
  });
});
