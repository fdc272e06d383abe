import { beforeEach, expect, it } from 'vitest';
import { removeExpiredItems } from '../../src/connections/expire-items.ts';
import { PlaidError } from '../../src/plaid/errors.ts';
import type { PlaidUsers, UserItem } from '../../src/plaid/gateway.ts';
import { unwrap } from '../support/unwrap.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const PAST = new Date('2026-03-01T11:59:59Z');
const LATER = new Date('2026-03-02T12:00:00Z');
const MUCH_LATER = new Date('2026-04-02T12:00:00Z');

const DONE = { ok: true, value: undefined } as const;
const DOWN = { ok: false, error: new PlaidError({ kind: 'plaid-down', code: 'X' }) } as const;

let asked: string[];
beforeEach(() => {
  asked = [];
});

/** A user with these Items; each webhook is a date, or something that is not ours. */
function usersWith(items: Record<string, string | null>): PlaidUsers {
  return {
    createUser: async () => ({ ok: true, value: null }),
    hasUsers: () => true,
    userItems: async () => {
      const value = Object.entries(items).map(([itemId, webhook]): UserItem => ({ itemId, webhook }));
      return { ok: true, value };
    },
    async removeUserItems(_userId, itemIds) {
      asked.push(`remove ${itemIds.join(' ')}`);
      return DONE;
    },
    async removeUser(userId) {
      asked.push(`remove all of ${userId}`);
      return DONE;
    },
  };
}

function end(items: Record<string, string | null>, expiresAt = PAST): Promise<Date | null> {
  return unwrap(
    removeExpiredItems({
      users: usersWith(items),
      userId: 'usr_1',
      expiresAt,
      now: NOW,
      expiryNamedBy: (webhook) => (webhook.startsWith('2026') ? new Date(webhook) : null),
    }),
  );
}

it('ends the user with everything that has expired', async () => {
  expect(await end({ a: PAST.toISOString(), b: NOW.toISOString() })).toBeNull();
  expect(asked).toEqual(['remove all of usr_1']);
});

it('spares what was extended, and says when that ends', async () => {
  expect(await end({ a: MUCH_LATER.toISOString(), b: LATER.toISOString() })).toEqual(LATER);
  expect(asked).toEqual([]);
});

it('ends one and spares the other', async () => {
  expect(await end({ a: PAST.toISOString(), b: LATER.toISOString(), c: PAST.toISOString() })).toEqual(LATER);
  expect(asked).toEqual(['remove a c']);
});

it('ends one in its very last moment, which is not the next end', async () => {
  expect(await end({ a: NOW.toISOString(), b: LATER.toISOString() })).toEqual(LATER);
  expect(asked).toEqual(['remove a']);
});

it.each([[null], [''], ['https://elsewhere.example/hook']])(
  'goes by the given end where the webhook is not ours: %s',
  async (webhook) => {
    expect(await end({ a: webhook })).toBeNull();
    expect(asked).toEqual(['remove all of usr_1']);
    expect(await end({ a: webhook }, LATER)).toEqual(LATER);
    expect(asked).toHaveLength(1);
  },
);

it('ends a user without any Item', async () => {
  expect(await end({})).toBeNull();
  expect(asked).toEqual(['remove all of usr_1']);
});

it.each(['userItems', 'removeUser', 'removeUserItems'] as const)(
  'fails where Plaid does not confirm %s, so that it is tried again',
  async (method) => {
    const users = usersWith({
      a: PAST.toISOString(),
      ...(method === 'removeUserItems' && { b: LATER.toISOString() }),
    });
    const told: string[] = [];
    const ending = removeExpiredItems({
      ...{ userId: 'u', expiresAt: PAST, now: NOW },
      users: { ...users, [method]: async () => DOWN },
      expiryNamedBy: (webhook) => new Date(webhook),
      onRemoved: (itemIds) => void told.push(itemIds.join(' ')),
    });
    expect(await ending).toEqual(DOWN);
    expect([asked, told]).toEqual([[], []]);
  },
);

it('tells of what was ended, when Plaid has confirmed it', async () => {
  const told: string[] = [];
  const endOf = (users: PlaidUsers) =>
    removeExpiredItems({
      ...{ users, userId: 'usr_1', expiresAt: PAST, now: NOW },
      expiryNamedBy: (webhook) => new Date(webhook),
      onRemoved: (itemIds) => void told.push(itemIds.join(' ')),
    });
  await endOf(usersWith({ a: PAST.toISOString(), b: LATER.toISOString() }));
  await endOf(usersWith({ c: PAST.toISOString(), d: NOW.toISOString() }));
  await endOf(usersWith({ e: LATER.toISOString() }));
  expect(told).toEqual(['a', 'c d']);
});
