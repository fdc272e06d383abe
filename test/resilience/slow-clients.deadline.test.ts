/**
 * Two hundred clients who send as slowly as they can, and leave their own side open: they are sent away, their connections
 * are closed here, and others are served as before.
 */

import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it, vi } from 'vitest';
import { startTestApp } from '../support/test-app.ts';
import { scaled } from '../support/time-limits.ts';
import { connectTo, type RawClient } from './raw-client.ts';

const HALF = 100;
const ALL_GONE_MS = 11_000;
const OTHERS_P99_MS = scaled(300);
const SLOW_HEADERS = 'GET / HTTP/1.1\r\nHost: localhost\r\n';
const SLOW_BODY = [
  'POST /preferences HTTP/1.1',
  'Host: localhost',
  'Sec-Fetch-Site: same-origin',
  'Content-Type: application/x-www-form-urlencoded',
  'Content-Length: 1000',
  '\r\n',
].join('\r\n');

const app = await startTestApp();
await app.newClient().get('/');
afterAll(() => app.close());

/** Writes a little each second until the server has no more to say; resolves with the answer and how long it took. */
async function linger(client: RawClient, opening: string, more: string) {
  const start = performance.now();
  client.socket.write(opening);
  const dripping = setInterval(() => client.socket.writable && client.socket.write(more), 1_000);
  const answer = await client.ended;
  clearInterval(dripping);
  return { answer, ms: performance.now() - start };
}

/** How many connections the server itself still has. */
function openConnections(): Promise<number> {
  return new Promise((resolve) => app.server.server.getConnections((_, count) => resolve(count)));
}

/** How long a person waits for each page meanwhile. */
async function delaysUntil(isOver: () => boolean): Promise<number[]> {
  const client = app.newClient();
  const delays: number[] = [];
  while (!isOver()) {
    const start = performance.now();
    expect((await client.get('/privacy')).status).toBe(200);
    delays.push(performance.now() - start);
    await pause(20);
  }
  return delays;
}

it('slow clients are all sent away within eleven seconds, while others are served as before', async () => {
  const clients = await Promise.all(
    Array.from({ length: 2 * HALF }, () => connectTo(app.url, { allowHalfOpen: true })),
  );
  let isOver = false;
  const leaving = Promise.all([
    ...clients.slice(0, HALF).map((client) => linger(client, SLOW_HEADERS, 'X-Slow: yes\r\n')),
    ...clients.slice(HALF).map((client) => linger(client, SLOW_BODY, 'a')),
  ]).finally(() => {
    isOver = true;
  });
  const delays = await delaysUntil(() => isOver);
  const left = await leaving;

  for (const { answer } of left) expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
  expect(Math.max(...left.map(({ ms }) => ms))).toBeLessThan(ALL_GONE_MS + scaled(500));
  const p99 = delays.toSorted((a, b) => a - b)[Math.floor(delays.length * 0.99)];
  expect(delays.length).toBeGreaterThan(50);
  expect(p99).toBeLessThan(OTHERS_P99_MS);
  // A second later. Those of the person who was served meanwhile may be idle.
  await vi.waitFor(async () => expect(await openConnections()).toBeLessThan(HALF), 5_000);
  for (const { socket } of clients) socket.destroy();
});

it('clients that are merely idle make nobody wait', async () => {
  const idle = await Promise.all(Array.from({ length: 2 * HALF }, () => connectTo(app.url)));
  expect((await app.newClient().get('/')).status).toBe(200);
  for (const client of idle) client.socket.destroy();
  await Promise.all(idle.map(({ closed }) => closed));
  expect((await app.newClient().get('/')).status).toBe(200);
});
