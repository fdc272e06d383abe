import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { listen, type RunningServer } from '../../src/http/server.ts';

let running: RunningServer;
afterEach(() => void running.server.closeAllConnections());

async function serve(app: RequestListener): Promise<void> {
  running = await listen(app, { port: 0, host: '127.0.0.1' });
}

/** A client that writes what it likes; `answer` is all that came back when the server has closed. */
function client(text: string) {
  const socket = net.connect((running.server.address() as AddressInfo).port, '127.0.0.1');
  socket.setEncoding('utf8').on('error', () => {});
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  socket.write(text);
  return { socket, answer: once(socket, 'close').then(() => answer), soFar: () => answer };
}

const sayHello: RequestListener = (_req, res) => void res.end('hello');
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a client', () => {
  it('that sends its headers slowly is sent away after five seconds', async () => {
    await serve(sayHello);
    const start = performance.now();
    const answer = await client('GET / HTTP/1.1\r\nHost: a\r\nX-Slow:').answer;
    expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(performance.now() - start).toBeGreaterThan(4_500);
    expect(performance.now() - start).toBeLessThan(8_000);
  });

  it('whose cookies are too long is freed of them', async () => {
    await serve(sayHello);
    const answer = await client(`GET / HTTP/1.1\r\nHost: a\r\nCookie: a=${'x'.repeat(17_000)}\r\n\r\n`)
      .answer;
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain('\r\nClear-Site-Data: "cookies"\r\n');
    expect(answer).toContain('\r\nCache-Control: no-store\r\n');
    expect(answer).not.toContain('xxx');
  });

  it.each([
    ['at once', [`GET /?${'x'.repeat(17_000)} HTTP/1.1\r\nHost: a\r\nCookie: a=1; b=2\r\n\r\n`]],
    [
      'in two parts',
      [`GET /?${'x'.repeat(9_000)}`, `${'x'.repeat(9_000)} HTTP/1.1\r\nHost: a\r\nCookie: a=1; b=2\r\n\r\n`],
    ],
  ])('that any page sent to an overlong address, %s, keeps its cookies', async (_, parts) => {
    await serve(sayHello);
    const sender = client(parts[0] ?? '');
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (parts[1]) sender.socket.write(parts[1]);
    const answer = await sender.answer;
    expect(answer).toMatch(/^HTTP\/1\.1 4(31|14) /);
    expect(answer).not.toContain('Clear-Site-Data');
  });

  it.each([
    ['no HTTP at all', 'hello there\r\n\r\n'],
    [
      'two lengths of one body',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n',
    ],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
  ])('that sends %s is refused, and keeps its cookies', async (_, text) => {
    await serve(sayHello);
    const answer = await client(text).answer;
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).not.toContain('Clear-Site-Data');
  });

  it('that breaks off breaks nothing', async () => {
    await serve(sayHello);
    const rude = client('GET / HT');
    await once(rude.socket, 'connect');
    rude.socket.resetAndDestroy();
    expect(await client('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n').answer).toContain('hello');
  });
});

describe('the server', () => {
  it('does not start on a port that is taken', async () => {
    await serve(sayHello);
    const { port } = running.server.address() as AddressInfo;
    await expect(listen(sayHello, { port, host: '127.0.0.1' })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('keeps idle connections for longer than proxies do', async () => {
    await serve(sayHello);
    expect(running.server.keepAliveTimeout).toBe(120_000);
    expect(running.server.maxRequestsPerSocket).toBe(1_000);
  });
});

describe('stopping', () => {
  it('waits for the rest of the work after the last answer, for 25 seconds at the most', async () => {
    await serve(sayHello);
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    let isStopped = false;
    const never = () => new Promise<void>(() => {});
    const stopped = running.stop(never).then(() => {
      isStopped = true;
    });
    await vi.advanceTimersByTimeAsync(24_999);
    expect(isStopped).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await stopped;
  });

  it('lets an open answer end, then closes its connection at once', async () => {
    let finish = () => {};
    await serve((_req, res) => {
      res.write('begun ');
      finish = () => void res.end('and ended');
    });
    const reader = client('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    while (!reader.soFar().includes('begun')) await pause(5);
    let isStopped = false;
    const stopped = running.stop().then(() => {
      isStopped = true;
    });
    await pause(250);
    expect(isStopped).toBe(false);
    finish();
    const start = performance.now();
    await stopped;
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(await reader.answer).toContain('and ended');
  });

  it('does not wait for idle connections, and takes no new ones', async () => {
    await serve(sayHello);
    const idle = client('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    while (!idle.soFar().includes('hello')) await pause(5);
    const start = performance.now();
    await running.stop();
    expect(performance.now() - start).toBeLessThan(1_000);
    await idle.answer;
    expect(running.server.listening).toBe(false);
  });

  it('tells a connection that it is the last answer', async () => {
    let finish = () => {};
    await serve((req, res) => {
      if (req.url === '/wait') finish = () => void res.end('waited');
      else res.end('hello');
    });
    const busy = client('GET /wait HTTP/1.1\r\nHost: a\r\n\r\n');
    const other = client('');
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
