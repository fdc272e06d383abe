import { createHmac, hkdfSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { createCacheKeys } from '../../src/redis/cache-keys.ts';

const [today, older] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];

/** As the first release worked it out: what is kept then must be found, and removed, by what is deployed next. */
const derived = (secret: Uint8Array | string, salt: Uint8Array | string, purpose: string) =>
  Buffer.from(hkdfSync('sha256', secret, salt, purpose, 32));
const nameOf = (key: Buffer, itemId: string) =>
  `ledgerless:copy:${createHmac('sha256', derived(key, '', 'copy name'))
    .update(itemId)
    .digest('base64url')}`;

it('finds and opens what another release has kept', () => {
  const keys = createCacheKeys([today, older]);
  expect(keys.places('item')).toEqual([nameOf(today, 'item'), nameOf(older, 'item')]);
  expect(keys.keyOf('access')).toEqual(derived('access', derived(today, '', 'copy salt'), 'copy'));
});

it('does not begin without a key', () => {
  expect(() => createCacheKeys([])).toThrow('the cache needs at least one key');
});
