import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Counts, createCounts } from '../../src/redis/counts.ts';
import { createUsedLinks } from '../../src/users/used-links.ts';
import { hasRedis } from '../support/redis.ts';
import { useRedis } from './redis-of-tests.ts';

describe.skipIf(!hasRedis)('counts in Redis', () => {
  const used = useRedis();
  let counts: Counts;
  beforeEach(() => {
    counts = createCounts({ redis: used.redis, key: randomBytes(32) });
  });

  const add = async (who: string, windowMs = 60_000) => (await counts.add('all', who, windowMs))?.total;

  it('go up for each person separately, and start again with the next window', async () => {
    expect([await add('a'), await add('a'), await add('b')]).toEqual([1, 2, 1]);
    expect([await add('c', 4_000), await add('c', 4_000)]).toEqual([1, 2]);
    await wait(4_100);
    expect(await add('c', 4_000)).toBe(1);
  });

  it('expire with the window that the first one opened, however many follow', async () => {
    const endsAt = async () => (await counts.add('all', 'a', 60_000))?.endsAt.getTime() ?? 0;
    const first = await endsAt();
    await wait(2_000);
    expect(Math.abs((await endsAt()) - first)).toBeLessThan(1_000);
  });

  it('name nobody', async () => {
    await add('192.0.2.1');
    expect(await used.server.keys()).toEqual([expect.stringMatching(/^ledgerless:count:all:[\w-]{43}$/)]);
    expect((await used.server.dump()).includes('192.0.2')).toBe(false);
  });

  it('can be cleared', async () => {
    await add('a');
    await counts.clear('all', 'a');
    expect(await add('a')).toBe(1);
  });

  it('are null while Redis does not answer', async () => {
    used.server.freeze();
    expect(await counts.add('all', 'a', 60_000)).toBeNull();
    used.server.thaw();
  });

  it('let a sign-in link be used once among all instances', async () => {
    const now = () => new Date();
    const instances = [createUsedLinks(now, counts), createUsedLinks(now, counts)];
    const soon = new Date(Date.now() + 60_000);
    const uses = await Promise.all(instances.map((links) => links.use('link', soon)));
    expect(uses.toSorted()).toEqual([false, true]);
  });
});
