/** Expiry dates by Plaid user id, shared by all instances through Redis. */

import { randomInt } from 'node:crypto';
import type { ExpiryStore } from '../connections/expiry-store.ts';
import type { Redis } from './redis.ts';

type End = readonly [userId: string, expiresAt: Date];

interface SharedExpiryStoreOptions {
  readonly redis: Redis;
  /** What this instance knows. */
  readonly own: ExpiryStore;
  /** Of Plaid and the account there: any other knows none of these users, and would count them as gone. */
  readonly accountName: string;
}

/** Each takes calls to Plaid, one after the other. */
const MOST_AT_ONCE = 100;
/** Few enough to be taken in long before Redis is given up. */
const MOST_SENT_AT_ONCE = 1000;

/** Shared by all instances: what any of them has noted stands in Redis, and outlives them; what one knows is the rest. */
export function createSharedExpiryStore({ redis, own, accountName }: SharedExpiryStoreOptions): ExpiryStore {
  const place = `ledgerless:ends:${accountName}`;
  /** What Redis has not confirmed. */
  const unconfirmed = new Map<string, Date>();

  /** Whether Redis has confirmed these. */
  async function send(ends: readonly End[]): Promise<boolean> {
    const answer = await redis.ask((client) => client.zAdd(place, ends.map(memberOf), { comparison: 'GT' }));
    if (answer === null) return false;
    for (const [userId, expiresAt] of ends) {
      // A later one may have been noted meanwhile.
      if (unconfirmed.get(userId) === expiresAt) unconfirmed.delete(userId);
    }
    return true;
  }

  async function sendUnconfirmed(): Promise<void> {
    for (;;) {
      const ends = [...unconfirmed].slice(0, MOST_SENT_AT_ONCE);
      if (ends.length === 0 || !(await send(ends))) return;
    }
  }

  const noteBy =
    (noteOwn: ExpiryStore['note']): ExpiryStore['note'] =>
    (userId, expiresAt) => {
      const known = own.find(userId);
      if (known !== undefined && known >= expiresAt) return;
      noteOwn(userId, expiresAt);
      // No more of them are remembered than this instance has room for.
      if (own.find(userId) === expiresAt) unconfirmed.set(userId, expiresAt);
      void send([[userId, expiresAt]]);
    };

  return {
    note: noteBy(own.note),
    noteVisit: noteBy(own.noteVisit),
    forget(userId) {
      own.forget(userId);
      unconfirmed.delete(userId);
      void redis.ask((client) => client.zRem(place, userId));
    },
    find: (userId) => own.find(userId),
    async due(now) {
      await sendUnconfirmed();
      const ownDue = await own.due(now);
      // Redis may have lost all; and another instance may know of a later end.
      const shared = await redis.ask(async (client) => {
        if (ownDue.length > 0) await client.zAdd(place, ownDue.map(memberOf), { comparison: 'GT' });
        // Of many any hundred: what fails stays due, and those that come first may fail for long.
        const count = await client.zCount(place, '-inf', now.getTime());
        const offset = MOST_AT_ONCE * randomInt(Math.max(1, Math.ceil(count / MOST_AT_ONCE)));
        return client.zRangeByScoreWithScores(place, '-inf', now.getTime(), {
          LIMIT: { offset, count: MOST_AT_ONCE },
        });
      });
      return shared?.map(({ value, score }) => [value, new Date(score)] as const) ?? ownDue;
    },
  };
}

function memberOf([value, expiresAt]: End) {
  return { value, score: expiresAt.getTime() };
}
