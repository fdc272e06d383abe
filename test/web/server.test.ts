import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { listen } from '../../src/web/server.ts';
import { GET, LAST_GET, sayHello, send, serve, slowAnswer } from './listening.ts';

/** Whether the promise has been fulfilled by now. */
function watch(promise: Promise<unknown>): () => boolean {
  let isDone = false;
  void promise.then(() => {
    isDone = true;
  });
  return () => isDone;
}

/** Asks for something and leaves all of it to the network. */
async function readNothing(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1').pause();
  onTestFinished(() => void socket.destroy());
  socket.write(GET);
}

describe('the server', () => {
  it('does not start on a port that is in use', async () => {
    const { port } = (await serve(sayHello)).server.address() as AddressInfo;
    const sentence = `Port ${port} is in use by another program. Stop that program, or set another one, such as PORT=${port + 1}, before the command or in the file .env.`;
    await expect(listen(sayHello, { port, host: '127.0.0.1' })).rejects.toThrow(sentence);
  });

  it('keeps idle connections open for longer than proxies do', async () => {
    const running = await serve(sayHello);
    expect(await send(running, GET).until('hello')).toMatch(/\r\nConnection: keep-alive\r\n/);
    expect(running.server.keepAliveTimeout).toBe(120_000);
    expect(running.server.maxRequestsPerSocket).toBe(1_000);
  });
});

describe('a reader', () => {
  /** A server that looks after its readers when the test says so. */
  async function serveWithLooks(answer: RequestListener) {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    return serve(answer);
  }

  it('who takes nothing of what waits for them is cut off after a minute at most', async () => {
    const running = await serveWithLooks((_req, res) => {
      res.write(Buffer.alloc(64 * 1024 * 1024));
    });
    const { port } = running.server.address() as AddressInfo;
    const [[socket]] = await Promise.all([once(running.server, 'connection'), readNothing(port)]);
    await vi.waitFor(() => expect(socket.writableLength).toBeGreaterThan(0), 10_000);
    vi.advanceTimersByTime(30_000);
    expect(socket.destroyed).toBe(false);
    vi.advanceTimersByTime(30_000);
    expect(socket.destroyed).toBe(true);
  });

  it('is looked after no more when the server has closed', async () => {
    const running = await serveWithLooks(sayHello);
    expect(vi.getTimerCount()).toBe(1);
    running.server.close();
    await once(running.server, 'close');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('whose page takes long to make waits for it without end', async () => {
    const slow = slowAnswer();
    const running = await serveWithLooks(slow.answer);
    const reader = send(running, GET);
    await reader.until('begun');
    vi.advanceTimersByTime(600_000);
    slow.finish();
    expect(await reader.until('and ended')).toContain('and ended');
    expect(running.server.timeout).toBe(0);
  });
});

describe('a server that stops', () => {
  it('waits for the rest of the work after the last answer, for at most 25 seconds', async () => {
    const running = await serve(sayHello);
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const stopped = running.stop(() => new Promise(() => {}));
    const isStopped = watch(stopped);
    await vi.advanceTimersByTimeAsync(24_999);
    expect(isStopped()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await stopped;
  });

  it('waits for an unfinished answer, then closes its connection at once', async () => {
    const slow = slowAnswer();
    const running = await serve(slow.answer);
    const reader = send(running, GET);
    await reader.until('begun');
    const stopped = running.stop();
    const isStopped = watch(stopped);
    await pause(250);
    expect(isStopped()).toBe(false);
    slow.finish();
    await stopped;
    expect(await reader.answer).toContain('and ended');
  });

  it('cuts an unfinished answer after 25 seconds', async () => {
    const running = await serve(slowAnswer().answer);
    const reader = send(running, GET);
    await reader.until('begun');
    const isCut = watch(reader.answer);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const stopped = running.stop();
    vi.advanceTimersByTime(24_999);
    for (let turn = 0; turn < 100; turn += 1) await new Promise(setImmediate);
    expect(isCut()).toBe(false);
    vi.advanceTimersByTime(1);
    await stopped;
    expect(await reader.answer).toMatch(/begun \r\n$/);
  });

  it('does not wait for idle connections, and accepts no new ones', async () => {
    const running = await serve(sayHello);
    const idle = send(running, GET);
    await idle.until('hello');
    await running.stop();
    await idle.answer;
    expect(running.server.listening).toBe(false);
  });

  it('closes a connection after its last answer, and says so in it', async () => {
    let finish = () => {};
    const running = await serve((req, res) => {
      if (req.url === '/wait') finish = () => void res.end('waited');
      else res.end('hello');
    });
    const busy = send(running, 'GET /wait HTTP/1.1\r\nHost: a\r\n\r\n');
    const other = send(running, '');
    await once(other.socket, 'connect');
    other.socket.write('GET / HTTP/1.1\r\nHost: a\r\n');
    await pause(50);
    const stopped = running.stop();
    other.socket.write('\r\n');
    expect(await other.answer).toMatch(/\r\nConnection: close\r\n/);
    finish();
    await stopped;
    expect(await busy.answer).toContain('waited');
  });
});

describe('a client', () => {
  const REST = ' HTTP/1.1\r\nHost: a\r\nCookie: a=1; b=2\r\n\r\n';
  const x = (count: number) => 'x'.repeat(count);

  /** What the server answers to this, which may be sent in two parts. */
  async function answerTo([first = '', second = '']: string[]) {
    const sender = send(await serve(sayHello), first);
    if (second !== '') await pause(50);
    sender.socket.write(second);
    const [head = '', body = ''] = (await sender.answer).split('\r\n\r\n');
    const [status = '', ...lines] = head.split('\r\n');
    return { status, lines, body };
  }

  it('with too long cookies has them cleared, and is told so', async () => {
    const { status, lines, body } = await answerTo([
      `GET / HTTP/1.1\r\nHost: a\r\nCookie: a=${x(25_000)}\r\n\r\n`,
    ]);
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

  it('with too long cookies has them cleared when they arrive in two parts', async () => {
    const parts = [`GET / HTTP/1.1\r\nHost: a\r\nCookie: a=${x(13_000)}`, `${x(13_000)}; b=2\r\n\r\n`];
    expect((await answerTo(parts)).lines).toContain('Clear-Site-Data: "cookies"');
  });

  it.each([
    ['after one of ours', `__Host-a=1; bank-x=${x(25_000)}`, '__Host-a=1'],
    ['among ours', `a=${x(25_000)}; __Host-a=1; b=2; __Host-b=2`, '__Host-a=1; __Host-b=2'],
    ['without spaces', `a=${x(25_000)};__Host-a=1;b=2;__Host-b=2`, '__Host-a=1; __Host-b=2'],
  ])('with too many cookies of other sites, %s, is answered without those', async (_, cookies, read) => {
    const running = await serve((req, res) => void res.end(`read: ${req.headers.cookie}`));
    const { answer } = send(
      running,
      `GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nCookie: ${cookies}\r\n\r\n`,
    );
    expect((await answer).split('\r\n\r\n')[1]).toBe(`read: ${read}`);
  });

  it('with too long a cookie of ours has it cleared', async () => {
    const cookies = `b=2; __Host-a=${x(25_000)}`;
    const { status, lines } = await answerTo([`GET / HTTP/1.1\r\nHost: a\r\nCookie: ${cookies}\r\n\r\n`]);
    expect(status).toMatch(/^HTTP\/1\.1 431 /);
    expect(lines).toContain('Clear-Site-Data: "cookies"');
  });

  it.each([
    ['at once', [`GET /?${x(25_000)}${REST}`]],
    ['in two parts', [`GET /?${x(13_000)}`, `${x(13_000)}${REST}`]],
    ['in two parts, the last of them short', [`GET /?${x(24_000)}`, `${x(1_000)}${REST}`]],
  ])('that another site sends to too long an address, %s, keeps its cookies', async (_, parts) => {
    const { status, lines } = await answerTo(parts);
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
    const { status, lines, body } = await answerTo([text]);
    expect(status).toBe('HTTP/1.1 400 Bad Request');
    expect(lines.filter((line) => !/^[\w-]+: ./.test(line))).toEqual([]);
    expect(lines).not.toContain('Clear-Site-Data: "cookies"');
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
