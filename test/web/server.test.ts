import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { listen } from '../../src/web/server.ts';
import { client, pause, running, sayHello, serve } from './listening.ts';

describe('the server', () => {
  it('does not start on a port that is taken', async () => {
    await serve(sayHello);
    const { port } = running.server.address() as AddressInfo;
    await expect(listen(sayHello, { port, host: '127.0.0.1' })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('keeps idle connections for longer than proxies do', async () => {
    await serve(sayHello);
    const kept = client('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    while (!kept.soFar().includes('hello')) await pause(5);
    expect(kept.soFar()).toMatch(/\r\nConnection: keep-alive\r\n/);
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
    await stopped;
    expect(await reader.answer).toContain('and ended');
  });

  it('cuts after 25 seconds what has not ended', async () => {
    await serve((_req, res) => void res.write('begun '));
    const reader = client('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    while (!reader.soFar().includes('begun')) await pause(5);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const stopped = running.stop();
    let isCut = false;
    reader.socket.once('close', () => {
      isCut = true;
    });
    vi.advanceTimersByTime(24_999);
    for (let turn = 0; turn < 100; turn += 1) await nextTurn();
    expect(isCut).toBe(false);
    vi.advanceTimersByTime(1);
    vi.useRealTimers();
    await stopped;
    expect(await reader.answer).toMatch(/begun \r\n$/);
  });

  it('does not wait for idle connections, and takes no new ones', async () => {
    await serve(sayHello);
    const idle = client('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    while (!idle.soFar().includes('hello')) await pause(5);
    await running.stop();
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
