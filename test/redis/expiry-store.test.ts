import { beforeEach, describe, expect, it } from 'vitest';
import { createExpiryStore, type ExpiryStore } from '../../src/connections/expiry-store.ts';
import { createSharedExpiryStore } from '../../src/redis/expiry-store.ts';
import { hasRedis } from '../support/redis.ts';
import { useRedis } from './redis-of-tests.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 2, 1, 12, minutes));

describe.skipIf(!hasRedis)('an expiry that is noted in Redis', () => {
  const used = useRedis();
  const newInstance = () => createSharedExpiryStore(used.redis, createExpiryStore());
  let here: ExpiryStore;
  let there: ExpiryStore;
  beforeEach(() => {
    here = newInstance();
    there = newInstance();
  });

  /** Redis answers in the order in which it is asked. */
  const settled = () => used.redis.ask((client) => client.ping());

  it('is known to other instances', async () => {
    here.note('a', at(10));
    expect(await there.due(at(9))).toEqual([]);
    expect(await there.due(at(10))).toEqual([['a', at(10)]]);
  });

  it('is the later one of two that two instances have noted', async () => {
    here.note('a', at(10));
    there.note('a', at(30));
    await settled();
    expect(await here.due(at(10))).toEqual([]);
    expect(await here.due(at(30))).toEqual([['a', at(30)]]);
  });

  it('is replaced by a later one, and not by an earlier one', async () => {
    const score = async () => {
      await settled();
      return used.server.send('ZSCORE', 'ledgerless:ends', 'a');
    };
    here.note('a', at(10));
    here.note('a', at(30));
    expect([here.find('a'), await score()]).toEqual([at(30), at(30).getTime()]);
    there.note('a', at(5));
    expect(await score()).toBe(at(30).getTime());
  });

  it('is one of at most a hundred that are due at a time', async () => {
    for (let user = 0; user < 150; user++) here.note(`user-${user}`, at(10));
    await settled();
    expect(await there.due(at(10))).toHaveLength(100);
  });

  it('is forgotten by all instances', async () => {
    here.note('a', at(10));
    there.forget('a');
    await settled();
    expect(await newInstance().due(at(10))).toEqual([]);
  });

  it('is due at an instance that knows it even after Redis has lost it', async () => {
    here.note('a', at(10));
    await settled();
    await used.server.send('FLUSHALL');
    expect(await here.due(at(10))).toEqual([['a', at(10)]]);
  });

  it('is due at the instance that noted it, and at no other, while Redis does not answer', async () => {
    here.note('a', at(10));
    there.note('b', at(10));
    used.server.freeze();
    expect(await here.due(at(10))).toEqual([['a', at(10)]]);
    used.server.thaw();
  });

  it('is kept as a Plaid user id and a date, and nothing else', async () => {
    here.note('user-1', at(10));
    await settled();
    expect(await used.server.keys()).toEqual(['ledgerless:ends']);
    expect(await used.server.send('ZRANGE', 'ledgerless:ends', '0', '-1', 'WITHSCORES')).toEqual([
      ['user-1', at(10).getTime()],
    ]);
  });
});
