import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { RESP_TYPES } from '@redis/client';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../src/connections/connection.ts';
import { decrypt, encrypt } from '../../src/crypto/aead.ts';
import type { HashedTransaction } from '../../src/finance/merchant-keys.ts';
import { fromMetadata, toMetadata } from '../../src/redis/cache-entry.ts';
import { createCacheKeys } from '../../src/redis/cache-keys.ts';
import { createTransactionCache, type TransactionCache } from '../../src/redis/transaction-cache.ts';
import { createUnsharedState } from '../../src/services/shared-state.ts';
import { hasRedis } from '../support/redis.ts';
import { useRedis } from './redis-of-tests.ts';

/** Stands in each text of the bank. */
const CANARY = 'Zaunkoenig';
const AT = new Date('2026-05-20T12:00:00Z');

const connection: Connection = {
  ...{ accessToken: `access-sandbox-${CANARY}`, itemId: `item-${CANARY}`, userId: 'user' },
  ...{ institutionId: 'ins_1', institutionName: CANARY, linkedAt: AT },
};

function transaction(number: number): HashedTransaction {
  return {
    id: `id-${number}-${CANARY}`,
    accountId: `account-${number % 2}-${CANARY}`,
    date: '2026-05-19',
    amountMinor: -7_431_000 - number,
    currency: 'USD',
    name: `${CANARY} ${number}`,
    originalName: `original ${CANARY}`,
    merchantId: `merchant ${CANARY}`,
    textHash: `text ${CANARY}`,
    category: 'TRAVEL',
    detailedCategory: 'TRAVEL_FLIGHTS',
    isPending: false,
    pendingId: null,
  };
}

/** What an entry of so many transactions is made from. */
const source = (count: number) => ({
  from: '2026-01-01',
  at: AT,
  transactions: Array.from({ length: count }, (_, index) => transaction(index)),
  accountIds: ['b', 'a'],
});

describe.skipIf(!hasRedis)('a cache entry', () => {
  const used = useRedis();
  const serverKey = randomBytes(32);
  let cache: TransactionCache;
  beforeEach(() => {
    cache = cacheWith([serverKey]);
  });

  function cacheWith(keys: readonly Buffer[], hasNews = true): TransactionCache {
    const cacheKeys = createCacheKeys(keys);
    return createTransactionCache({ redis: used.redis, keys: cacheKeys, hasWebhook: () => hasNews });
  }

  const found = async (of = connection, by = cache) => (await by.find(of)).entry;

  const lifetimes = async () =>
    Promise.all((await used.server.keys()).map((name) => used.server.send('TTL', name) as Promise<number>));

  it('is read as it was kept, with the ids of those accounts that the reader knows', async () => {
    await cache.keep(connection, source(3));
    const entry = await found();
    expect(entry?.from).toBe('2026-01-01');
    expect(entry?.madeAt).toEqual(AT);
    const known = entry?.transactions([transaction(0).accountId]) ?? [];
    expect(known.map(({ id }) => id)).toEqual(source(3).transactions.map(({ id }) => id));
    expect(known[0]?.accountId).toBe(transaction(0).accountId);
    expect(known[1]?.accountId).not.toContain(CANARY);
  });

  it('has a code of sixteen letters in place of each account', async () => {
    await cache.keep(connection, source(2));
    const references = (await found())?.rows.map(({ accountReference }) => accountReference) ?? [];
    expect(references).toEqual([expect.stringMatching(/^[\w-]{16}$/), expect.stringMatching(/^[\w-]{16}$/)]);
    expect(new Set(references).size).toBe(2);
  });

  it('expires after seven days, and after an hour where no webhooks arrive', async () => {
    await cache.keep(connection, source(1));
    expect(await lifetimes()).toEqual([expect.closeTo(7 * 24 * 60 * 60, -2)]);
    await cacheWith([serverKey], false).keep(connection, source(1));
    expect(await lifetimes()).toEqual([expect.closeTo(3600, -2)]);
  });

  const version = async () => (await found())?.version ?? Buffer.from('none');

  it('that is extended holds more, and expires when it would have', async () => {
    await cacheWith([serverKey], false).keep(connection, source(1));
    await cache.extend(connection, { ...source(3), from: '2025-01-01' }, await version());
    expect(await found()).toMatchObject({ from: '2025-01-01', rows: { length: 3 } });
    expect(await lifetimes()).toEqual([expect.closeTo(3600, -2)]);
  });

  it('says whether the Item shared these very accounts when it was made', async () => {
    await cache.keep(connection, source(1));
    const entry = await found();
    const isOf = (...accountIds: string[]) => entry?.isOf(accountIds);
    expect([isOf('a', 'b'), isOf('b', 'a')]).toEqual([true, true]);
    expect([isOf('a'), isOf('a', 'b', 'c'), isOf('a', 'c'), isOf()]).toEqual([false, false, false, false]);
  });

  it('that is gone is not extended, and nor is one that was removed meanwhile', async () => {
    await cache.extend(connection, source(1), Buffer.from('none'));
    expect(await used.server.keys()).toEqual([]);
    await cache.keep(connection, source(1));
    const known = await version();
    await cache.remove([connection.itemId]);
    await cache.extend(connection, source(3), known);
    expect(await found()).toBeNull();
  });

  it('that was kept anew meanwhile is not overwritten by an extension of the one before', async () => {
    await cache.keep(connection, source(1));
    const known = await version();
    await cache.keep(connection, source(2));
    await cache.extend(connection, source(3), known);
    expect(await found()).toMatchObject({ rows: { length: 2 } });
  });

  it('is one key of Redis, whose name and bytes reveal nothing', async () => {
    await cache.keep(connection, source(500));
    expect(await used.server.keys()).toEqual([expect.stringMatching(/^ledgerless:copy:[\w-]{43}$/)]);
    const dump = await used.server.dump();
    for (const word of [CANARY, 'USD', 'TRAVEL', '2026', '7431000', 'item-', 'access-', 'account']) {
      expect(dump.includes(word), word).toBe(false);
    }
  });

  it('opens with no other access token and with no other server’s key', async () => {
    await cache.keep(connection, source(1));
    expect(await found({ ...connection, accessToken: 'access-sandbox-other' })).toBeNull();
    expect(await cache.find({ ...connection, itemId: 'item-other' })).toEqual({ entry: null, isKnown: true });
    expect(await found(connection, cacheWith([randomBytes(32)]))).toBeNull();
  });

  it('is null when Redis holds something else in its place', async () => {
    await cache.keep(connection, source(1));
    const [name = ''] = await used.server.keys();
    await used.server.send('SET', name, 'nonsense');
    expect(await found()).toBeNull();
  });

  it.each([
    ['the first release', undefined],
    ['a later release', 3],
  ])('of %s is none, and is kept anew', async (_release, format) => {
    await cache.keep(connection, source(1));
    const [name = ''] = await used.server.keys();
    const keys = createCacheKeys([serverKey]);
    const lock = { key: keys.keyOf(connection.accessToken), boundTo: name };
    const bytes = await used.redis.ask((client) =>
      client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer }).get(name),
    );
    const content = JSON.parse(String(inflateRawSync(decrypt(bytes as Buffer, lock) ?? Buffer.of())));
    expect(content.format).toBe(2);
    const other = encrypt(deflateRawSync(JSON.stringify({ ...content, format })), lock);
    await used.redis.ask((client) => client.set(name, other));
    expect(await cache.find(connection)).toEqual({ entry: null, isKnown: true });
    await cache.keep(connection, source(3));
    expect(await found()).toMatchObject({ rows: { length: 3 } });
  });

  it('can be removed, even after a change of keys', async () => {
    await cache.keep(connection, source(1));
    const rotated = cacheWith([randomBytes(32), serverKey]);
    expect(await found(connection, rotated)).toBeNull();
    expect(await rotated.remove([connection.itemId])).toBe(true);
    expect(await found()).toBeNull();
  });

  it('is not kept within two minutes of a removal, as it may have been read before that', async () => {
    await cache.remove([connection.itemId]);
    await cache.keep(connection, source(1));
    expect(await found()).toBeNull();
    const names = await used.server.keys();
    expect(names).toEqual([expect.stringMatching(/^ledgerless:copy:[\w-]{43}:removed$/)]);
    expect(await used.server.send('GET', names[0] ?? '')).toBe('');
    const [seconds, ...others] = await lifetimes();
    expect(others).toEqual([]);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(120);
    await used.server.send('DEL', ...names);
    await cache.keep(connection, source(1));
    expect(await found()).not.toBeNull();
  });

  it('of a very large bank is not kept', async () => {
    const newId = () => randomBytes(28).toString('base64');
    const transactions = Array.from({ length: 60_000 }, () => ({ ...transaction(0), id: newId() }));
    await cache.keep(connection, { ...source(0), transactions });
    expect(await used.server.keys()).toEqual([]);
  });

  it('is not found, and its removal is not confirmed, while Redis does not answer', async () => {
    await cache.keep(connection, source(1));
    used.server.freeze();
    expect(await cache.find(connection)).toEqual({ entry: null, isKnown: false });
    expect(await cache.remove([connection.itemId])).toBe(false);
    expect(await cache.remove([])).toBe(true);
    used.server.thaw();
  });
});

it('without Redis no cache entry is made', async () => {
  const none = createUnsharedState().createTransactionCache(() => true);
  await none.keep(connection, source(1));
  expect(await none.find(connection)).toEqual({ entry: null, isKnown: true });
  expect(await none.remove([connection.itemId])).toBe(true);
});

describe('a cached transaction', () => {
  const full: HashedTransaction = { ...transaction(0), isPending: true, pendingId: 'transaction-0' };

  it('has the listed fields, and nothing else', () => {
    const more = { ...full, location: { city: 'Springfield' }, accountOwner: 'Jane Doe' };
    expect(toMetadata(more, 'reference')).toEqual({
      id: full.id,
      date: '2026-05-19',
      amountMinor: -7_431_000,
      currency: 'USD',
      category: ['TRAVEL', 'TRAVEL_FLIGHTS'],
      merchant: full.name,
      isPending: true,
      accountReference: 'reference',
      merchantReferences: [`merchant ${CANARY}`, `text ${CANARY}`],
    });
  });

  it('that is pending names the posted one that it probably is the same as', () => {
    const probablySameAs = { id: 'transaction-2', date: '2026-05-21', amountMinor: -1250 };
    const metadata = toMetadata({ ...full, probablySameAs }, 'reference');
    expect(metadata).toMatchObject({ probablySameAs });
    expect(fromMetadata(metadata, 'account-1')).toMatchObject({ probablySameAs });
  });

  it('is read with everything but what was left out', () => {
    const expected = { ...full, originalName: full.name, pendingId: null };
    expect(fromMetadata(toMetadata(full, 'reference'), full.accountId)).toEqual(expected);
  });
});

describe('the keys of the cache', () => {
  const [current, older] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];

  it('are those of the first release, so that each release finds what an earlier one kept', () => {
    const derived = (secret: Uint8Array | string, salt: Uint8Array | string, purpose: string) =>
      Buffer.from(hkdfSync('sha256', secret, salt, purpose, 32));
    const hashOf = (key: Buffer) =>
      createHmac('sha256', derived(key, '', 'copy name'))
        .update('item')
        .digest('base64url');
    const keys = createCacheKeys([current, older]);
    expect(keys.places('item')).toEqual([current, older].map((key) => `ledgerless:copy:${hashOf(key)}`));
    expect(keys.keyOf('access')).toEqual(derived('access', derived(current, '', 'copy salt'), 'copy'));
  });

  it('hash what tells a merchant alike for every bank, and otherwise on another server', () => {
    const merchantKey = Buffer.from(hkdfSync('sha256', current, '', 'copy merchant', 32));
    const hash = createHmac('sha256', merchantKey).update('mch_1').digest('base64url');
    expect(createCacheKeys([current, older]).hashMerchant('mch_1')).toBe(hash.slice(0, 16));
    expect(createCacheKeys([older]).hashMerchant('mch_1')).not.toBe(hash.slice(0, 16));
  });

  it('cannot be made without a server key', () => {
    expect(() => createCacheKeys([])).toThrow('the cache needs at least one key');
  });
});
