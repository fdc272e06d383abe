/**
 * Keeping banks connected longer: one with those linked in the same visit, or all of them. Plaid's webhook is changed
 * before the cookie, and back where the cookie finds no taker.
 */

import type { Request, RequestHandler, Response } from 'express';
import { expiryOf, lifetimeOf } from '../../connections/lifetime.ts';
import { bankFromParams } from '../../page/request-context.ts';
import type { PlaidError } from '../../plaid/errors.ts';
import type { Result } from '../../plaid/gateway.ts';
import { formatList } from '../../reading/missing-banks.ts';
import type { LinkedBank } from '../../reading/reading.ts';
import type { Services } from '../../services.ts';
import { redirectWithNotice } from '../../web/session.ts';
import { refusalSentences } from './refusals.ts';

/** POST /banks/:id/extend */
export function postExtend(services: Services): RequestHandler {
  return (req, res) => extend(services, req, res, sameVisit(bankFromParams(req), req.context.banks));
}

/** POST /banks/extend: all of this browser's. */
export function postExtendAll(services: Services): RequestHandler {
  return (req, res) => extend(services, req, res, req.context.banks);
}

/** What became of one bank. */
type Outcome =
  | { readonly name: string; readonly is: 'kept'; readonly bank: LinkedBank }
  | { readonly name: string; readonly is: 'longer already' }
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

  async function extendAtPlaid(bank: LinkedBank): Promise<Outcome> {
    const name = bank.connection.institutionName;
    if (bank.expiresAt >= expiresAt) return { name, is: 'longer already' };
    const told = await tellEnd(bank, expiresAt);
    return told.ok ? { name, is: 'kept', bank } : { name, is: 'refused', error: told.error };
  }

  /** The webhook address holds the expiry: unless it changes, the Item is removed at the old time. */
  async function tellEnd({ connection }: LinkedBank, endsAt: Date): Promise<Result<void>> {
    const { userId, accessToken } = connection;
    const webhook = userId && webhooks.addressFor(req.context.origin, { userId, expiresAt: endsAt });
    return webhook ? gateway.setWebhook(accessToken, webhook, callOptions) : { ok: true, value: undefined };
  }

  const outcomes = await Promise.all(banks.map(extendAtPlaid));
  const kept = outcomes.flatMap((outcome) => (outcome.is === 'kept' ? [outcome.bank] : []));
  if (res.destroyed) {
    // Nobody is there to take the cookies, and no bank may outlive its own. Where Plaid refuses, the log says so.
    await Promise.all(kept.map((bank) => tellEnd(bank, bank.expiresAt)));
    return;
  }
  for (const { id, connection } of kept) {
    req.vault.change(id, { expiresAt, isSessionOnly: lifetime.isSessionOnly });
    if (connection.userId) expirySchedule.note(connection.userId, expiresAt);
  }
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
  return names.length > 0 ? [`${formatList(names)} ${names.length === 1 ? 'stays' : 'stay'} ${how}.`] : [];
}

/** Everything of one visit to Plaid belongs to one user there, and so ends together. */
function sameVisit(chosen: LinkedBank, banks: readonly LinkedBank[]): LinkedBank[] {
  const { userId } = chosen.connection;
  return banks.filter(
    ({ id, connection }) => id === chosen.id || (userId !== null && connection.userId === userId),
  );
}
