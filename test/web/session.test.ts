import { describe, expect, it } from 'vitest';
import { Clock, HOUR_MS } from './samples.ts';
import { cookieOf, instance, lineOf, pendingLink, visit } from './session-instance.ts';

describe('the session', () => {
  it('survives a redirect', async () => {
    const app = instance();
    const cookie = cookieOf(await visit(app, '/begin'));
    expect((await visit(app, '/read', cookie)).body).toEqual({ pendingLink });
  });

  it('is kept by the browser alone: another instance with the same keys goes on with it', async () => {
    const first = cookieOf(await visit(instance(), '/begin'));
    const second = cookieOf(await visit(instance(), '/notice', first));
    expect((await visit(instance(), '/read', second)).body).toEqual({ pendingLink, notices: ['one more'] });
    expect((await visit(instance(), '/read', first)).body).toEqual({ pendingLink });
  });

  it('shows nothing of itself in its cookie', async () => {
    const line = decodeURIComponent(lineOf(await visit(instance(), '/begin')));
    expect(line).toMatch(/^session=s:v1\./);
    for (const part of line.split(/[.=]/)) {
      expect(Buffer.from(part, 'base64url').toString('latin1')).not.toContain('link');
    }
  });

  it('sends no cookie while there is nothing to keep, nor when nothing has changed', async () => {
    const app = instance();
    expect(lineOf(await visit(app, '/read'))).toBe('');
    const cookie = cookieOf(await visit(app, '/begin'));
    expect(lineOf(await visit(app, '/read', cookie))).toBe('');
  });

  it('ends four hours after its last change', async () => {
    const clock = new Clock();
    const app = instance({ now: clock.now });
    const cookie = cookieOf(await visit(app, '/begin'));
    clock.advance(4 * HOUR_MS - 1);
    expect((await visit(app, '/read', cookie)).body).toEqual({ pendingLink });
    clock.advance(1);
    expect((await visit(app, '/read', cookie)).body).toEqual({});
  });

  it('opens with an older key that is still listed, and with no other', async () => {
    const cookie = cookieOf(await visit(instance({ keys: ['old'] }), '/begin'));
    expect((await visit(instance({ keys: ['new', 'old'] }), '/read', cookie)).body).toEqual({ pendingLink });
    expect((await visit(instance({ keys: ['new'] }), '/read', cookie)).body).toEqual({});
  });
});

describe('a change of the session', () => {
  it('is an error after the first byte, and not silently lost', async () => {
    const failures: unknown[] = [];
    await visit(instance({ onError: (error) => failures.push(error) }), '/late');
    expect(failures).toEqual([new Error('the session changed after the first byte')]);
  });

  it('before the first byte of a page leaves with it, and without complaint', async () => {
    const failures: unknown[] = [];
    const app = instance({ onError: (error) => failures.push(error) });
    const cookie = cookieOf(await visit(app, '/early'));
    expect((await visit(instance(), '/read', cookie)).body).toEqual({ notices: [] });
    expect(failures).toEqual([]);
  });

  it('is not seen where there is none: a page that streams is answered without complaint', async () => {
    const failures: unknown[] = [];
    const app = instance({ onError: (error) => failures.push(error) });
    const cookie = cookieOf(await visit(app, '/begin'));
    expect((await visit(app, '/stream', cookie)).text).toBe('first byte');
    expect(failures).toEqual([]);
  });
});
