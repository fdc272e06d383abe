import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { collectGarbage } from '../support/collect-garbage.ts';
import { startTestApp } from '../support/test-app.ts';
import { scaled } from '../support/time-limits.ts';
import { connectTo } from './raw-client.ts';

const app = await startTestApp();
afterAll(() => app.close());

const MEGABYTE = 1024 * 1024;

it('a form without an end is not kept in memory, and is cut off after ten seconds', async () => {
  const client = await connectTo(app.url);
  const start = performance.now();
  collectGarbage();
  const before = process.memoryUsage().external;
  client.socket.write(
    `POST /preferences HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n`,
  );
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
  const pouring = setInterval(() => client.socket.writable && client.socket.write(chunk), 10);
  await pause(8_000);
  collectGarbage();
  const heldMeanwhile = process.memoryUsage().external - before;
  await client.closed;
  clearInterval(pouring);
  expect(performance.now() - start).toBeLessThan(10_000 + scaled(2_000));
  expect(client.socket.bytesWritten).toBeGreaterThan(20 * MEGABYTE);
  expect(heldMeanwhile).toBeLessThan(10 * MEGABYTE);
});
