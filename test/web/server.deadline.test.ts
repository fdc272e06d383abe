import { expect, it } from 'vitest';
import { scaled } from '../support/time-limits.ts';
import { GET, sayHello, send, serve, slowAnswer } from './listening.ts';

async function msOf(work: Promise<void>): Promise<number> {
  const start = performance.now();
  await work;
  return performance.now() - start;
}

it('a server with idle connections alone stops at once', async () => {
  const running = await serve(sayHello);
  await send(running, GET).until('hello');
  expect(await msOf(running.stop())).toBeLessThan(scaled(1_000));
});

it('a server stops as soon as its last answer has ended', async () => {
  const slow = slowAnswer();
  const running = await serve(slow.answer);
  await send(running, GET).until('begun');
  setTimeout(() => slow.finish(), 250);
  expect(await msOf(running.stop())).toBeLessThan(250 + scaled(1_000));
});

it('a client that sends its headers slowly is disconnected after five seconds', async () => {
  const running = await serve(sayHello);
  const start = performance.now();
  const answer = await send(running, 'GET / HTTP/1.1\r\nHost: a\r\nX-Slow:').answer;
  expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
  const ms = performance.now() - start;
  expect(ms).toBeGreaterThan(4_500);
  // The server checks for such clients once a second.
  expect(ms).toBeLessThan(7_000 + scaled(1_000));
});
