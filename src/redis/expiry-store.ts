/** Expiry dates by Plaid user id, shared by all instances through Redis. */

import type { ExpiryStore } from '../connections/expiry-store.ts';
import type { Redis } from './redis.ts';

const PLACE = 'ledgerless:ends';
/** Each takes calls to Plaid, one after the other. */
const MOST_AT_ONCE = 100;

/** Shared by all instances: what any of them has noted stands in Redis, and outlives them; what one knows is the rest. */
export function createSharedExpiryStore(redis: Redis, own: ExpiryStore): ExpiryStore {
  const memberOf = ([value, expiresAt]: readonly [string, Date]) => ({ value, score: expiresAt.getTime() });
  return {
    note(userId, expiresAt) {
      const known = own.find(userId);
      own.note(userId, expiresAt);
      if (known === undefined || known < expiresAt) {
        void redis.ask((client) => client.zAdd(PLACE, memberOf([userId, expiresAt]), { comparison: 'GT' }));
      }
    },
    forget(userId) {
      own.forget(userId);
      void redis.ask((client) => client.zRem(PLACE, userId));
    },
    find: (userId) => own.find(userId),
    async due(now) {
      const ownDue = await own.due(now);
      // Redis may have been away, or have lost all; and another instance may know of a later end.
      const shared = await redis.ask(async (client) => {
        if (ownDue.length > 0) await client.zAdd(PLACE, ownDue.map(memberOf), { comparison: 'GT' });
        return client.zRangeByScoreWithScores(PLACE, '-inf', now.getTime(), {
          LIMIT: { offset: 0, count: MOST_AT_ONCE },
        });
      });
      return shared?.map(({ value, score }) => [value, new Date(score)] as const) ?? ownDue;
    },
  };
}
