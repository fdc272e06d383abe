/** Copies change no figure: a page of cached and live banks shows what it shows where nothing is ever cached. */

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { hasRedis, type RunningRedis, startRedis } from '../support/redis.ts';
import { copyNames } from '../support/redis-app.ts';
import { type Life, lives, RUNS } from '../support/scenarios.ts';
import { newKey, startTestApp, type TestApp } from '../support/test-app.ts';

/** Every page and answer that is made of transactions, with each kind of question that it takes. */
const PATHS = [
  ...['/dashboard', '/dashboard?days=365', '/spending?months=3', '/spending?months=24', '/recurring'],
  ...['/net-worth?months=3', '/net-worth?months=24', '/api/net-worth?months=12'],
  ...['/ahead', '/api/ahead', '/upcoming.ics'],
  ...[
    '/transactions',
    '/transactions?days=730&page=2',
    '/transactions?q=12.50',
    '/transactions?pending=only',
  ],
  ...[
    '/transactions?category=FOOD_AND_DRINK&direction=out&days=365',
    '/transactions?min=50&max=400&days=180',
  ],
  ...['/transactions?merchant=Larkspur+Market', '/transactions?category=TRAVEL'],
  ...['/api/dashboard', '/api/transactions?days=365', '/api/spending?months=12'],
];

const PAGED = /^.(api.)?transactions(\?days=\d+(&page=\d+)?)?$/;

/** Of each bank: what has been asked of it before, so that it is cached from then on; nothing, or so far back. */
const COPIES = [null, '/transactions?days=30', '/transactions?days=90', '/recurring'];

const mixtures = fc.record({
  life: lives,
  copies: fc.array(fc.constantFrom(...COPIES), { minLength: 3, maxLength: 3 }),
  paths: fc.uniqueArray(fc.constantFrom(...PATHS), { minLength: 4, maxLength: 4 }),
});

describe.skipIf(!hasRedis)('with Redis', () => {
  let now = new Date('2026-05-20T12:00:00Z');
  let redis: RunningRedis;
  let caching: TestApp;
  let plain: TestApp;
  beforeAll(async () => {
    const options = { now: () => now, env: { ENCRYPTION_KEYS: newKey() } };
    redis = await startRedis();
    plain = await startTestApp(options);
    const env = { ...options.env, REDIS_URL: redis.url };
    caching = await startTestApp({ ...options, env, emulator: plain.emulator });
  });
  afterAll(async () => {
    await caching.close();
    await plain.close();
    await redis.close();
  });

  /** A browser with these banks, and one for each of them alone. */
  function linked({ banks, person, today, clock }: Life): { all: Client; alone: Client[] } {
    now = new Date(`${today}T${clock}Z`);
    plain.emulator.control.reset();
    const all = caching.newClient();
    const alone = banks.map((institutionId) => {
      const own = caching.newClient();
      giveBank(caching, own, { institutionId, person });
      for (const [name, value] of own.jar) all.jar.set(name, value);
      return own;
    });
    return { all, alone };
  }

  /** The page when these and no other banks are cached; a Redis that answers late is left alone for two seconds. */
  async function withCopies(all: Client, alone: Client[], copies: (string | null)[], path: string) {
    const wanted = alone.flatMap((client, index) => {
      const asked = copies[index];
      return asked ? [{ client, asked }] : [];
    });
    let answer: Answer | undefined;
    const tryOnce = async () => {
      await redis.send('FLUSHALL');
      for (const { client, asked } of wanted) await client.get(asked);
      const kept = (await copyNames(redis)).length;
      answer = await all.get(path);
      return kept;
    };
    await expect.poll(tryOnce, { timeout: 20_000, interval: 300 }).toBe(wanted.length);
    return answer as Answer;
  }

  it('pages and API answers say the same, whichever of their banks are cached', async () => {
    await fc.assert(
      fc.asyncProperty(mixtures, async ({ life, copies, paths }) => {
        const { all, alone } = linked(life);
        for (const path of paths) {
          // Without a cache only one page of a single bank's list is read, with sums of its own.
          const isPaged = alone.length === 1 && PAGED.test(path);
          const live = await (isPaged ? withCopies(all, alone, [], path) : all.at(plain.url).get(path));
          const mixed = await withCopies(all, alone, copies, path);
          expect(live.status, path).toBe(200);
          expect(shown(mixed), path).toEqual(shown(live));
        }
      }),
      { numRuns: RUNS },
    );
  }, 240_000);
});

/**
 * All that an answer says, but for the age of what is cached and for the bank's own text, which no copy has, and which a
 * search that found nothing says it has looked at.
 */
function shown({ page, text, headers }: Answer): unknown {
  if (headers.get('content-type')?.includes('json')) {
    return JSON.parse(text, (key, value) =>
      key === 'transactionsAsOf' || key === 'originalName' ? null : value,
    );
  }
  page('.copied, .original, .opened > div:has(.original), .empty .note, footer').remove();
  const words = (element: Parameters<typeof page>[0]) => page(element).text().replaceAll(/\s+/g, ' ').trim();
  const sections = page('main > section').toArray();
  // Sections come in the order in which their banks answer.
  return sections
    .filter((section) => !page(section).attr('slot')?.endsWith('-early'))
    .map((section) => `${page(section).attr('id') ?? ''}: ${words(section)}`)
    .sort();
}
