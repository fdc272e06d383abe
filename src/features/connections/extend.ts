/**
 * Keeping banks connected longer: one with those linked in the same visit, or all of them. Plaid's webhook is changed
 * before the cookie.
 */

import type { Request, RequestHandler, Response } from 'express';
import { expiryOf, lifetimeOf } from '../../connections/lifetime.ts';
import { bankOfAddress } from '../../page/request-context.ts';
import type { PlaidError } from '../../plaid/errors.ts';
import { listed } from '../../reading/missing-banks.ts';
import type { LinkedBank } from '../../reading/reading.ts';
import type { Services } from '../../services.ts';
import { redirectWithNotice } from '../../web/session.ts';
import { refusalSentences } from './refusals.ts';

/** POST /banks/:id/extend */
export function postExtend(services: Services): RequestHandler {
  return (req, res) => extend(services, req, res, sameVisit(bankOfAddress(req), req.context.banks));
}

/** POST /banks/extend: all of this browser's. */
export function postExtendAll(services: Services): RequestHandler {
  return (req, res) => extend(services, req, res, req.context.banks);
}

/** What became of one bank. */
type Outcome =
  | { readonly name: string; readonly is: 'kept' | 'longer already' }
  | { readonly name: string; readonly is: 'refused'; readonly error: PlaidError };

async function extend(
  services: Services,
  req: Request,
  res: Response,
  banks: readonly LinkedBank[],
): Promise<void> {
  const { gateway, config, now, expirySchedule, webhooks } = services;
  const lifetime = lifetimeOf(req.body?.lifetime, config);
  const expiresAt = expiryOf(lifetime, now());
  const callOptions = req.context.durableCalls;

  async function extendOne({ id, connection, expiresAt: endsNow }: LinkedBank): Promise<Outcome> {
    const { userId, accessToken, institutionName: name } = connection;
    if (endsNow >= expiresAt) return { name, is: 'longer already' };
    const webhook = userId && webhooks.addressFor(req.context.origin, { userId, expiresAt });
    // The webhook address holds the expiry: unless it changes, the Item is removed at the old time, so the cookie stays as it is.
    const told = webhook ? await gateway.setWebhook(accessToken, webhook, callOptions) : null;
    if (told?.ok === false) return { name, is: 'refused', error: told.error };
    req.vault.change(id, { expiresAt, isSessionOnly: lifetime.isSessionOnly });
    if (userId) expirySchedule.note(userId, expiresAt);
    return { name, is: 'kept' };
  }

  const outcomes = await Promise.all(banks.map(extendOne));
  const refused = outcomes.filter((outcome) => outcome.is === 'refused');
  const sentences = [
    ...sentenceAbout(outcomes, 'kept', `connected (${lifetime.label})`),
    ...sentenceAbout(outcomes, 'longer already', 'connected longer than that already'),
    ...refusalSentences(refused, 'could not be kept connected longer'),
  ];
  redirectWithNotice(req, res, '/banks', ...sentences);
}

function sentenceAbout(outcomes: readonly Outcome[], is: Outcome['is'], how: string): string[] {
  const names = outcomes.filter((outcome) => outcome.is === is).map(({ name }) => name);
  return names.length > 0 ? [`${listed(names)} ${names.length === 1 ? 'stays' : 'stay'} ${how}.`] : [];
}

/** Everything of one visit to Plaid belongs to one user there, and so ends together. */
function sameVisit(chosen: LinkedBank, banks: readonly LinkedBank[]): LinkedBank[] {
  const { userId } = chosen.connection;
  return banks.filter(
    ({ id, connection }) => id === chosen.id || (userId !== null && connection.userId === userId),
  );
}
