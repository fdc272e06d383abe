import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createRedis, type Redis } from '../../src/redis/redis.ts';
import { freePort } from '../support/free-port.ts';
import { hasRedis, type RunningRedis, startRedis } from '../support/redis.ts';
import { scaled } from '../support/time-limits.ts';

/** How long a question to Redis waits for its answer. */
const ANSWER_MS = 150;

let server: RunningRedis;
let redis: Redis;
beforeAll(async () => {
  if (hasRedis) server = await startRedis();
});
afterAll(() => server?.close());
afterEach(() => redis.close());

const open = async (url = server.url) => {
  redis = await createRedis({ url, onChange: () => {} });
};

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const noAnswerMs = () => msOf(async () => expect(await redis.ask((client) => client.ping())).toBeNull());

describe.skipIf(!hasRedis)('a Redis that', () => {
  it('is not there costs a second at the start and nothing after', async () => {
    const url = `redis://127.0.0.1:${await freePort()}`;
    expect(await msOf(() => open(url))).toBeLessThan(1000 + scaled(1000));
    for (let times = 0; times < 20; times++) expect(await noAnswerMs()).toBeLessThan(scaled(20));
  });

  it('hangs keeps nobody waiting longer than a moment, and only the first', async () => {
    await open();
    server.freeze();
    const first = await noAnswerMs();
    expect(first).toBeGreaterThan(ANSWER_MS - 10);
    expect(first).toBeLessThan(ANSWER_MS + scaled(250));
    expect(await noAnswerMs()).toBeLessThan(scaled(20));
    server.thaw();
  });

  it('is paused by its operator keeps nobody waiting longer than a moment', async () => {
    await open();
    await server.send('CLIENT', 'PAUSE', '1000');
    expect(await noAnswerMs()).toBeLessThan(ANSWER_MS + scaled(250));
  });
});
