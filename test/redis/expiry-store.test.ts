import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createExpiryStore, type ExpiryStore } from '../../src/connections/expiry-store.ts';
import { createSharedExpiryStore } from '../../src/redis/expiry-store.ts';
import { createRedis, type Redis } from '../../src/redis/redis.ts';
import { hasRedis, REDIS_ANSWERS_WITHIN_MS, type RunningRedis, startRedis } from '../support/redis.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 2, 1, 12, minutes));

describe.skipIf(!hasRedis)('ends in Redis', () => {
  let server: RunningRedis;
  let redis: Redis;
  let [here, there]: ExpiryStore[] = [];
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
    [here, there] = [
      createSharedExpiryStore(redis, createExpiryStore()),
      createSharedExpiryStore(redis, createExpiryStore()),
    ];
  });
  afterEach(async () => {
    redis.close();
    await server.send('FLUSHALL');
  });

  /** One connection answers in the order in which it is asked. */
  const settled = () => redis.ask((client) => client.ping());

  it('are known to an instance that began after them', async () => {
    here?.note('a', at(10));
    expect(await there?.due(at(9))).toEqual([]);
    expect(await there?.due(at(10))).toEqual([['a', at(10)]]);
  });

  it('stand at the later of two that two instances know', async () => {
    here?.note('a', at(10));
    there?.note('a', at(30));
    await settled();
    expect(await here?.due(at(10))).toEqual([]);
    expect(await here?.due(at(30))).toEqual([['a', at(30)]]);
  });

  it('are told to all where one instance learns of a later end, and of an earlier one nothing changes', async () => {
    const score = async () => {
      await settled();
      return server.send('ZSCORE', 'ledgerless:ends', 'a');
    };
    here?.note('a', at(10));
    here?.note('a', at(30));
    expect([here?.find('a'), await score()]).toEqual([at(30), at(30).getTime()]);
    there?.note('a', at(5));
    expect(await score()).toBe(at(30).getTime());
  });

  it('are ended a hundred at a time', async () => {
    for (let user = 0; user < 150; user++) here?.note(`user-${user}`, at(10));
    await settled();
    expect(await there?.due(at(10))).toHaveLength(100);
  });

  it('are forgotten by all', async () => {
    here?.note('a', at(10));
    there?.forget('a');
    await settled();
    expect(await createSharedExpiryStore(redis, createExpiryStore()).due(at(10))).toEqual([]);
  });

  it('come back from an instance that knows them when Redis has lost them', async () => {
    here?.note('a', at(10));
    await settled();
    await server.send('FLUSHALL');
    expect(await here?.due(at(10))).toEqual([['a', at(10)]]);
  });

  it('are the instance’s own while Redis is away', async () => {
    here?.note('a', at(10));
    there?.note('b', at(10));
    server.freeze();
    expect(await here?.due(at(10))).toEqual([['a', at(10)]]);
    server.thaw();
  });

  it('hold a number and a date, and nothing else', async () => {
    here?.note('user-1', at(10));
    await settled();
    expect(await server.keys()).toEqual(['ledgerless:ends']);
    expect(await server.send('ZRANGE', 'ledgerless:ends', '0', '-1', 'WITHSCORES')).toEqual([
      ['user-1', at(10).getTime()],
    ]);
  });
});
