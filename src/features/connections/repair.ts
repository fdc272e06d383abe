/** Repairing a bank that wants its owner to sign in again: Link's update mode, after which the Item is the same one. */

import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { bankOfAddress } from '../../page/request-context.ts';
import type { Services } from '../../services.ts';
import { redirectWithNotice } from '../../web/session.ts';

/** POST /banks/:id/repair: sends the person to Plaid. */
export function postRepair({ gateway }: Services): RequestHandler {
  return async (req, res) => {
    const { id, connection } = bankOfAddress(req);
    const { accessToken, userId, institutionName } = connection;
    const { query, page } = purposeOf(req.body?.for);
    const visit = await gateway.startRepair(
      {
        accessToken,
        owner: userId === null ? { clientUserId: randomUUID() } : { userId },
        returnUrl: `${req.context.origin}/banks/${id}/repaired${query}`,
      },
      req.context.durableCalls,
    );
    if (visit.ok) return res.redirect(303, visit.value.url);
    const sentence = `Plaid could not open the sign-in for ${institutionName} just now. Try again in a minute.`;
    redirectWithNotice(req, res, page, sentence);
  };
}

/** GET /banks/:id/repaired: the way back. It proves nothing, so the Item itself is asked. */
export function getRepaired({ gateway }: Services): RequestHandler {
  return async (req, res) => {
    const { connection } = bankOfAddress(req);
    const name = connection.institutionName;
    const { page, outcome } = purposeOf(req.query.for);
    const status = await gateway.item(connection.accessToken, req.context.durableCalls);
    const sentence = !status.ok
      ? `Plaid did not say whether ${name} is repaired. The page below shows how it is.`
      : status.value.error
        ? `${name} still has the same trouble: the sign-in was not finished. You can try it again.`
        : `${name} is in order: ${outcome}`;
    redirectWithNotice(req, res, page, sentence);
  };
}

/** A repair can be for cards and loans alone, which both the form and the way back say: the page for it, and its words. */
function purposeOf(said: unknown) {
  return said === 'credit'
    ? {
        query: '?for=credit',
        page: '/credit',
        // Whether cards and loans were agreed to, only the page that asks for them can tell.
        outcome: 'what you let it tell of your cards and loans stands below.',
      }
    : { query: '', page: '/dashboard', outcome: 'you are signed in.' };
}
