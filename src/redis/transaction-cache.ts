/**
 * A cache of banks' transactions in Redis, for seven days at most. Only the owner's cookie yields the key of an
 * entry.
 */

import { RESP_TYPES } from '@redis/client';
import type { Connection } from '../connections/connection.ts';
import { type CacheEntry, type CacheSource, packEntry, unpackEntry } from './cache-entry.ts';
import type { CacheKeys } from './cache-keys.ts';
import type { Redis } from './redis.ts';

/** What was found of one bank. */
interface CacheLookup {
  /** Null for none. */
  readonly entry: CacheEntry | null;
  /** False where Redis did not say whether there is one. */
  readonly isKnown: boolean;
}

/** None of it rejects; without Redis there is no cache. */
export interface TransactionCache {
  /** Whether anything is kept at all. */
  readonly isOn: boolean;
  /** What entries have in place of Plaid's id of a merchant, and of the bank's own text. */
  hashMerchant(text: string): string;
  find(connection: Connection): Promise<CacheLookup>;
  /** Stores an entry, unless the Item's entry was removed while this one was being read. */
  keep(connection: Connection, source: CacheSource): Promise<void>;
  /** Stores one that goes further back in the place of this version, if it is still there, and for as long as that has left. */
  extend(connection: Connection, source: CacheSource, version: Buffer): Promise<void>;
  /** False where Redis did not confirm it. */
  remove(itemIds: readonly string[]): Promise<boolean>;
}

interface TransactionCacheOptions {
  readonly redis: Redis;
  readonly keys: CacheKeys;
  /** Whether Plaid's webhooks for this connection reach us; they remove its entry. */
  readonly hasWebhook: (connection: Connection) => boolean;
}

const KEEP_SECONDS = 7 * 24 * 60 * 60;
/** Without webhooks an entry could be wrong for days. */
const KEEP_WITHOUT_NEWS_SECONDS = 60 * 60;
/** Longer than any reading takes, which may wait a minute for Plaid's limit. */
const REMOVED_SECONDS = 120;
/** Some 25,000 transactions: a larger entry would hold up other requests. */
const MAX_BYTES = 2 ** 20;
const KEEP_UNLESS_REMOVED = `
  if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
  redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
  return 1`;
const EXTEND = `
  local entry = redis.call('GET', KEYS[1])
  if redis.call('EXISTS', KEYS[2]) == 1 or not entry then return 0 end
  if string.sub(entry, 1, #ARGV[2]) ~= ARGV[2] then return 0 end
  redis.call('SET', KEYS[1], ARGV[1], 'KEEPTTL')
  return 1`;

/** The cache in this Redis. */
export function createTransactionCache({
  redis,
  keys,
  hasWebhook,
}: TransactionCacheOptions): TransactionCache {
  const lockOf = ({ accessToken, itemId }: Connection) => ({
    key: keys.keyOf(accessToken),
    boundTo: keys.places(itemId)[0],
  });

  /** Runs a script of these with the entry's bytes, unless there are too many. */
  async function store(
    script: string,
    connection: Connection,
    source: CacheSource,
    argument: string | Buffer,
  ) {
    const lock = lockOf(connection);
    const bytes = await packEntry(source, lock);
    if (bytes.length > MAX_BYTES) return;
    const keys = [lock.boundTo, markOf(lock.boundTo)];
    await redis.ask((client) => client.eval(script, { keys, arguments: [bytes, argument] }));
  }

  return {
    isOn: true,
    hashMerchant: keys.hashMerchant,

    async find(connection) {
      const lock = lockOf(connection);
      const answer = await redis.ask(async (client) => ({
        bytes: await client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer }).get(lock.boundTo),
      }));
      return {
        entry: answer?.bytes ? await unpackEntry(answer.bytes, lock) : null,
        isKnown: answer !== null,
      };
    },

    keep(connection, source) {
      const seconds = hasWebhook(connection) ? KEEP_SECONDS : KEEP_WITHOUT_NEWS_SECONDS;
      return store(KEEP_UNLESS_REMOVED, connection, source, String(seconds));
    },

    extend: (connection, source, version) => store(EXTEND, connection, source, version),

    async remove(itemIds) {
      const places = itemIds.flatMap((itemId) => keys.places(itemId));
      if (places.length === 0) return true;
      const removed = await redis.ask((client) => {
        const together = client.multi().del(places);
        for (const place of places) together.set(markOf(place), '', { EX: REMOVED_SECONDS });
        return together.exec();
      });
      return removed !== null;
    },
  };
}

/** Says for some seconds that an entry was removed. */
function markOf(place: string): string {
  return `${place}:removed`;
}
