import type { Request, Response } from 'express';
import { describe, expect, it, vi } from 'vitest';
import { createSealer } from '../../src/crypto/sealer.ts';
import { addNotices, redirectWithNotice, takeFromSession } from '../../src/web/session.ts';
import { HOUR_MS, keyNamed, START } from './samples.ts';
import {
  cookieOf,
  expectEmptySession,
  instance,
  lineOf,
  pendingLink,
  signed,
  visit,
} from './session-instance.ts';

describe('the session', () => {
  it('survives a redirect', async () => {
    const app = instance();
    const cookie = cookieOf(await visit(app, '/begin'));
    expect((await visit(app, '/read', cookie)).body).toEqual({ pendingLink });
  });

  it('is held by the browser alone, so that any instance with the same keys can read it', async () => {
    const first = cookieOf(await visit(instance(), '/begin'));
    const second = cookieOf(await visit(instance(), '/notice', first));
    expect((await visit(instance(), '/read', second)).body).toEqual({ pendingLink, notices: ['one more'] });
    expect((await visit(instance(), '/read', first)).body).toEqual({ pendingLink });
  });

  it('expires four hours after its last change', async () => {
    const cookie = cookieOf(await visit(instance(), '/begin'));
    const readAfter = async (ms: number) => {
      const now = () => new Date(START.getTime() + ms);
      return (await visit(instance({ now }), '/read', cookie)).body;
    };
    expect(await readAfter(4 * HOUR_MS - 1)).toEqual({ pendingLink });
    expect(await readAfter(4 * HOUR_MS)).toEqual({});
  });

  it('opens with an older key as long as that is configured, and with no other', async () => {
    const cookie = cookieOf(await visit(instance({ keys: ['old'] }), '/begin'));
    expect((await visit(instance({ keys: ['new', 'old'] }), '/read', cookie)).body).toEqual({ pendingLink });
    expect((await visit(instance({ keys: ['new'] }), '/read', cookie)).body).toEqual({});
  });
});

describe('a change of the session', () => {
  it('after the first byte is an error, and not silently lost', async () => {
    const failures: unknown[] = [];
    await visit(instance({ onError: (error) => failures.push(error) }), '/late');
    expect(failures).toEqual([new Error('the session changed after the first byte')]);
  });

  it('before the first byte of a streamed page is kept', async () => {
    const failures: unknown[] = [];
    const app = instance({ onError: (error) => failures.push(error) });
    const cookie = cookieOf(await visit(app, '/early'));
    expect((await visit(instance(), '/read', cookie)).body).toEqual({ notices: [] });
    expect(failures).toEqual([]);
  });

  it('is not assumed for a streamed page that changes nothing', async () => {
    const failures: unknown[] = [];
    const app = instance({ onError: (error) => failures.push(error) });
    const cookie = cookieOf(await visit(app, '/begin'));
    expect((await visit(app, '/stream', cookie)).text).toBe('first byte');
    expect(failures).toEqual([]);
  });
});

describe('the session cookie', () => {
  it('shows nothing of what is in the session', async () => {
    const line = decodeURIComponent(lineOf(await visit(instance(), '/begin')));
    expect(line).toMatch(/^session=s:v1\./);
    for (const part of line.split(/[.=]/)) {
      expect(Buffer.from(part, 'base64url').toString('latin1')).not.toContain('link');
    }
  });

  it('is not sent for an empty session, nor for one that has not changed', async () => {
    const app = instance();
    expect(lineOf(await visit(app, '/read'))).toBe('');
    const cookie = cookieOf(await visit(app, '/begin'));
    expect(lineOf(await visit(app, '/read', cookie))).toBe('');
  });

  it('is forgotten with the browser’s session, and sent to this site only', async () => {
    const line = lineOf(await visit(instance(), '/begin'));
    expect(line).toMatch(/^session=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('is Secure and bound to this host where the public address is https, even over plain http', async () => {
    const app = instance({ isSecure: true });
    const line = lineOf(await visit(app, '/begin'));
    expect(line).toMatch(/^__Host-session=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect((await visit(app, '/read', line.split(';')[0])).body).toEqual({ pendingLink });
  });

  it('does not depend on the X-Forwarded-Proto header', async () => {
    const spoofed = await visit(instance(), '/begin').set('X-Forwarded-Proto', 'https');
    expect(lineOf(spoofed)).toMatch(/^session=/);
    const stripped = await visit(instance({ isSecure: true }), '/begin').set('X-Forwarded-Proto', 'http');
    expect(lineOf(stripped)).toMatch(/^__Host-session=/);
  });

  it.each([
    ['changed', (cookie: string) => cookie.replace(/.(?=.{60}$)/, (letter) => (letter === 'A' ? 'B' : 'A'))],
    ['cut', (cookie: string) => cookie.slice(0, -3)],
    ['with another signature', (cookie: string) => cookie.replace(/\.[^.]+$/, '.AAAA')],
    ['unsigned', (cookie: string) => cookie.replace('s%3A', '').replace(/\.[^.]+$/, '')],
    ['empty', () => 'session='],
    ['garbled', () => 'session=%E0%A4%A'],
    ['the id of every new session', () => 'session=unsealed'],
  ])('is an empty session when it is %s', async (_, change) => {
    await expectEmptySession(change(cookieOf(await visit(instance(), '/begin'))));
  });

  it('is an empty session when its signature is valid and its seal is not', async () => {
    await expectEmptySession(signed('v1.abcdefgh.AAAA'));
  });

  it('keeps its format from one version to the next, as cookies outlive a deployment', async () => {
    const content = Buffer.from(JSON.stringify({ pendingLinks: [pendingLink] }));
    const binding = { purpose: 'session', name: 'session' } as const;
    const sealed = createSealer([keyNamed('first')]).seal(content, new Date(START.getTime() + 1000), binding);
    expect((await visit(instance(), '/read', signed(sealed))).body).toEqual({ pendingLink });
  });

  it('is cleared with the name and attributes it was set with', async () => {
    const cookie = cookieOf(await visit(instance(), '/begin'));
    const gone = 'Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly';
    expect(lineOf(await visit(instance(), '/end', cookie))).toBe(`session=; ${gone}; SameSite=Lax`);
    const secure = await visit(instance({ isSecure: true }), '/end');
    expect(lineOf(secure)).toBe(`__Host-session=; ${gone}; Secure; SameSite=Lax`);
  });
});

describe('a session that the Cookie header has no room for', () => {
  /** `; __Host-preferences=system.hidden` */
  const FOR_PREFERENCES = 34;

  it('gives up what undoes a change, then all notices but the latest, and then all', async () => {
    const app = instance();
    const full = cookieOf(await visit(app, '/full'));
    expect((await visit(app, '/all', full)).body).toMatchObject({
      notices: ['1', '2', '3'],
      isUndoable: true,
    });
    // Of another app on this host: what of our own is there has to fit beside it.
    const other = `; o=${'x'.repeat(8000 - FOR_PREFERENCES - full.length - '; o='.length)}`;
    const shorter = cookieOf(await visit(app, '/notice', full + other));
    expect((shorter + other).length).toBeLessThanOrEqual(8000 - FOR_PREFERENCES);
    expect((await visit(app, '/all', shorter)).body).toEqual({
      pendingLink,
      isUndoable: false,
      notices: ['1', '2', '3', 'one more'],
    });
    const withLess = cookieOf(await visit(app, '/notice', `${full}; o=${'x'.repeat(7608)}`));
    expect((await visit(app, '/all', withLess)).body).toEqual({
      pendingLink,
      isUndoable: false,
      notices: ['one more'],
    });
    const least = cookieOf(await visit(app, '/notice', `${full}; o=${'x'.repeat(7990)}`));
    expect((await visit(app, '/all', least)).body).toEqual({ isUndoable: false });
  });

  const NAMES = Array.from({ length: 28 }, (_, at) => `Savings Bank of the ${at + 1}. District`);
  const SENTENCE = `${NAMES.join(', ')} stay connected (30 days).`;

  it('cuts its only notice in the middle, as far as it must', async () => {
    const others = `o=${'x'.repeat(7400)}`;
    const cookie = cookieOf(await visit(instance(), '/say', others).query({ words: SENTENCE }));
    expect(`${others}; ${cookie}`.length).toBeLessThanOrEqual(8000 - FOR_PREFERENCES);
    const [notice] = (await visit(instance(), '/read', cookie)).body.notices;
    expect(notice).toMatch(
      /^Savings Bank of the 1\. District, Savings .+ … .+ stay connected \(30 days\)\.$/,
    );
    // 464 letters are left to the seal, which are 307 bytes, of which the sentence can have 289.
    expect(notice.length).toBeGreaterThan(250);
  });

  it('cuts it as well where the cookie would be too long to be opened again', async () => {
    const words = Array.from({ length: 700 }, () => 'words').join(' ');
    const cookie = cookieOf(await visit(instance(), '/say').query({ words }));
    expect(cookie.length).toBeLessThan(4096);
    const [notice] = (await visit(instance(), '/read', cookie)).body.notices;
    expect(notice).toMatch(/^words .* … .* words$/);
    // 3,800 letters hold 2,841 bytes, of which 32 are the seal's own.
    expect(notice.length).toBeGreaterThan(2_700);
  });

  it('gives up nothing where all of it has just room, beside 90 bytes for its signature', async () => {
    const app = instance();
    const full = cookieOf(await visit(app, '/full'));
    const sealed = decodeURIComponent(full)
      .replace(/^session=s:/, '')
      .replace(/\.[^.]+$/, '');
    const room = 8000 - FOR_PREFERENCES - '; session='.length - sealed.length - 90;
    const isKeptWhole = async (others: number) => {
      const cookie = cookieOf(await visit(app, '/full', `o=${'x'.repeat(others - 2)}`));
      return (await visit(app, '/all', cookie)).body.isUndoable;
    };
    expect([await isKeptWhole(room), await isKeptWhole(room + 1)]).toEqual([true, false]);
  });
});

describe('the notices of a session', () => {
  const noticesAfter = (before: string[] | undefined, ...added: string[]) => {
    const req = { session: { notices: before } } as unknown as Request;
    addNotices(req, ...added);
    return req.session.notices;
  };
  const numbers = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`);

  it('are told each once, where they were told last', () => {
    expect(noticesAfter(undefined, 'one')).toEqual(['one']);
    expect(noticesAfter(['one', 'two'], 'three', 'one')).toEqual(['two', 'three', 'one']);
  });

  it('are the latest twelve, and of long ones those that have 1,200 bytes together', () => {
    expect(noticesAfter(numbers(1, 12), '13')).toEqual(numbers(2, 13));
    const [first, second] = ['é'.repeat(300), 'e'.repeat(600)];
    expect(noticesAfter([first], second)).toEqual([first, second]);
    expect(noticesAfter([first], `${second}.`)).toEqual([`${second}.`]);
    expect(noticesAfter(undefined, 'e'.repeat(2_000))).toHaveLength(1);
  });

  it('wait for the page that somebody is sent on to', () => {
    const req = { session: {} } as Request;
    const redirect = vi.fn();
    redirectWithNotice(req, { redirect } as unknown as Response, '/banks', 'one', 'two');
    expect(redirect.mock.calls).toEqual([[303, '/banks']]);
    expect(req.session.notices).toEqual(['one', 'two']);
  });

  it('are taken out once, and a session that has none is not written anew', () => {
    const save = vi.fn();
    const req = { session: { save, notices: ['one'] } } as unknown as Request;
    expect(takeFromSession(req, 'notices')).toEqual(['one']);
    expect(takeFromSession(req, 'notices')).toBeUndefined();
    expect(save).toHaveBeenCalledTimes(1);
  });
});
