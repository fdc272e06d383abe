/** Clients that send too much, send nonsense or break off: what they are told, and that others are not harmed. */

import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { LAST_GET, sayHello, send, serve } from './listening.ts';

describe('a client', () => {
  const REST = ' HTTP/1.1\r\nHost: a\r\nCookie: a=1; b=2\r\n\r\n';
  const x = (count: number) => 'x'.repeat(count);

  /** What the server answers to this, which may be sent in two parts. */
  async function answerTo([first = '', second = '']: string[], isSecure = false) {
    const sender = send(await serve(sayHello, isSecure), first);
    if (second !== '') await pause(50);
    sender.socket.write(second);
    const [head = '', body = ''] = (await sender.answer).split('\r\n\r\n');
    const [status = '', ...lines] = head.split('\r\n');
    return { status, lines, body };
  }

  const GONE = 'Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly;';

  it('with too long cookies of ours has them cleared by their names, and is told so', async () => {
    const small = ['book-entire', 'link-abcdef', 'user', 'known-browser', 'preferences'];
    const long = `session=${x(13_000)}; bank-abcdef=${x(12_000)}; bank-abcdef=2`;
    const cookies = ['_neighbor=1', long, ...small.map((name) => `${name}=3`)].join('; ');
    const { status, lines, body } = await answerTo([
      `GET / HTTP/1.1\r\nHost: a\r\nCookie: ${cookies}\r\n\r\n`,
    ]);
    expect(status).toBe('HTTP/1.1 431 Request Header Fields Too Large');
    expect(lines).toEqual([
      'Content-Type: text/plain; charset=utf-8',
      `Content-Length: ${body.length}`,
      'Cache-Control: no-store',
      'Connection: close',
      ...['session', 'bank-abcdef', ...small].map((name) => `Set-Cookie: ${name}=; ${GONE} SameSite=Lax`),
    ]);
    expect(body).toBe(
      'Your cookies for this site were too long. They are cleared: load the page again. If that does not help, clear the cookies of this site in the settings of your browser.',
    );
  });

  it('with too long cookies has them cleared when they arrive in two parts', async () => {
    const parts = [`GET / HTTP/1.1\r\nHost: a\r\nCookie: user=${x(13_000)}`, `${x(13_000)}; b=2\r\n\r\n`];
    expect((await answerTo(parts)).lines).toContain(`Set-Cookie: user=; ${GONE} SameSite=Lax`);
  });

  it('with too long cookies of other sites and none of ours is answered, and keeps theirs', async () => {
    const cookies = `_neighbor=${x(25_000)}; bank-toolong=1; __Host-other=2; sessions=3`;
    for (const isSecure of [false, true]) {
      const { status, lines } = await answerTo(
        [LAST_GET.replace('\r\n\r\n', `\r\nCookie: ${cookies}\r\n\r\n`)],
        isSecure,
      );
      expect(status).toBe('HTTP/1.1 200 OK');
      expect(lines.filter((line) => /^(set-cookie|clear-site-data):/i.test(line))).toEqual([]);
    }
  });

  const BANK = '__Host-bank-abcdef';

  it.each([
    ['after one of ours', `__Host-user=1; bank-abcdef=${x(25_000)}`, '__Host-user=1'],
    ['among ours', `a=${x(25_000)}; __Host-user=1; b=2; ${BANK}=2`, `__Host-user=1; ${BANK}=2`],
    ['without spaces', `a=${x(25_000)};__Host-user=1;b=2;${BANK}=2`, `__Host-user=1; ${BANK}=2`],
    ['none of them ours', `a=${x(25_000)}; session=1`, ''],
  ])('with too many cookies of other sites, %s, is answered without those', async (_, cookies, read) => {
    const running = await serve((req, res) => void res.end(`read: ${req.headers.cookie}`), true);
    const { answer } = send(
      running,
      `GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nCookie: ${cookies}\r\n\r\n`,
    );
    expect((await answer).split('\r\n\r\n')[1]).toBe(`read: ${read}`);
  });

  /** A request with so many bytes of head: as they are counted, each text of a header has two for what follows it. */
  const withHead = (bytes: number, cookies: string) => {
    const head = ['Host', 'a', 'Connection', 'close', 'Cookie', cookies, 'X-Rest', ''];
    const taken = head.reduce((sum, text) => sum + text.length + 2, '/'.length);
    return `GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nCookie: ${cookies}\r\nX-Rest: ${x(bytes - taken)}\r\n\r\n`;
  };

  it.each([
    ['', 'user=1', 0],
    [', not counting the cookies of other sites', `user=1; b=${x(900)}`, `; b=${x(900)}`.length],
  ])('may have a head of 24 KiB and not a byte more%s', async (_, cookies, leftOut) => {
    const bytes = 24 * 1024 + leftOut;
    expect((await answerTo([withHead(bytes, cookies)])).status).toBe('HTTP/1.1 200 OK');
    expect((await answerTo([withHead(bytes + 1, cookies)])).status).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('with too long a cookie of ours has only those that https marks as ours cleared', async () => {
    const cookies = `b=2; session=3; __Host-user=${x(25_000)}; __Host-other=4`;
    const { status, lines } = await answerTo(
      [`GET / HTTP/1.1\r\nHost: a\r\nCookie: ${cookies}\r\n\r\n`],
      true,
    );
    expect(status).toMatch(/^HTTP\/1\.1 431 /);
    expect(lines.slice(4)).toEqual([`Set-Cookie: __Host-user=; ${GONE} Secure; SameSite=Lax`]);
  });

  it.each([
    ['at once', [`GET /?${x(25_000)}${REST}`]],
    ['in two parts', [`GET /?${x(13_000)}`, `${x(13_000)}${REST}`]],
    ['in two parts, the last of them short', [`GET /?${x(24_000)}`, `${x(1_000)}${REST}`]],
  ])('that another site sends to too long an address, %s, keeps its cookies', async (_, parts) => {
    const { status, lines } = await answerTo(parts);
    expect(status).toMatch(/^HTTP\/1\.1 4(31|14) /);
    expect(lines).toHaveLength(4);
    expect(lines.filter((line) => /^(set-cookie|clear-site-data):/i.test(line))).toEqual([]);
  });

  it.each([
    ['no HTTP at all', 'hello there\r\n\r\n', '400 Bad Request'],
    [
      'two lengths of one body',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n',
      '400 Bad Request',
    ],
    // Node's own answer: an empty text in chunks.
    ['no host', 'GET / HTTP/1.1\r\n\r\n', '0'],
  ])('that sends %s is refused, and keeps its cookies', async (_, text, written) => {
    const { status, lines, body } = await answerTo([text]);
    expect(status).toBe('HTTP/1.1 400 Bad Request');
    expect(lines.filter((line) => !/^[\w-]+: ./.test(line))).toEqual([]);
    expect(lines.filter((line) => /^(set-cookie|clear-site-data):/i.test(line))).toEqual([]);
    expect(body).toBe(written);
  });

  it('that resets its connection does no harm to others', async () => {
    const running = await serve(sayHello);
    const { socket } = send(running, 'GET / HT');
    await once(socket, 'connect');
    socket.resetAndDestroy();
    expect(await send(running, LAST_GET).answer).toContain('hello');
  });

  it('that goes on sending after its last request does no harm to others', async () => {
    const running = await serve((req, res) => void res.end(req.url === '/large' ? x(8_000_000) : 'hello'));
    const { socket, answer } = send(running, LAST_GET.replace('/', '/large'));
    socket.pause();
    await pause(50);
    socket.write('and more\r\n\r\n');
    await pause(50);
    socket.resume();
    await answer;
    expect(await send(running, LAST_GET).answer).toContain('hello');
  });
});
