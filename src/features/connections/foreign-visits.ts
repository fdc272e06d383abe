/**
 * Visits to Plaid that come back to a browser which did not begin them. Somebody has sent on the address of Plaid's page:
 * who began the visit would hold the bank of who signed in. So what it brought is ended at Plaid.
 */

import type { Request, Response } from 'express';
import type { Sealer } from '../../crypto/sealer.ts';
import type { LinkResult } from '../../plaid/gateway.ts';
import type { Services } from '../../services.ts';
import { redirectWithNotice } from '../../web/session.ts';

/** A visit as its return address names it, sealed: nobody can make one up, or read whose it is. */
export interface Visit {
  readonly id: string;
  /** The user of Plaid's that it is for, if there is one. */
  readonly userId: string | null;
}

const BINDING = { purpose: 'visit', name: 'return' } as const;

/** The visit for its return address. */
export function sealVisit(sealer: Sealer, visit: Visit, expiresAt: Date): string {
  return sealer.seal(Buffer.from(JSON.stringify(visit)), expiresAt, BINDING);
}

/** The visit that an address names; null for what was never sealed here. */
export function openVisit(sealer: Sealer, sealed: unknown): Visit | null {
  const opened = typeof sealed === 'string' ? sealer.open(sealed, BINDING) : null;
  return opened && (JSON.parse(opened.content.toString()) as Visit);
}

/**
 * What came of a foreign visit. `nothing`: it had brought nothing. `failed`: Plaid did not confirm the end. `withheld`:
 * Plaid has no users, so that it can only be kept from whoever began the visit, if they have not fetched it yet.
 */
export type ForeignVisitOutcome = 'ended' | 'nothing' | 'failed' | 'withheld';

export interface ForeignVisits {
  /** Ends what the visit brought. */
  end(visit: Visit, req: Request): Promise<ForeignVisitOutcome>;
  /** Whether a visit has come back to a browser that did not begin it. */
  has(visitId: string): boolean;
  /** Ends Items that such a visit brings later, and says why. */
  endNewItems(arrival: { req: Request; res: Response; newItems: LinkResult['newItems'] }): Promise<void>;
}

/** Where Plaid has no users, only the key can end an Item, and only who began the visit can fetch it. They are waited for. */
const MOST_WAITED_FOR = 1_000;

/** With none so far. */
export function createForeignVisits({ gateway, expirySchedule }: Services): ForeignVisits {
  const withoutUser = new Set<string>();
  return {
    has: (visitId) => withoutUser.has(visitId),

    async end({ id, userId }, { context }) {
      if (userId === null) {
        withoutUser.add(id);
        const [oldest] = withoutUser;
        if (withoutUser.size > MOST_WAITED_FOR && oldest !== undefined) withoutUser.delete(oldest);
        return 'withheld';
      }
      const items = await gateway.userItems(userId, context.durableCalls);
      const removed = await gateway.removeUser(userId, context.durableCalls);
      if (!removed.ok) return 'failed';
      expirySchedule.forget(userId);
      return items.ok && items.value.length === 0 ? 'nothing' : 'ended';
    },

    async endNewItems({ req, res, newItems }) {
      for (const { publicToken } of newItems) {
        const exchanged = await gateway.exchange(publicToken, req.context.durableCalls);
        if (exchanged.ok) await gateway.remove(exchanged.value.accessToken, req.context.durableCalls);
      }
      const sentence =
        'Nothing was linked: somebody else signed in on the page at Plaid that was opened here.';
      redirectWithNotice(req, res, '/', sentence);
    },
  };
}
