import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createRedis, type Redis } from '../../src/redis/redis.ts';
import { freePort } from '../support/free-port.ts';
import { hasRedis, type RunningRedis, startRedis } from '../support/redis.ts';
import { scaled } from '../support/time-limits.ts';

/** How long a question to Redis waits for its answer. */
const ANSWER_MS = 150;

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

describe.skipIf(!hasRedis)('a Redis that', () => {
  let server: RunningRedis;
  let redis: Redis;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.close());
  afterEach(() => redis.close());

  const open = async (url = server.url) => {
    redis = await createRedis({ url, onChange: () => {} });
  };

  const noAnswerMs = () => msOf(async () => expect(await redis.ask((client) => client.ping())).toBeNull());

  it('is not there delays the start by a second, and nothing afterwards', async () => {
    const url = `redis://127.0.0.1:${await freePort()}`;
    expect(await msOf(() => open(url))).toBeLessThan(1000 + scaled(1000));
    for (let times = 0; times < 20; times++) expect(await noAnswerMs()).toBeLessThan(scaled(20));
  });

  it('hangs delays the first question by 150 ms, and the next by nothing', async () => {
    await open();
    server.freeze();
    const first = await noAnswerMs();
    expect(first).toBeGreaterThan(ANSWER_MS - 10);
    expect(first).toBeLessThan(ANSWER_MS + scaled(250));
    expect(await noAnswerMs()).toBeLessThan(scaled(20));
    server.thaw();
  });

  it('is paused by its operator delays a question by 150 ms', async () => {
    await open();
    await server.send('CLIENT', 'PAUSE', '1000');
    expect(await noAnswerMs()).toBeLessThan(ANSWER_MS + scaled(250));
  });
});
