import type { Request } from 'express';
import { describe, expect, it } from 'vitest';
import { bytesKeptFree, cookieHeaderOf, countBytes } from '../../src/web/cookie-header.ts';

const requestWith = (cookie?: string) => ({ headers: { cookie } }) as Request;
const SESSION = `session=${'x'.repeat(92)}`;
const VISIT = `link-abcdef=${'x'.repeat(88)}`;
const headerOf = (req: Request) => cookieHeaderOf(req, { isSecure: false });

describe('the Cookie header of a request', () => {
  it('is as long as it was sent, in bytes', () => {
    expect(headerOf(requestWith('a=1; b=é')).bytes).toBe(9);
    expect(headerOf(requestWith()).bytes).toBe(0);
  });

  it('is counted once for each request, so that what is set since is known to all', () => {
    const req = requestWith('a=1');
    headerOf(req).bytes += 100;
    expect(headerOf(req).bytes).toBe(103);
    expect(headerOf(requestWith('a=1')).bytes).toBe(3);
  });

  /** Over https, if there is a cookie that can be of nobody else then. */
  const keptFree = (cookie: string | undefined, hasAccounts = false) => {
    const isSecure = cookie?.includes('__Host-') ?? false;
    const header = cookieHeaderOf(requestWith(cookie), { isSecure, hasAccounts });
    return (['bank', 'book', 'link', 'session'] as const).map((purpose) => bytesKeptFree(header, purpose));
  };

  // The session and the visit have 100 bytes, and each pair two for what stands before it. Preferences can have 34.
  it.each([
    ['nothing else', undefined, [500, 1500, 234, 34]],
    ['a bank', `bank-abcdef=${'x'.repeat(300)}`, [500, 1500, 234, 34]],
    ['a session', SESSION, [398, 1398, 132, 34]],
    ['a session over https', `__Host-${SESSION}`, [391, 1391, 125, 34]],
    [
      'those of another site over https',
      `__Host-bank-abcdef=x; ${SESSION}; ${VISIT}; preferences=dark`,
      [500, 1500, 234, 34],
    ],
    ['a visit to Plaid', VISIT, [398, 1398, 234, 34]],
    ['a visit and a session', `${VISIT}; ${SESSION}`, [296, 1296, 132, 34]],
    [
      'five visits',
      [...'abcde'].map((id) => VISIT.replace('abcdef', id.repeat(6))).join('; '),
      [234, 990, 234, 34],
    ],
    ['a session and preferences', `preferences=dark; ${SESSION}`, [380, 1380, 114, 16]],
    ['preferences twice', 'preferences=dark;preferences=dark', [466, 1466, 200, 0]],
    ['names that have those of ours in them', 'username=a; my-session=1; link-a=1', [500, 1500, 234, 34]],
    ['more than is left beside a bank', `session=${'x'.repeat(592)}`, [34, 898, 34, 34]],
    ['an account where there are none any more', `user=${'x'.repeat(95)}`, [500, 1500, 234, 34]],
  ])('with %s leaves room for the rest', (_what, cookie, expected) => {
    expect(keptFree(cookie)).toEqual(expected);
  });

  // Of an account 132 and of a known browser 445.
  it.each([
    ['nothing else', undefined, [1077, 2077, 811, 611]],
    ['somebody signed in', `user=${'x'.repeat(95)}`, [975, 1975, 709, 509]],
    ['a known browser over https', `__Host-known-browser=${'x'.repeat(422)}`, [632, 1632, 366, 166]],
  ])('where there are accounts, with %s, leaves room for their cookies', (_what, cookie, expected) => {
    expect(keptFree(cookie, true)).toEqual(expected);
  });

  it('counts what is set and cleared', () => {
    const header = headerOf(requestWith(SESSION));
    countBytes(header, 'link', 102);
    countBytes(header, 'bank', 300);
    countBytes(header, 'session', -102);
    expect([header.bytes, bytesKeptFree(header, 'bank'), bytesKeptFree(header, 'link')]).toEqual([
      ...[400, 398, 234],
    ]);
  });
});
