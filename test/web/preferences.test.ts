import express, { type Request, type Response } from 'express';
import fc from 'fast-check';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import {
  clearPreferences,
  type Preferences,
  readPreferences,
  writePreferences,
} from '../../src/web/preferences.ts';

const NONE: Preferences = { theme: null, isHidden: false };

const read = (cookie: string | undefined, isSecure = false) =>
  readPreferences({ headers: { cookie } } as Request, isSecure);

/** The Set-Cookie lines of an answer that does this. */
async function linesAfter(act: (res: Response) => void): Promise<string[]> {
  const app = express().get('/', (_req, res) => {
    act(res);
    res.send('done');
  });
  return (await request(app).get('/')).headers['set-cookie'] as unknown as string[];
}

const write = (preferences: Preferences, isSecure = false) =>
  linesAfter((res) => writePreferences(res, preferences, isSecure));

describe('preferences', () => {
  it.each([null, 'light', 'dark'] as const)('are read as they were written: theme %s', async (theme) => {
    for (const isHidden of [true, false]) {
      const [line] = await write({ theme, isHidden });
      expect(read(line?.split(';')[0])).toEqual({ theme, isHidden });
    }
  });

  it('are kept for a year in a cookie that no script can read', async () => {
    expect(await write({ theme: 'dark', isHidden: true })).toEqual([
      expect.stringMatching(
        /^preferences=dark\.hidden; Max-Age=31536000; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
      ),
    ]);
    expect((await write(NONE, true))[0]).toMatch(
      /^__Host-preferences=system\.shown; Max-Age=31536000; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it('are cleared with the attributes they were set with', async () => {
    const gone = 'preferences=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly';
    expect(await linesAfter((res) => clearPreferences(res, false))).toEqual([`${gone}; SameSite=Lax`]);
    expect(await linesAfter((res) => clearPreferences(res, true))).toEqual([
      `__Host-${gone}; Secure; SameSite=Lax`,
    ]);
  });

  it('with https are read from a name alone that no other site of this domain can set', () => {
    const tossed = 'preferences=light.shown; __host-preferences=light.shown; Preferences=light';
    expect(read(tossed, true)).toEqual(NONE);
    const own = '__Host-preferences=dark.hidden';
    for (const cookie of [own, `${tossed}; ${own}`, `${own}; ${tossed}`]) {
      expect(read(cookie, true)).toEqual({ theme: 'dark', isHidden: true });
    }
  });

  it.each([
    [undefined, NONE],
    ['', NONE],
    ['preferences=', NONE],
    ['preferences=DARK.HIDDEN', NONE],
    ['preferences=darkhidden', NONE],
    ['preferences=%zz', NONE],
    ['other=dark.hidden', NONE],
    ['a=b; preferences=hidden', { theme: null, isHidden: true }],
    ['preferences=hidden.dark', { theme: 'dark', isHidden: true }],
    ['preferences=light.dark.x', { theme: 'light', isHidden: false }],
  ])('of the cookie %j are what is valid in it', (cookie, preferences) => {
    expect(read(cookie)).toEqual(preferences);
  });

  it('are valid whatever the cookie is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { theme, isHidden } = read(`preferences=${text}`);
        expect([null, 'light', 'dark']).toContain(theme);
        expect(typeof isHidden).toBe('boolean');
      }),
    );
  });
});
