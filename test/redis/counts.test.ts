import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Counts, createCounts } from '../../src/redis/counts.ts';
import { createRedis, type Redis } from '../../src/redis/redis.ts';
import { createUsedLinks } from '../../src/users/used-links.ts';
import { hasRedis, REDIS_ANSWERS_WITHIN_MS, type RunningRedis, startRedis } from '../support/redis.ts';

describe.skipIf(!hasRedis)('counts in Redis', () => {
  const key = randomBytes(32);
  let server: RunningRedis;
  let redis: Redis;
  let counts: Counts;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    redis = await createRedis({
      url: server.url,
      answerWithinMs: REDIS_ANSWERS_WITHIN_MS,
      onChange: () => {},
    });
    counts = createCounts({ redis, key });
  });
  afterEach(async () => {
    redis.close();
    await server.send('FLUSHALL');
  });

  const add = async (who: string, windowMs = 60_000) => (await counts.add('all', who, windowMs))?.total;

  it('go up for each separately, and begin anew with the next window', async () => {
    expect([await add('a'), await add('a'), await add('b')]).toEqual([1, 2, 1]);
    expect([await add('c', 4_000), await add('c', 4_000)]).toEqual([1, 2]);
    await wait(4_100);
    expect(await add('c', 4_000)).toBe(1);
  });

  it('end with the window that the first began, however often one comes', async () => {
    const endsAt = async () => (await counts.add('all', 'a', 60_000))?.endsAt.getTime() ?? 0;
    const first = await endsAt();
    await wait(2_000);
    expect(Math.abs((await endsAt()) - first)).toBeLessThan(1_000);
  });

  it('name nobody', async () => {
    await add('192.0.2.1');
    expect(await server.keys()).toEqual([expect.stringMatching(/^ledgerless:count:all:[\w-]{43}$/)]);
    expect((await server.dump()).includes('192.0.2')).toBe(false);
  });

  it('can be cleared', async () => {
    await add('a');
    await counts.clear('all', 'a');
    expect(await add('a')).toBe(1);
  });

  it('are none while Redis is away', async () => {
    server.freeze();
    expect(await add('a')).toBeUndefined();
    server.thaw();
  });

  it('let a sign-in link be used once, at whichever instance', async () => {
    const now = () => new Date();
    const instances = [createUsedLinks(now, counts), createUsedLinks(now, counts)];
    const soon = new Date(Date.now() + 60_000);
    const uses = await Promise.all(instances.map((links) => links.use('link', soon)));
    expect(uses.toSorted()).toEqual([false, true]);
  });
});
