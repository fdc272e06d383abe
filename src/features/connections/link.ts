/** Linking: to Plaid's hosted Link page, and the return from it. */

import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Request, RequestHandler } from 'express';
import { expiryOf, lifetimeOf } from '../../connections/lifetime.ts';
import type { UserTerm } from '../../connections/webhook-url.ts';
import { frameOf } from '../../page/frame.ts';
import type { Gateway, LinkResult, LinkVisit, PlaidCallOptions, Result } from '../../plaid/gateway.ts';
import type { Services } from '../../services.ts';
import { redirectWithNotice } from '../../web/session.ts';
import { storeNewItems } from './store-new-items.ts';

/** Plaid's result can lag behind the browser that brings the person back. */
const RESULT_LAG_MS = 4000;
const POLL_EVERY_MS = 400;
const REFRESH_SECONDS = 5;
/** Tabs in which a linking is under way; more would not fit into a cookie. */
const MOST_VISITS = 5;

/** POST /link: sends the person to Plaid, and remembers in their own browser what was begun. */
export function postLink(services: Services): RequestHandler {
  const { config, now } = services;
  return async (req, res) => {
    const lifetime = lifetimeOf(req.body?.lifetime, config.maxSessionDays);
    const expiresAt = expiryOf(lifetime, now());
    const begun = await beginVisit(services, req, expiresAt);
    if (!begun.ok) {
      const sentence = 'Plaid could not be reached just now, so nothing was linked. Try again.';
      return redirectWithNotice(req, res, '/', sentence);
    }
    const { id, userId, visit } = begun.value;
    const pending = {
      visit: id,
      linkToken: visit.linkToken,
      lifetime: lifetime.id,
      expiresAt: expiresAt.getTime(),
      userId,
    };
    req.session.pendingLinks = [...(req.session.pendingLinks ?? []), pending].slice(-MOST_VISITS);
    res.redirect(303, visit.url);
  };
}

/** The visit is its user's, and Plaid knows where to tell of it, before there is an Item that could be lost. */
async function beginVisit(
  { gateway, expirySchedule, webhooks }: Services,
  req: Request,
  expiresAt: Date,
): Promise<Result<{ id: string; userId: string | null; visit: LinkVisit }>> {
  const { origin, durableCalls } = req.context;
  // Says nothing about the person, and is never used again.
  const clientUserId = randomUUID();
  const id = randomBytes(6).toString('base64url');
  const created = await gateway.createUser(clientUserId, durableCalls);
  if (!created.ok) return created;
  const userId = created.value;
  const term: UserTerm | null = userId === null ? null : { userId, expiresAt };
  if (term) expirySchedule.note(term.userId, expiresAt);
  const visit = await gateway.startLink(
    {
      owner: term ? { userId: term.userId } : { clientUserId },
      returnUrl: `${origin}/link/return?visit=${id}`,
      webhookUrl: term && webhooks.addressFor(origin, term),
    },
    durableCalls,
  );
  return visit.ok ? { ok: true, value: { id, userId, visit: visit.value } } : visit;
}

/** GET /link/return: the way back, which is the same whether the person finished or gave up. */
export function getLinkReturn(services: Services): RequestHandler {
  return async (req, res) => {
    const visits = req.session.pendingLinks ?? [];
    // Each tab comes back to its own visit; an address without one means the latest.
    const pending = visits.find(({ visit }) => visit === req.query.visit) ?? visits.at(-1);
    if (!pending) {
      return redirectWithNotice(req, res, '/dashboard', 'There was no linking to finish in this browser.');
    }
    const result = await readResult(services.gateway, pending.linkToken, req.context.durableCalls);
    const isDecided = result.ok
      ? result.value.isOver || result.value.newItems.length > 0
      : result.error.kind === 'relink';
    if (!isDecided) {
      res.set('Refresh', String(REFRESH_SECONDS));
      res.send(services.views('pages/link-waiting', frameOf(req, services, { title: 'Waiting for Plaid' })));
      return;
    }
    req.session.pendingLinks = visits.filter((visit) => visit !== pending);
    if (!result.ok) {
      const sentence = 'That visit to Plaid has expired, so nothing was linked. Start again.';
      return redirectWithNotice(req, res, '/', sentence);
    }
    if (result.value.newItems.length === 0) {
      const sentence = 'You left Plaid before a bank was connected, so nothing was linked.';
      return redirectWithNotice(req, res, '/', sentence);
    }
    await storeNewItems({ services, req, res, pending, newItems: result.value.newItems });
  };
}

/** The result when the visit is over, or what there is of it when we have waited long enough. */
async function readResult(
  gateway: Gateway,
  linkToken: string,
  callOptions: PlaidCallOptions,
): Promise<Result<LinkResult>> {
  const deadline = performance.now() + RESULT_LAG_MS;
  for (;;) {
    const result = await gateway.readLink(linkToken, callOptions);
    if (!result.ok || result.value.isOver || performance.now() > deadline) return result;
    await wait(POLL_EVERY_MS);
  }
}
