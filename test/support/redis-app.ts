/** A test app with a Redis of its own, where cache entries are kept. */

import { expect } from 'vitest';
import type { Client } from './client.ts';
import { type ClockedApp, startClockedApp } from './clocked-app.ts';
import { linkBank } from './link.ts';
import { type RunningRedis, startRedis } from './redis.ts';

export interface RedisApp extends ClockedApp {
  readonly redis: RunningRedis;
  /** How often Plaid was asked at this path since the last call. */
  callsTo(path: string): number;
  /** A new person who linked a bank an hour ago; all its first webhooks have come. */
  reader(): Promise<Client>;
  /** The keys of all cache entries. */
  copyNames(): Promise<string[]>;
  /** Removes all that Plaid and Redis hold. */
  forget(): Promise<void>;
}

const COPY = /^ledgerless:copy:[\w-]{43}$/;
const REMOVED_COPY = /^ledgerless:copy:[\w-]{43}:removed$/;

/** The keys of all cache entries in this Redis. */
export async function copyNames(redis: RunningRedis): Promise<string[]> {
  return (await redis.keys()).filter((name) => COPY.test(name));
}

/** Reads until there are so many cache entries: the app does not ask a Redis that was too slow for two seconds. */
export async function untilCopied(
  redis: RunningRedis,
  count: number,
  read: () => Promise<unknown>,
): Promise<void> {
  const readAndCount = async () => {
    await read();
    return (await copyNames(redis)).length;
  };
  await expect.poll(readAndCount, { timeout: 20_000, interval: 300 }).toBe(count);
}

/** As after the seconds that follow the removal of a cache entry, in which none is kept. */
export async function forgetRemovals(redis: RunningRedis): Promise<void> {
  for (const name of await redis.keys()) {
    if (REMOVED_COPY.test(name)) await redis.send('DEL', name);
  }
}

export async function startRedisApp(env: Readonly<Record<string, string>> = {}): Promise<RedisApp> {
  const redis = await startRedis();
  const app = await startClockedApp({ env: { REDIS_URL: redis.url, ...env } });
  const { control } = app.emulator;
  const seen = new Map<string, number>();

  async function pass(hours: number): Promise<void> {
    await app.pass(hours);
    await forgetRemovals(redis);
  }

  return {
    ...app,
    redis,
    callsTo(path) {
      const { length } = control.calls().filter((call) => call.path === path);
      const before = seen.get(path) ?? 0;
      seen.set(path, length);
      return length - before;
    },
    async reader() {
      const client = app.newClient();
      await linkBank(client);
      await pass(1);
      return client;
    },
    copyNames: () => copyNames(redis),
    pass,
    async forget() {
      control.reset();
      seen.clear();
      await redis.send('FLUSHALL');
    },
    async close() {
      redis.thaw();
      await app.close();
      await redis.close();
    },
  };
}
