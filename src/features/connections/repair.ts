/** Repairing a bank that wants its owner to sign in again: Link's update mode, after which the Item is the same one. */

import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { bankOfAddress } from '../../page/request-context.ts';
import type { Services } from '../../services.ts';
import { redirectWithNotice } from '../../web/flash.ts';

/** POST /banks/:id/repair: sends the person to Plaid. */
export function postRepair({ gateway }: Services): RequestHandler {
  return async (req, res) => {
    const { id, connection } = bankOfAddress(req);
    const { accessToken, userId, institutionName } = connection;
    const visit = await gateway.startRepair(
      {
        accessToken,
        owner: userId === null ? { clientUserId: randomUUID() } : { userId },
        returnUrl: req.context.origin + wayBack(id, req.body?.for),
      },
      req.context.durableCalls,
    );
    if (visit.ok) return res.redirect(303, visit.value.url);
    const sentence = `Plaid could not open the sign-in for ${institutionName} just now. Try again in a minute.`;
    redirectWithNotice(req, res, pageFor(req.body?.for), sentence);
  };
}

/** GET /banks/:id/repaired: the way back. It proves nothing, so the Item itself is asked. */
export function getRepaired({ gateway }: Services): RequestHandler {
  return async (req, res) => {
    const { connection } = bankOfAddress(req);
    const name = connection.institutionName;
    const status = await gateway.item(connection.accessToken, req.context.durableCalls);
    const sentence = !status.ok
      ? `Plaid did not say whether ${name} is repaired. The page below shows how it is.`
      : status.value.error
        ? `${name} still has the same trouble: the sign-in was not finished. You can try it again.`
        : `${name} is in order: ${outcomeFor(req.query.for)}`;
    redirectWithNotice(req, res, pageFor(req.query.for), sentence);
  };
}

/** What a repair can be for besides the bank as a whole; both the form and the way back say it. */
const CREDIT = 'credit';

function wayBack(id: string, purpose: unknown): string {
  return `/banks/${id}/repaired${purpose === CREDIT ? `?for=${CREDIT}` : ''}`;
}

function pageFor(purpose: unknown): string {
  return purpose === CREDIT ? '/credit' : '/dashboard';
}

/** Whether cards and loans were agreed to, only the page that asks for them can tell. */
function outcomeFor(purpose: unknown): string {
  return purpose === CREDIT
    ? 'what you let it tell of your cards and loans stands below.'
    : 'you are signed in.';
}
