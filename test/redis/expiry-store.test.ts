import { beforeEach, describe, expect, it } from 'vitest';
import { createExpiryStore, type ExpiryStore } from '../../src/connections/expiry-store.ts';
import { createSharedExpiryStore } from '../../src/redis/expiry-store.ts';
import type { Redis } from '../../src/redis/redis.ts';
import { hasRedis } from '../support/redis.ts';
import { useRedis } from './redis-of-tests.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 2, 1, 12, minutes));
const PLACE = 'ledgerless:ends:plaid.example:one';

describe.skipIf(!hasRedis)('an expiry that is noted in Redis', () => {
  const used = useRedis();
  const newInstance = ({ redis = used.redis, accountName = 'plaid.example:one' } = {}) =>
    createSharedExpiryStore({ redis, own: createExpiryStore(), accountName });
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

  it('is known to other instances for a visit, too, until its bank has a later one', async () => {
    here.noteVisit('a', at(10));
    expect(await there.due(at(10))).toEqual([['a', at(10)]]);
    here.note('a', at(30));
    await settled();
    expect(await there.due(at(10))).toEqual([]);
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
      return used.server.send('ZSCORE', PLACE, 'a');
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
    // The first hundred, or the rest.
    expect([100, 50]).toContain((await there.due(at(10))).length);
  });

  it('has its turn although many that came due before it go on failing', async () => {
    for (let user = 0; user < 250; user++) here.note(`user-${user}`, at(user / 100));
    await settled();
    const seen = new Set<string>();
    for (let sweep = 0; sweep < 60; sweep++) for (const [userId] of await there.due(at(10))) seen.add(userId);
    expect(seen.size).toBe(250);
  });

  it('is forgotten by all instances', async () => {
    here.note('a', at(10));
    there.forget('a');
    await settled();
    expect(await newInstance().due(at(10))).toEqual([]);
  });

  it('is not known to an instance with another account at Plaid, which does not forget it either', async () => {
    here.note('a', at(10));
    const elsewhere = newInstance({ accountName: 'sandbox.plaid.example:one' });
    expect(await elsewhere.due(at(10))).toEqual([]);
    elsewhere.forget('a');
    expect(await there.due(at(10))).toEqual([['a', at(10)]]);
  });

  describe('while Redis rests', () => {
    let isResting: boolean;
    let asked: number;
    beforeEach(() => {
      [isResting, asked] = [true, 0];
      const redis: Redis = {
        ...used.redis,
        async ask(question) {
          asked += 1;
          return isResting ? null : used.redis.ask(question);
        },
      };
      here = newInstance({ redis });
    });

    it('reaches it with the next sweep', async () => {
      here.note('a', at(10));
      here.note('b', at(20));
      here.note('b', at(30));
      expect(await here.due(at(5))).toEqual([]);
      isResting = false;
      expect(await here.due(at(5))).toEqual([]);
      expect(await there.due(at(30))).toEqual([
        ['a', at(10)],
        ['b', at(30)],
      ]);
    });

    it('is not sent when it was forgotten meanwhile, nor again when it has arrived', async () => {
      here.note('a', at(10));
      here.note('b', at(10));
      here.forget('b');
      isResting = false;
      await here.due(at(5));
      expect(await there.due(at(10))).toEqual([['a', at(10)]]);
      asked = 0;
      await here.due(at(5));
      expect(asked).toBe(1);
    });

    it('reaches it with all the others, a thousand at a time', async () => {
      for (let user = 0; user < 2001; user++) here.note(`user-${user}`, at(10));
      [isResting, asked] = [false, 0];
      await here.due(at(5));
      expect([await used.server.send('ZCARD', PLACE), asked]).toEqual([2001, 4]);
    });
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
    expect(await used.server.keys()).toEqual([PLACE]);
    expect(await used.server.send('ZRANGE', PLACE, '0', '-1', 'WITHSCORES')).toEqual([
      ['user-1', at(10).getTime()],
    ]);
  });
});
