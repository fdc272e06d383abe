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

function read(cookie: string | undefined): Preferences {
  return readPreferences({ headers: { cookie } } as Request);
}

/** The Set-Cookie lines of an answer that does this. */
async function linesAfter(act: (res: Response) => void): Promise<string[]> {
  const app = express().get('/', (_req, res) => {
    act(res);
    res.send('done');
  });
  const lines: unknown = (await request(app).get('/')).headers['set-cookie'];
  return lines as string[];
}

function write(preferences: Preferences, isSecure = false): Promise<string[]> {
  return linesAfter((res) => writePreferences(res, preferences, isSecure));
}

describe('preferences', () => {
  it.each([null, 'light', 'dark'] as const)('come back as they were written: %s', async (theme) => {
    for (const isHidden of [true, false]) {
      const [line] = await write({ theme, isHidden });
      expect(read(line?.split(';')[0])).toEqual({ theme, isHidden });
    }
  });

  it('stay for a year, out of reach of any script', async () => {
    const [line, ...more] = await write({ theme: 'dark', isHidden: true });
    expect(more).toEqual([]);
    expect(line).toMatch(
      /^preferences=dark\.hidden; Max-Age=31536000; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
    );
    const [secure] = await write(NONE, true);
    expect(secure).toMatch(
      /^preferences=system\.shown; Max-Age=31536000; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it('are forgotten by the attributes they were written with', async () => {
    const gone = 'preferences=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly';
    expect(await linesAfter((res) => clearPreferences(res, false))).toEqual([`${gone}; SameSite=Lax`]);
    expect(await linesAfter((res) => clearPreferences(res, true))).toEqual([`${gone}; Secure; SameSite=Lax`]);
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
  ])('of %j are what can be understood of it', (cookie, preferences) => {
    expect(read(cookie)).toEqual(preferences);
  });

  it('are there whatever the cookie says', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { theme, isHidden } = read(`preferences=${text}`);
        expect([null, 'light', 'dark']).toContain(theme);
        expect(typeof isHidden).toBe('boolean');
      }),
    );
  });
});
