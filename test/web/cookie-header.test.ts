import type { Request } from 'express';
import { describe, expect, it } from 'vitest';
import { bytesKeptFree, cookieHeaderOf } from '../../src/web/cookie-header.ts';

const requestWith = (cookie?: string) => ({ headers: { cookie } }) as Request;
const SESSION = `session=${'x'.repeat(92)}`;

describe('the Cookie header of a request', () => {
  it('is as long as it was sent, in bytes', () => {
    expect(cookieHeaderOf(requestWith('a=1; b=é')).bytes).toBe(9);
    expect(cookieHeaderOf(requestWith()).bytes).toBe(0);
  });

  it('is counted once for each request, so that what is set since is known to all', () => {
    const req = requestWith('a=1');
    cookieHeaderOf(req).bytes += 100;
    expect(cookieHeaderOf(req).bytes).toBe(103);
    expect(cookieHeaderOf(requestWith('a=1')).bytes).toBe(3);
  });

  // The session has 100 bytes, and each pair two for what stands before it.
  it.each([
    ['nothing else', undefined, 500, 1500],
    ['a bank', `bank-abcdef=${'x'.repeat(300)}`, 500, 1500],
    ['a session', SESSION, 398, 1398],
    ['a session over https', `__Host-${SESSION}`, 391, 1391],
    ['a session and preferences', `preferences=dark; ${SESSION}`, 380, 1380],
    ['preferences twice', 'preferences=dark;preferences=dark', 464, 1464],
    ['cookies whose names have those of ours in them', 'username=someone; my-session=1', 500, 1500],
    ['more than is left to the others of a bank', `user=${'x'.repeat(600)}`, 0, 893],
  ])('with %s leaves room for the rest', (_what, cookie, besideBank, besideBook) => {
    const header = cookieHeaderOf(requestWith(cookie));
    expect([bytesKeptFree(header, 'bank'), bytesKeptFree(header, 'book')]).toEqual([besideBank, besideBook]);
  });
});
