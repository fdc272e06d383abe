import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCacheKeys } from '../../src/redis/cache-keys.ts';
import { createRedis, type Redis } from '../../src/redis/redis.ts';
import { createTransactionCache, type TransactionCache } from '../../src/redis/transaction-cache.ts';
import { createUnshared } from '../../src/services/between-instances.ts';
import { hasRedis, REDIS_ANSWERS_WITHIN_MS, type RunningRedis, startRedis } from '../support/redis.ts';
import { AT, CANARY, connection, source, transaction } from './marked-bank.ts';

const WEEK_S = 7 * 24 * 60 * 60;
const serverKey = randomBytes(32);

describe.skipIf(!hasRedis)('a copy', () => {
  let server: RunningRedis;
  let redis: Redis;
  let copies: TransactionCache;
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
    copies = over([serverKey]);
  });
  afterEach(async () => {
    redis.close();
    await server.send('FLUSHALL');
  });

  function over(keys: readonly Buffer[], hasNews = true): TransactionCache {
    return createTransactionCache({ redis, keys: createCacheKeys(keys), hasWebhook: () => hasNews });
  }

  const found = async (of = connection, by = copies) => (await by.find(of)).copy;

  const ttls = async () =>
    Promise.all((await server.keys()).map((name) => server.send('TTL', name) as Promise<number>));

  it('comes back as it was kept, with its accounts where those are known', async () => {
    await copies.keep(connection, source(3));
    const copy = await found();
    expect(copy?.from).toBe('2026-01-01');
    expect(copy?.madeAt).toEqual(AT);
    const known = copy?.transactions([transaction(0).accountId]) ?? [];
    expect(known.map(({ id }) => id)).toEqual(source(3).transactions.map(({ id }) => id));
    expect(known[0]?.accountId).toBe(transaction(0).accountId);
    expect(known[1]?.accountId).not.toContain(CANARY);
  });

  it('has sixteen letters in place of each account', async () => {
    await copies.keep(connection, source(2));
    const references = (await found())?.rows.map(({ accountReference }) => accountReference) ?? [];
    expect(references).toEqual([expect.stringMatching(/^[\w-]{16}$/), expect.stringMatching(/^[\w-]{16}$/)]);
    expect(new Set(references).size).toBe(2);
  });

  it('lasts seven days, and an hour where nobody tells of the bank’s news', async () => {
    await copies.keep(connection, source(1));
    expect(await ttls()).toEqual([expect.closeTo(WEEK_S, -2)]);
    await over([serverKey], false).keep(connection, source(1));
    expect(await ttls()).toEqual([expect.closeTo(3600, -2)]);
  });

  it('is one key, whose name and bytes give away nothing', async () => {
    await copies.keep(connection, source(500));
    expect(await server.keys()).toEqual([expect.stringMatching(/^ledgerless:copy:[\w-]{43}$/)]);
    const dump = await server.dump();
    for (const word of [CANARY, 'USD', 'TRAVEL', '2026', '7431000', 'item-', 'access-', 'account']) {
      expect(dump.includes(word), word).toBe(false);
    }
  });

  it('opens with no other access token and under no other server’s key', async () => {
    await copies.keep(connection, source(1));
    expect(await found({ ...connection, accessToken: 'access-sandbox-other' })).toBeNull();
    expect(await copies.find({ ...connection, itemId: 'item-other' })).toEqual({ copy: null, isKnown: true });
    expect(await found(connection, over([randomBytes(32)]))).toBeNull();
  });

  it('is none when Redis holds something else in its place', async () => {
    await copies.keep(connection, source(1));
    const [name = ''] = await server.keys();
    await server.send('SET', name, 'nonsense');
    expect(await found()).toBeNull();
  });

  it('is gone when it is removed, also after a change of keys', async () => {
    await copies.keep(connection, source(1));
    const afterChange = over([randomBytes(32), serverKey]);
    expect(await found(connection, afterChange)).toBeNull();
    expect(await afterChange.remove([connection.itemId])).toBe(true);
    expect(await found()).toBeNull();
  });

  it('is not kept right after one was removed: it may have been read before the news', async () => {
    await copies.remove([connection.itemId]);
    await copies.keep(connection, source(1));
    expect(await found()).toBeNull();
    const [name = ''] = await server.keys();
    expect(await server.keys()).toEqual([expect.stringMatching(/^ledgerless:copy:[\w-]{43}:removed$/)]);
    expect(await server.send('GET', name)).toBe('');
    const [seconds, ...others] = await ttls();
    expect(others).toEqual([]);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(15);
    for (const name of await server.keys()) await server.send('DEL', name);
    await copies.keep(connection, source(1));
    expect(await found()).not.toBeNull();
  });

  it('of a very large bank is not kept', async () => {
    await copies.keep(connection, {
      ...source(0),
      transactions: Array.from({ length: 60_000 }, () => ({
        ...transaction(0),
        id: randomBytes(28).toString('base64'),
      })),
    });
    expect(await server.keys()).toEqual([]);
  });

  it('is none, and cannot be said to be removed, while Redis is away', async () => {
    await copies.keep(connection, source(1));
    server.freeze();
    expect(await copies.find(connection)).toEqual({ copy: null, isKnown: false });
    expect(await copies.remove([connection.itemId])).toBe(false);
    expect(await copies.remove([])).toBe(true);
    server.thaw();
  });
});

it('is never made without Redis', async () => {
  const none = createUnshared().createTransactionCache(() => true);
  await none.keep(connection, source(1));
  expect(await none.find(connection)).toEqual({ copy: null, isKnown: true });
  expect(await none.remove([connection.itemId])).toBe(true);
});
