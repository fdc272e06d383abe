import { expect, it } from 'vitest';
import { scaled } from '../support/time-limits.ts';
import { client, pause, running, sayHello, serve } from './listening.ts';

async function stopMs(): Promise<number> {
  const start = performance.now();
  await running.stop();
  return performance.now() - start;
}

it('a server with idle connections alone stops at once', async () => {
  await serve(sayHello);
  const idle = client('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  while (!idle.soFar().includes('hello')) await pause(5);
  expect(await stopMs()).toBeLessThan(scaled(1_000));
});

it('a server stops as soon as its last answer has ended', async () => {
  let finish = () => {};
  await serve((_req, res) => {
    res.write('begun ');
    finish = () => void res.end('and ended');
  });
  const reader = client('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  while (!reader.soFar().includes('begun')) await pause(5);
  setTimeout(finish, 250);
  expect(await stopMs()).toBeLessThan(250 + scaled(1_000));
});

it('a client that sends its headers slowly is sent away after five seconds', async () => {
  await serve(sayHello);
  const start = performance.now();
  const answer = await client('GET / HTTP/1.1\r\nHost: a\r\nX-Slow:').answer;
  expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
  const ms = performance.now() - start;
  expect(ms).toBeGreaterThan(4_500);
  // Node looks for such clients once in a while.
  expect(ms).toBeLessThan(7_000 + scaled(1_000));
});
