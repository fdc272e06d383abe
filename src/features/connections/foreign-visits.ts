/**
 * Visits to Plaid that come back to a browser which did not begin them. Somebody has sent on the address of Plaid's page:
 * who began the visit would hold the bank of who signed in. So what it brought is ended at Plaid.
 */

import type { Request, Response } from 'express';
import type { Sealer } from '../../crypto/sealer.ts';
import type { LinkResult } from '../../plaid/gateway.ts';
import type { Services } from '../../services.ts';
import { networkOf } from '../../web/rate-limit.ts';
import { redirectWithNotice } from '../../web/session.ts';
import { endItem } from './unkept-items.ts';
import { visitsUnderWay } from './visits.ts';

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

/** Where Plaid leads back to. */
const RETURN_PATH = '/link/return';

/** The visit that comes back with this request; null for every other request. */
export function returningVisit(req: Request, sealer: Sealer): Visit | null {
  return req.path === RETURN_PATH ? openVisit(sealer, req.query.visit) : null;
}

/**
 * What a request counts for in the limits: its network. Ways back from Plaid count apart, so that nothing else that a
 * network asks for can refuse them. One that this browser did not begin counts for its visit as well: whoever knows the
 * visit uses up its count only by requests that each end it.
 */
export function countedFor(sealer: Sealer): (req: Request) => string {
  return (req) => {
    const visit = returningVisit(req, sealer);
    if (visit === null) return networkOf(req);
    const isOwn = visitsUnderWay(req).some(({ visit: id }) => id === visit.id);
    return `${networkOf(req)} ${isOwn ? 'return' : visit.id}`;
  };
}

/**
 * What came of a foreign visit. `nothing`: it had been ended before. `failed`: Plaid did not confirm the end. `withheld`:
 * Plaid has no users, so that it can only be kept from whoever began the visit, if they have not fetched it yet.
 */
export type ForeignVisitOutcome = 'ended' | 'nothing' | 'failed' | 'withheld';

export interface ForeignVisits {
  /** Ends what the visit brought. */
  end(visit: Visit, req: Request): Promise<ForeignVisitOutcome>;
  /** Whether a visit has come back to a browser that did not begin it. */
  has(visitId: string): boolean;
  /** Ends Items that such a visit brings later, and says why. */
  endNewItems(arrival: {
    req: Request;
    res: Response;
    visit: Visit;
    newItems: LinkResult['newItems'];
  }): Promise<void>;
}

/** What the browser that began such a visit is told. */
export const ENDED_BY_ANOTHER =
  'No bank was connected: somebody else signed in on the page at Plaid that was opened here.';

/** Such visits whose ids are remembered; the oldest is forgotten first. */
const MOST_REMEMBERED = 10_000;

/** With none so far. */
export function createForeignVisits(services: Services): ForeignVisits {
  const { gateway, expirySchedule } = services;
  // What these bring is not handed out any more. Where Plaid has no users, only its key can end it, once that is fetched.
  // By their ids: whether the user is gone. Then there is nothing left to end, and Plaid is not asked again.
  const foreign = new Map<string, boolean>();
  return {
    has: (visitId) => foreign.has(visitId),

    async end({ id, userId }, { context }) {
      if (foreign.get(id)) return 'nothing';
      foreign.set(id, false);
      const [oldest] = foreign.keys();
      if (foreign.size > MOST_REMEMBERED && oldest !== undefined) foreign.delete(oldest);
      if (userId === null) return 'withheld';
      // What nobody has exchanged yet may not be among the user's Items: only a user who is gone has surely brought nothing.
      const items = await gateway.userItems(userId, context.durableCalls);
      const removed = await gateway.removeUser(userId, context.durableCalls);
      if (!removed.ok) return 'failed';
      foreign.set(id, true);
      expirySchedule.forget(userId);
      return items.ok && items.value === null ? 'nothing' : 'ended';
    },

    async endNewItems({ req, res, visit, newItems }) {
      // With its user gone there is nothing left to end, and what is never exchanged is never billed.
      for (const { publicToken } of visit.userId === null ? newItems : []) {
        const exchanged = await gateway.exchange(publicToken, req.context.durableCalls);
        if (exchanged.ok) await endItem(services, req, exchanged.value);
      }
      redirectWithNotice(req, res, '/', ENDED_BY_ANOTHER);
    },
  };
}
