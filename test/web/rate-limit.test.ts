import type { Options } from 'express-rate-limit';
import { expect, it } from 'vitest';
import { createLimitStore, type SharedCounts } from '../../src/web/rate-limit.ts';

const ENDS_AT = new Date('2026-05-20T12:01:00Z');
const options = { windowMs: 60_000 } as Options;

it('counts together with the others, each limit for itself', async () => {
  const asked: unknown[] = [];
  const counts: SharedCounts = {
    add: async (...words) => {
      asked.push(words);
      return { total: 7, endsAt: ENDS_AT };
    },
    clear: async () => {},
  };
  const store = createLimitStore(counts, 'linking');
  store.init?.(options);
  expect(await store.increment('192.0.2.1')).toEqual({ totalHits: 7, resetTime: ENDS_AT });
  expect(asked).toEqual([['linking', '192.0.2.1', 60_000]]);
});

it('counts for itself when nobody counts with it', async () => {
  const store = createLimitStore({ add: async () => null, clear: async () => {} }, 'all');
  store.init?.(options);
  await store.increment('192.0.2.1');
  expect(await store.increment('192.0.2.1')).toMatchObject({ totalHits: 2 });
  expect(await store.increment('192.0.2.2')).toMatchObject({ totalHits: 1 });
  await store.decrement('192.0.2.1');
  expect(await store.increment('192.0.2.1')).toMatchObject({ totalHits: 2 });
  await store.resetKey('192.0.2.1');
  expect(await store.increment('192.0.2.1')).toMatchObject({ totalHits: 1 });
  await store.shutdown?.();
  expect(await store.increment('192.0.2.1')).toMatchObject({ totalHits: 1 });
});
