import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { type AddressInfo, connect, Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { listen } from '../../src/web/server.ts';
import { GET, sayHello, send, serve, slowAnswer } from './listening.ts';

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
    await expect(listen(sayHello, { port, host: '127.0.0.1', isSecure: false })).rejects.toThrow(sentence);
  });

  /** What it says about a port that cannot be had, for this reason. */
  async function listenErrorText(
    code: string,
    { port, host = '127.0.0.1' }: { port: number; host?: string },
  ) {
    const failing = vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server) {
      process.nextTick(() => this.emit('error', Object.assign(new Error(`listen ${code}`), { code })));
      return this;
    });
    onTestFinished(() => failing.mockRestore());
    return String(await listen(sayHello, { port, host, isSecure: false }).catch((error) => error));
  }
  const remedy = (port: number) =>
    `set another one, such as PORT=${port}, before the command or in the file .env.`;

  it.each([
    [1_024, 3_000],
    [1_025, 1_026],
    [65_534, 65_535],
    [65_535, 3_000],
  ])('names another port than %i: %i', async (port, other) => {
    expect(await listenErrorText('EADDRINUSE', { port })).toBe(
      `Port ${port} is in use by another program. Stop that program, or ${remedy(other)}`,
    );
  });

  it('says which ports are open to every user', async () => {
    expect(await listenErrorText('EACCES', { port: 80 })).toBe(
      `Port 80 is not open to this user. Ports from 1024 on are: ${remedy(3_000)}`,
    );
  });

  it.each(['EADDRNOTAVAIL', 'ENOTFOUND'])(
    'says that HOST is no address of this machine: %s',
    async (code) => {
      expect(await listenErrorText(code, { port: 3_000, host: '192.0.2.1' })).toBe(
        'HOST is 192.0.2.1, which is no address of this machine. Leave it empty or correct it.',
      );
    },
  );

  it('leaves every other reason as it is', async () => {
    expect(await listenErrorText('EMFILE', { port: 3_000 })).toBe('Error: listen EMFILE');
  });

  it('keeps idle connections open for longer than proxies do', async () => {
    const running = await serve(sayHello);
    expect(await send(running, GET).until('hello')).toMatch(/\r\nConnection: keep-alive\r\n/);
    expect(running.server.keepAliveTimeout).toBe(120_000);
    expect(running.server.maxRequestsPerSocket).toBe(1_000);
  });
});

describe('a client that is refused and leaves its own side open', () => {
  it.each([
    ['400', 'hello there\r\n\r\n'],
    ['431', `GET /${'x'.repeat(70_000)} HTTP/1.1\r\nHost: a\r\n\r\n`],
    ['408', 'GET / HTTP/1.1\r\nHost: a\r\n'],
  ])('can read the answer %s, and its connection is closed here', async (status, text) => {
    const running = await serve(sayHello);
    // Node gives a head five seconds, which need not be waited for here.
    running.server.headersTimeout = 100;
    const socket = connect({
      port: (running.server.address() as AddressInfo).port,
      host: '127.0.0.1',
      allowHalfOpen: true,
    });
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => {});
    const [[held]] = await Promise.all([once(running.server, 'connection'), once(socket, 'connect')]);
    let answer = '';
    socket.setEncoding('latin1').on('data', (more) => {
      answer += more;
    });
    socket.write(text);
    await once(socket, 'end');
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(socket.writable).toBe(true);
    await vi.waitFor(() => expect(held.destroyed).toBe(true), 5_000);
    await vi.waitFor(async () => {
      expect(await new Promise((done) => running.server.getConnections((_, count) => done(count)))).toBe(0);
    }, 5_000);
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

  it('is not looked after once the server has closed', async () => {
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
    const start = performance.now();
    slow.finish();
    await stopped;
    // Far less than the 25 seconds after which every connection is cut.
    expect(performance.now() - start).toBeLessThan(10_000);
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
