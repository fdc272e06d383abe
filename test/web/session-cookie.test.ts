import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSealer } from '../../src/crypto/sealer.ts';
import { keyNamed, START, signingKey } from './samples.ts';
import { cookieOf, instance, lineOf, pendingLink, visit } from './session-instance.ts';

/** As express-session signs. */
function sign(value: string, secret: string): string {
  return `${value}.${createHmac('sha256', signingKey(secret)).update(value).digest('base64').replace(/=+$/, '')}`;
}

describe('a session’s cookie', () => {
  it('ends with the browser and is for this site only', async () => {
    expect(lineOf(await visit(instance(), '/begin'))).toMatch(
      /^session=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  it('is Secure and bound to this host by the public address, though this connection is plain http', async () => {
    const app = instance({ isSecure: true });
    const line = lineOf(await visit(app, '/begin'));
    expect(line).toMatch(/^__Host-session=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect((await visit(app, '/read', line.split(';')[0])).body).toEqual({ pendingLink });
  });

  it('does not follow what a stranger says of the connection', async () => {
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
    ['the name of every unsealed one', () => 'session=unsealed'],
  ])('is an empty session when %s', async (_, change) => {
    const cookie = cookieOf(await visit(instance(), '/begin'));
    const answer = await visit(instance(), '/read', change(cookie));
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: {} });
  });

  it('is an empty session when a key signed it that sealed nothing in it', async () => {
    const signed = `s:${sign('v1.abcdefgh.AAAA', 'first')}`;
    const answer = await visit(instance(), '/read', `session=${encodeURIComponent(signed)}`);
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: {} });
  });

  it('is read as every version writes it: cookies outlive a deployment', async () => {
    const sealer = createSealer([keyNamed('first')]);
    const sealed = sealer.seal(
      Buffer.from(JSON.stringify({ pendingLinks: [pendingLink] })),
      new Date(START.getTime() + 1000),
      {
        purpose: 'session',
        name: 'session',
      },
    );
    const cookie = `session=${encodeURIComponent(`s:${sign(sealed, 'first')}`)}`;
    expect((await visit(instance(), '/read', cookie)).body).toEqual({ pendingLink });
  });

  it('is cleared at the end, by the name and attributes it was set with', async () => {
    const cookie = cookieOf(await visit(instance(), '/begin'));
    const gone = 'Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly';
    expect(lineOf(await visit(instance(), '/end', cookie))).toBe(`session=; ${gone}; SameSite=Lax`);
    const secure = await visit(instance({ isSecure: true }), '/end');
    expect(lineOf(secure)).toBe(`__Host-session=; ${gone}; Secure; SameSite=Lax`);
  });
});
