import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { client, pause, sayHello, serve } from './listening.ts';

const REST = ' HTTP/1.1\r\nHost: a\r\nCookie: a=1; b=2\r\n\r\n';

/** What comes back when these are sent one after another. */
async function answerTo([first = '', second = '']: string[]): Promise<string> {
  await serve(sayHello);
  const sender = client(first);
  await pause(50);
  sender.socket.write(second);
  return sender.answer;
}

function partsOf(answer: string) {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  const [status = '', ...lines] = head.split('\r\n');
  return { status, lines, body };
}

describe('a client', () => {
  it('whose cookies are too long is freed of them, and told so', async () => {
    await serve(sayHello);
    const answer = await client(`GET / HTTP/1.1\r\nHost: a\r\nCookie: a=${'x'.repeat(17_000)}\r\n\r\n`)
      .answer;
    const { status, lines, body } = partsOf(answer);
    expect(status).toBe('HTTP/1.1 431 Request Header Fields Too Large');
    expect(lines).toEqual([
      'Content-Type: text/plain; charset=utf-8',
      `Content-Length: ${body.length}`,
      'Cache-Control: no-store',
      'Connection: close',
      'Clear-Site-Data: "cookies"',
    ]);
    expect(body).toBe('Your cookies for this site were too long. They are cleared: load the page again.');
  });

  it('whose cookies are too long is freed of them when they come in two parts', async () => {
    const answer = await answerTo([
      `GET / HTTP/1.1\r\nHost: a\r\nCookie: a=${'x'.repeat(9_000)}`,
      `${'x'.repeat(9_000)}; b=2\r\n\r\n`,
    ]);
    expect(partsOf(answer).lines).toContain('Clear-Site-Data: "cookies"');
  });

  it.each([
    ['at once', [`GET /?${'x'.repeat(17_000)}${REST}`]],
    ['in two parts', [`GET /?${'x'.repeat(9_000)}`, `${'x'.repeat(9_000)}${REST}`]],
    ['in two parts, the last of them short', [`GET /?${'x'.repeat(16_000)}`, `${'x'.repeat(1_000)}${REST}`]],
  ])('that any page sent to an overlong address, %s, keeps its cookies', async (_, parts) => {
    const { status, lines } = partsOf(await answerTo(parts));
    expect(status).toMatch(/^HTTP\/1\.1 4(31|14) /);
    expect(lines).toHaveLength(4);
    expect(lines).not.toContain('Clear-Site-Data: "cookies"');
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
    await serve(sayHello);
    const { status, lines, body } = partsOf(await client(text).answer);
    expect(status).toBe('HTTP/1.1 400 Bad Request');
    expect(lines.filter((line) => !/^[\w-]+: ./.test(line))).toEqual([]);
    expect(lines).not.toContain('Clear-Site-Data: "cookies"');
    expect(body).toBe(written);
  });

  it('that breaks off breaks nothing', async () => {
    await serve(sayHello);
    const rude = client('GET / HT');
    await once(rude.socket, 'connect');
    rude.socket.resetAndDestroy();
    expect(await client('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n').answer).toContain('hello');
  });

  it('that goes on after its last request breaks nothing', async () => {
    await serve((req, res) => void res.end(req.url === '/large' ? 'x'.repeat(8_000_000) : 'hello'));
    const rude = client('GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    rude.socket.pause();
    await pause(50);
    rude.socket.write('and more\r\n\r\n');
    await pause(50);
    rude.socket.resume();
    await rude.answer;
    expect(await client('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n').answer).toContain('hello');
  });
});
