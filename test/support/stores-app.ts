/** The app with the stores that an operator has switched on, each a real one of its own. */

import { expect } from 'vitest';
import { type ClockedApp, startClockedApp } from './clocked-app.ts';
import { type MailServer, startMailServer } from './mail-server.ts';
import { hasPostgres, type Postgres, startPostgres } from './postgres.ts';
import { hasRedis, type RunningRedis, startRedis } from './redis.ts';
import { forgetRemovals, untilCopied } from './redis-app.ts';

export interface Stores {
  readonly redis: boolean;
  readonly accounts: boolean;
}

/** Everything that an operator can choose, and whether this machine has what it takes. */
export const CONFIGURATIONS = [
  { name: 'session only', on: { redis: false, accounts: false }, canRun: true },
  { name: 'with Redis', on: { redis: true, accounts: false }, canRun: hasRedis },
  { name: 'with PostgreSQL and e-mail', on: { redis: false, accounts: true }, canRun: hasPostgres },
  {
    name: 'with Redis, PostgreSQL and e-mail',
    on: { redis: true, accounts: true },
    canRun: hasRedis && hasPostgres,
  },
] as const;

/** One that is off is null. */
export interface StoresApp {
  readonly app: ClockedApp;
  readonly redis: RunningRedis | null;
  readonly postgres: Postgres | null;
  readonly mail: MailServer | null;
  /** The app's settings. */
  readonly env: Readonly<Record<string, string>>;
  /** An hour later: all first webhooks of linked banks have come, and cache entries of them can be kept. */
  hearNews(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the app with these stores, and with these settings besides. */
export async function startStoresApp(
  on: Stores,
  more: Readonly<Record<string, string>> = {},
): Promise<StoresApp> {
  const [redis, postgres, mail] = await Promise.all([
    on.redis ? startRedis() : null,
    on.accounts ? startPostgres() : null,
    on.accounts ? startMailServer() : null,
  ]);
  const env: Record<string, string> = {
    // On, so that requests are counted in Redis as they are in production.
    RATE_LIMIT: '10000',
    ...more,
    ...(redis ? { REDIS_URL: redis.url } : {}),
    ...(postgres ? { DATABASE_URL: postgres.url } : {}),
    ...(mail ? { SMTP_URL: mail.url, MAIL_FROM: 'Ledgerless <sign-in@ledgerless.example>' } : {}),
  };
  const app = await startClockedApp({ env });
  return {
    ...{ app, redis, postgres, mail, env },
    async hearNews() {
      await app.pass(1);
      if (redis) await forgetRemovals(redis);
    },
    async close() {
      await app.close();
      await Promise.all([redis?.close(), postgres?.close(), mail?.close()]);
    },
  };
}

/** What may stay in Redis after somebody has deleted everything, and for how long by the privacy page. */
const STAYS = [
  { name: /^ledgerless:copy:[\w-]{43}:removed$/, value: /^$/, ms: 120_000 },
  { name: /^ledgerless:count:[a-z-]+:[\w-]{43}$/, value: /^\d+$/, ms: 15 * 60_000 },
];

/** While somebody reads: a cache entry for each of these banks, and no key that the privacy page does not name. */
export async function expectOnlyToldKeys(
  { app, redis }: StoresApp,
  banks: number,
  read: () => Promise<unknown>,
): Promise<void> {
  if (!redis) return;
  await untilCopied(redis, banks, read);
  const told = app.services.storage.flatMap(({ where }) => where.match(/ledgerless:[a-z:]+/g) ?? []);
  const keys = await redis.keys();
  expect(keys.filter((key) => !told.some((start) => key.startsWith(start)))).toEqual([]);
}

/** After somebody has deleted everything: each store has only what the privacy page says, and none of these words. */
export async function expectNothingLeft(stores: StoresApp, words: readonly string[]): Promise<void> {
  const { postgres, redis } = stores;
  expect(words.length).toBeGreaterThan(0);
  if (postgres) {
    // No row of anybody, and no table or column besides those that the page names.
    const dump = await postgres.dump();
    const data = [...dump.matchAll(/^COPY (.*) FROM stdin;\n([\s\S]*?)^\\\.$/gm)].map(
      ([, ...table]) => table,
    );
    expect(data).toEqual([['public.users (id, email, subscription, created_at, sign_outs)', '']]);
    expect(words.filter((word) => dump.includes(word))).toEqual([]);
  }
  if (!redis) return;
  // The expiry store is changed without the request waiting for it.
  const ends = async () => (await redis.keys()).filter((key) => key.startsWith('ledgerless:ends'));
  await expect.poll(ends).toEqual([]);
  for (const key of await redis.keys()) {
    const rule = STAYS.find(({ name }) => name.test(key));
    expect(rule, `${key} is not told of on the privacy page`).toBeDefined();
    expect(await redis.send('GET', key)).toMatch(rule?.value ?? /^$/);
    const msLeft = Number(await redis.send('PTTL', key));
    expect(msLeft).toBeGreaterThan(0);
    expect(msLeft).toBeLessThanOrEqual(rule?.ms ?? 0);
  }
  const dump = (await redis.dump()).toString('latin1');
  expect(words.filter((word) => dump.includes(word))).toEqual([]);
}
