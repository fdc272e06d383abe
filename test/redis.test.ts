/** The app while Redis is away, slow, full or stolen, and with several instances over one Redis. */

import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linkBank } from './support/link.ts';
import { dashboardOf } from './support/pages.ts';
import { hasRedis } from './support/redis.ts';
import { type RedisApp, startRedisApp } from './support/redis-app.ts';
import { newKey, startTestApp } from './support/test-app.ts';

const PAGES = ['/dashboard', '/transactions', '/spending', '/net-worth', '/recurring', '/ahead', '/privacy'];
const CANARY = 'Zaunkoenig7431';
const KEY = newKey();

describe.skipIf(!hasRedis)('Redis', () => {
  let app: RedisApp;
  beforeEach(async () => {
    app = await startRedisApp({ ENCRYPTION_KEYS: KEY });
  });
  afterEach(() => app.close());

  const redisLines = () => app.logLines.filter((line) => line.includes('redis:'));

  it('killed and restarted in the middle of requests makes no page fail', async () => {
    const client = app.newClient();
    await linkBank(client);
    let isOver = false;
    const statuses: number[] = [];
    const reader = (async () => {
      for (let turn = 0; !isOver; turn++) {
        const { status, page } = await client.get(PAGES[turn % PAGES.length] ?? '/');
        statuses.push(page('main').length === 1 ? status : 0);
      }
    })();
    for (let times = 0; times < 2; times++) {
      await wait(500);
      await app.redis.kill();
      await wait(500);
      await app.redis.start();
      await wait(2500);
    }
    isOver = true;
    await reader;
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(redisLines().length).toBeGreaterThanOrEqual(2);
    expect(redisLines().length).toBeLessThanOrEqual(8);
    await expect
      .poll(async () => (await client.get('/transactions')).page('.copied').length, {
        timeout: 20_000,
        interval: 500,
      })
      .toBe(1);
  });

  it('away, slow or full is one log line, and the app works as without it', async () => {
    const once = () => 1;
    // A full one still answers, so that it fails again after each pause of two seconds.
    const oncePerPause = (ms: number) => 1 + Math.floor(ms / 2_000);
    const troubles: [
      begin: () => Promise<unknown>,
      end: () => Promise<unknown>,
      mostLines: (ms: number) => number,
    ][] = [
      [() => app.redis.kill(), () => app.redis.start(), once],
      [async () => app.redis.freeze(), async () => app.redis.thaw(), once],
      [
        () => app.redis.send('CONFIG', 'SET', 'maxmemory', '1', 'maxmemory-policy', 'noeviction'),
        () => app.redis.send('CONFIG', 'SET', 'maxmemory', '0'),
        oncePerPause,
      ],
    ];
    for (const [begin, end, mostLines] of troubles) {
      app.logLines.length = 0;
      const start = performance.now();
      const client = app.newClient();
      await begin();
      await linkBank(client);
      for (const path of PAGES) expect((await client.get(path)).status).toBe(200);
      expect(dashboardOf(await client.get('/dashboard')).accounts).not.toEqual([]);
      expect((await client.post('/logout')).page('h1').text()).toBe('You are logged out');
      expect(app.emulator.control.items()).toEqual([]);
      const told = redisLines().filter((line) => line.includes('without')).length;
      expect(told).toBeGreaterThan(0);
      expect(told).toBeLessThanOrEqual(mostLines(performance.now() - start));
      await end();
      await expect
        .poll(() => app.services.transactionCache.remove(['none']), { timeout: 15_000, interval: 200 })
        .toBe(true);
    }
  }, 90_000);

  it('whose data is stolen, even with the server’s keys, reveals nothing that Plaid has sent', async () => {
    const client = app.newClient();
    await linkBank(client);
    app.emulator.control.canary(CANARY);
    await app.pass(1);
    for (const name of await app.redis.keys()) await app.redis.send('DEL', name);
    for (const path of ['/recurring', ...PAGES, '/transactions?days=730']) await client.get(path);
    const names = await app.redis.keys();
    expect(names.filter((name) => name.startsWith('ledgerless:copy:'))).toHaveLength(1);
    expect(names.filter((name) => !/^ledgerless:(copy|count|ends):/.test(name))).toEqual([]);

    const dump = await app.redis.dump();
    expect(dump.length).toBeGreaterThan(10_000);
    const [item] = app.emulator.control.items();
    const rows = app.emulator.control.rawTransactions(item?.id ?? '') as { amount: number }[];
    const words = [CANARY, item?.id, item?.accessToken, item?.institution.name, 'FOOD_AND_DRINK'];
    words.push(...rows.slice(0, 200).map(({ amount }) => String(Math.round(Math.abs(amount) * 100))));
    expect(words.length).toBeGreaterThan(100);
    for (const word of words) expect(dump.includes(word ?? '?'), word).toBe(false);
    // Three letters stand in one of a hundred such dumps by chance; of the rows each would have them.
    expect(rows.length).toBeGreaterThan(1_000);
    expect(dump.toString('latin1').split('USD').length - 1).toBeLessThan(5);
  });

  it('counts the requests of all instances together, and holds no address', async () => {
    const env = { ENCRYPTION_KEYS: KEY, REDIS_URL: app.redis.url, RATE_LIMIT: '30' };
    const { emulator } = app;
    const [first, second] = [await startTestApp({ env, emulator }), await startTestApp({ env, emulator })];
    const statuses: number[] = [];
    for (let turn = 0; turn < 40; turn++) {
      statuses.push((await (turn % 2 ? first : second).newClient().get('/privacy')).status);
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(30);
    expect(statuses.at(-1)).toBe(429);
    const dump = await app.redis.dump();
    expect(dump.includes('127.0.0.1')).toBe(false);
    await first.close();
    await second.close();
  });

  it('lets one instance remove the expired Items of another that has stopped', async () => {
    const { emulator, now, redis } = app;
    const env = { ENCRYPTION_KEYS: KEY, REDIS_URL: redis.url };
    const gone = await startTestApp({ env, emulator, now });
    await linkBank(gone.newClient());
    const [item] = emulator.control.items();
    expect(item).toBeDefined();
    await gone.close();
    await app.pass(25);
    // Started without Plaid's keys, as the demo, which knows none of its users.
    const demo = await startTestApp({ env: { ...env, PLAID_CLIENT_ID: '', PLAID_SECRET: '' }, now });
    await demo.services.expirySchedule.sweep();
    // Redis has answered all that the first one asked.
    await demo.services.expirySchedule.sweep();
    await demo.close();
    expect(emulator.control.items()).toHaveLength(1);
    await app.services.expirySchedule.sweep();
    expect(emulator.control.items()).toEqual([]);
    expect((await redis.keys()).filter((name) => name.startsWith('ledgerless:ends'))).toEqual([]);
  });
});
