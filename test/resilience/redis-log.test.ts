/** What the minified bundle logs of a Redis that fails: a code that says what happened, whatever the bundler calls its classes. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasRedis, type RunningRedis, startRedis } from '../support/redis.ts';
import { type Bundle, buildBundle, type Instance, startInstance } from './bundle.ts';

let bundle: Bundle;
let redis: RunningRedis;
beforeAll(async () => {
  bundle = buildBundle({ minify: true });
  if (hasRedis) redis = await startRedis();
});
afterAll(async () => {
  await redis?.close();
  bundle.remove();
});

const start = () => startInstance(bundle, { REDIS_URL: redis.url, LOG_LEVEL: 'info' });

/** The codes of the lines that say that Redis has failed. */
function codesIn(instance: Instance): unknown[] {
  const lines = instance.log().split('\n');
  return lines.filter((line) => line.includes('redis: going on')).map((line) => JSON.parse(line).code);
}

describe.runIf(hasRedis)('the log of the bundle', () => {
  it.each<[string, string, (instance: Instance) => Promise<unknown>, () => unknown]>([
    ['is killed while nobody asks it', 'CONNECTION_CLOSED', () => redis.kill(), () => redis.start()],
    [
      'answers nothing any more',
      'NO_ANSWER',
      async ({ url }) => {
        redis.freeze();
        await fetch(url);
      },
      () => redis.thaw(),
    ],
    [
      'has no memory left',
      'OOM',
      async ({ url }) => {
        await redis.send('CONFIG', 'SET', 'maxmemory', '1', 'maxmemory-policy', 'noeviction');
        await fetch(url);
      },
      () => redis.send('CONFIG', 'SET', 'maxmemory', '0'),
    ],
  ])('says once of a Redis that %s: %s', async (_what, code, fail, mend) => {
    const instance = await start();
    // Counted in Redis, so that both have said something to one another.
    expect((await fetch(instance.url)).status).toBe(200);
    await fail(instance);
    await expect.poll(() => codesIn(instance)).toEqual([code]);
    await mend();
    await instance.kill();
  });

  it('says ECONNREFUSED of a Redis that is not there', async () => {
    await redis.kill();
    const instance = await start();
    await expect.poll(() => codesIn(instance)).toEqual(['ECONNREFUSED']);
    await instance.kill();
    await redis.start();
  });
});
