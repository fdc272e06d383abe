/**
 * Keeping a bank connected longer, with those linked in the same visit. Plaid's webhook is changed before the cookie.
 */

import type { RequestHandler } from 'express';
import { expiryOf, lifetimeOf } from '../../connections/lifetime.ts';
import { bankOfAddress } from '../../page/request-context.ts';
import type { PlaidError } from '../../plaid/errors.ts';
import type { LinkedBank } from '../../reading/reading.ts';
import type { Services } from '../../services.ts';
import { redirectWithNotice } from '../../web/session.ts';
import { refusalSentences } from './refusals.ts';

/** POST /banks/:id/extend */
export function postExtend(services: Services): RequestHandler {
  const { gateway, config, now, expirySchedule, webhooks } = services;
  return async (req, res) => {
    const banks = req.context.banks;
    const chosen = bankOfAddress(req);
    const lifetime = lifetimeOf(req.body?.lifetime, config);
    const expiresAt = expiryOf(lifetime, now());
    const callOptions = req.context.durableCalls;

    const refused: { name: string; error: PlaidError }[] = [];

    async function extend({ id, connection, expiresAt: endsNow }: LinkedBank): Promise<string | null> {
      const { userId, accessToken, institutionName: name } = connection;
      if (endsNow >= expiresAt) return `${name} stays connected longer than that already.`;
      const webhook = userId && webhooks.addressFor(req.context.origin, { userId, expiresAt });
      // The webhook address holds the expiry: unless it changes, the Item is removed at the old time, so the cookie stays as it is.
      const told = webhook ? await gateway.setWebhook(accessToken, webhook, callOptions) : null;
      if (told?.ok === false) {
        refused.push({ name, error: told.error });
        return null;
      }
      req.vault.change(id, { expiresAt, isSessionOnly: lifetime.isSessionOnly });
      if (userId) expirySchedule.note(userId, expiresAt);
      return `${name} stays connected (${lifetime.label}).`;
    }

    const extended = await Promise.all(sameVisit(chosen, banks).map(extend));
    const refusals = refusalSentences(refused, 'could not be kept connected longer');
    redirectWithNotice(req, res, '/privacy', ...extended.filter((said) => said !== null), ...refusals);
  };
}

/** Everything of one visit to Plaid belongs to one user there, and so ends together. */
function sameVisit(chosen: LinkedBank, banks: readonly LinkedBank[]): LinkedBank[] {
  const { userId } = chosen.connection;
  return banks.filter(
    ({ id, connection }) => id === chosen.id || (userId !== null && connection.userId === userId),
  );
}
