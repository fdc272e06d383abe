import { beforeEach, expect, it } from 'vitest';
import type { ClockCheck } from '../../src/connections/clock-check.ts';
import { type Expiry, removeExpiredItems } from '../../src/connections/expire-items.ts';
import { PlaidError } from '../../src/plaid/errors.ts';
import type { PlaidUsers } from '../../src/plaid/gateway.ts';
import { unwrap } from '../support/unwrap.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const [PAST, LATER, MUCH_LATER] = ['2026-03-01T11:59:59Z', '2026-03-02T12:00:00Z', '2026-04-02T12:00:00Z'];
/** What Plaid’s clock shows. */
const PLAID_TIME = new Date('2026-03-01T12:00:01Z');
const AGREEING: ClockCheck = () => true;
const DOWN = { ok: false, error: new PlaidError({ kind: 'plaid-down', code: 'X' }) } as const;

/** The Items of a user by their ids; each webhook is an expiry, or the address of somebody else. */
type Items = Record<string, string | null>;

let asked: string[];
let told: string[];
beforeEach(() => {
  asked = [];
  told = [];
});

function usersWith(items: Items): PlaidUsers {
  const value = Object.entries(items).map(([itemId, webhook]) => ({ itemId, webhook }));
  return {
    createUser: async () => ({ ok: true, value: null }),
    hasUsers: () => true,
    userItems: async () => ({ ok: true, value }),
    userItemsAndTime: async () => ({ ok: true, value: { items: value, plaidTime: PLAID_TIME } }),
    async removeUserItems(_userId, itemIds) {
      asked.push(`remove ${itemIds.join(' ')}`);
      return { ok: true, value: undefined };
    },
    async removeUser(userId) {
      asked.push(`remove all of ${userId}`);
      return { ok: true, value: undefined };
    },
  };
}

function remove(items: Items, changes: Partial<Expiry> = {}) {
  return removeExpiredItems({
    ...{ users: usersWith(items), userId: 'usr_1', expiresAt: new Date(PAST), now: NOW },
    clocksAgree: AGREEING,
    expiryNamedBy: (webhook) => (webhook.startsWith('2026') ? new Date(webhook) : null),
    onRemoved: (itemIds) => void told.push(itemIds.join(' ')),
    ...changes,
  });
}

it.each<[string, Items, string | null, string[]]>([
  [
    'a user is removed when all Items have expired',
    { a: PAST, b: NOW.toISOString() },
    null,
    ['all of usr_1'],
  ],
  ['a user without Items is removed', {}, null, ['all of usr_1']],
  ['extended Items are left, and the next expiry is returned', { a: MUCH_LATER, b: LATER }, LATER, []],
  ['expired Items are removed and others are left', { a: PAST, b: LATER, c: PAST }, LATER, ['a c']],
  ['an Item is removed at the very moment of its expiry', { a: NOW.toISOString(), b: LATER }, LATER, ['a']],
])('%s', async (_, items, next, removed) => {
  expect(await unwrap(remove(items))).toEqual({ next: next && new Date(next) });
  expect(asked).toEqual(removed.map((what) => `remove ${what}`));
});

it.each([[null], [''], ['https://elsewhere.example/hook']])(
  'the given expiry counts for an Item with the webhook %s, which is not ours',
  async (webhook) => {
    expect(await unwrap(remove({ a: webhook }))).toEqual({ next: null });
    expect(asked).toEqual(['remove all of usr_1']);
    const expiresAt = new Date(LATER);
    expect(await unwrap(remove({ a: webhook }, { expiresAt }))).toEqual({ next: expiresAt });
    expect(asked).toHaveLength(1);
  },
);

it.each(['userItemsAndTime', 'removeUser', 'removeUserItems'] as const)(
  'removing fails when Plaid does not confirm %s, so that it is tried again',
  async (method) => {
    const users = usersWith({ a: PAST, ...(method === 'removeUserItems' && { b: LATER }) });
    expect(await remove({}, { users: { ...users, [method]: async () => DOWN } })).toEqual(DOWN);
    expect([asked, told]).toEqual([[], []]);
  },
);

it('the removed Items are reported when Plaid has confirmed', async () => {
  for (const items of [{ a: PAST, b: LATER }, { c: PAST, d: NOW.toISOString() }, { e: LATER }]) {
    await remove(items as Items);
  }
  expect(told).toEqual(['a', 'c d']);
});

it('nothing is removed when Plaid’s clock shows another time, not even a user without Items', async () => {
  const compared: unknown[] = [];
  const clocksAgree: ClockCheck = (...times) => {
    compared.push(times);
    return false;
  };
  for (const items of [{ a: PAST, b: LATER }, { a: PAST }, {}]) {
    expect(await unwrap(remove(items as Items, { clocksAgree }))).toBe('clocks differ');
  }
  expect([asked, told]).toEqual([[], []]);
  // The very time by which they would have expired.
  expect(compared).toEqual(Array(3).fill([NOW, PLAID_TIME]));
});
