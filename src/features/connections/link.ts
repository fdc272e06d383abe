/** Linking: to Plaid's hosted Link page, and the return from it. */

import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Request, RequestHandler, Response } from 'express';
import { expiryOf, lifetimeOf } from '../../connections/lifetime.ts';
import type { UserTerm } from '../../connections/webhook-url.ts';
import { type Frame, frameOf } from '../../page/frame.ts';
import { sendToPlaid } from '../../page/to-plaid.ts';
import type { PlaidError, PlaidErrorKind } from '../../plaid/errors.ts';
import type {
  Gateway,
  LinkRefusal,
  LinkResult,
  LinkVisit,
  PlaidCallOptions,
  Result,
} from '../../plaid/gateway.ts';
import type { Demo } from '../../services/plaid.ts';
import type { Services } from '../../services.ts';
import { addNotices, redirectWithNotice, SESSION_LIFETIME_MS } from '../../web/session.ts';
import {
  createForeignVisits,
  type ForeignVisitOutcome,
  type ForeignVisits,
  openVisit,
  sealVisit,
  type Visit,
} from './foreign-visits.ts';
import { refusalSentence } from './refusals.ts';
import { removeReplacedBanks } from './replaced-banks.ts';
import { noRoom, storeNewItems } from './store-new-items.ts';
import { finishVisit, keepVisit, keepVisitSomewhere, visitsUnderWay } from './visits.ts';

/** Plaid's result can lag behind the browser that brings the person back. */
const RESULT_LAG_MS = 4000;
const POLL_EVERY_MS = 400;
const REFRESH_SECONDS = 5;
/** Plaid's page can be opened for as long as the visit's cookie lasts; whoever opens it last takes some time there. */
const LONGEST_VISIT_MS = SESSION_LIFETIME_MS + 60 * 60_000;
const NONE_CONNECTED = 'no bank was connected';

/** POST /link: sends the person to Plaid, and remembers in their own browser what was begun. */
export function postLink(services: Services): RequestHandler {
  return async (req, res) => {
    const visit = await begin(services, req, res);
    if (visit !== null) sendToPlaid(services, req, res, visit.url);
  };
}

/** POST /demo/couple: the same with banks that are chosen already, so that the person comes back at once. */
export function postCouple(services: Services, demo: Pick<Demo, 'linkCouple'>): RequestHandler {
  return async (req, res) => {
    const visit = await begin(services, req, res);
    if (visit !== null) res.redirect(303, demo.linkCouple(visit.linkToken));
  };
}

/** Begins a visit to Plaid; null where that failed, which has been answered then. */
async function begin(services: Services, req: Request, res: Response): Promise<LinkVisit | null> {
  const { config, now } = services;
  const lifetime = lifetimeOf(req.body?.lifetime, config);
  const expiresAt = expiryOf(lifetime, now());
  const begun = await beginVisit(services, req, expiresAt);
  if (!begun.ok) {
    redirectWithNotice(req, res, startPage(req), refusalSentence(begun.error, NONE_CONNECTED));
    return null;
  }
  const { id, userId, visit } = begun.value;
  const pending = {
    visit: id,
    linkToken: visit.linkToken,
    lifetime: lifetime.id,
    expiresAt: expiresAt.getTime(),
    userId,
  };
  if (keepVisit(services, req, pending)) return visit;
  redirectWithNotice(req, res, startPage(req), `No bank was connected: ${noRoom(req)}`);
  return null;
}

/** Where banks are added: the home page, and the page of banks for whoever has one. */
function startPage(req: Request): string {
  return req.context.banks.length > 0 ? '/banks' : '/';
}

/** The visit is its user's, and Plaid knows where to tell of it, before there is an Item that could be lost. */
async function beginVisit(
  { gateway, expirySchedule, sealer, webhooks }: Services,
  req: Request,
  expiresAt: Date,
): Promise<Result<{ id: string; userId: string | null; visit: LinkVisit }>> {
  const { origin, durableCalls, now } = req.context;
  // Says nothing about the person, and is never used again.
  const clientUserId = randomUUID();
  const id = randomBytes(6).toString('base64url');
  const created = await gateway.createUser(clientUserId, durableCalls);
  if (!created.ok) return created;
  const userId = created.value;
  const term: UserTerm | null = userId === null ? null : { userId, expiresAt };
  // Anyone can begin a visit: until somebody has signed in, it is noted for no longer than one can last.
  if (term) expirySchedule.noteVisit(term.userId, new Date(now.getTime() + LONGEST_VISIT_MS));
  const visit = await gateway.startLink(
    {
      owner: term ? { userId: term.userId } : { clientUserId },
      returnUrl: `${origin}/link/return?visit=${sealVisit(sealer, { id, userId }, expiresAt)}`,
      webhookUrl: term && webhooks.addressFor(origin, term),
    },
    durableCalls,
  );
  return visit.ok ? { ok: true, value: { id, userId, visit: visit.value } } : visit;
}

/** GET /link/return: the way back, which is the same whether the person finished or gave up. */
export function getLinkReturn(services: Services): RequestHandler {
  const strangers = createForeignVisits(services);
  return async (req, res) => {
    const visit = openVisit(services.sealer, req.query.visit);
    if (!visit) return redirectWithNotice(req, res, '/dashboard', NOTHING_TO_FINISH);
    // Each tab comes back to its own visit, and none to another's.
    const pending = visitsUnderWay(req).find(({ visit: id }) => id === visit.id);
    if (!pending) return answerUnknownVisit(services, { req, res, visit, strangers });
    if (pending.replacedIds) {
      finishVisit(req, pending);
      const sentences = await removeReplacedBanks(services, req, pending.replacedIds);
      return redirectWithNotice(req, res, '/dashboard', ...sentences);
    }
    const result = await readResult(services.gateway, pending.linkToken, req.context.durableCalls);
    const isDecided = result.ok
      ? result.value.isOver || result.value.newItems.length > 0
      : result.error.kind === 'relink';
    if (!isDecided) return sendWaiting(services, req, res, result.ok ? null : result.error);
    finishVisit(req, pending);
    if (!result.ok) {
      const sentence = 'That visit to Plaid has expired, so no bank was connected. Start again.';
      return redirectWithNotice(req, res, startPage(req), sentence);
    }
    const { newItems } = result.value;
    if (newItems.length === 0) {
      const { refusal } = result.value;
      if (refusal) services.failures.note(refusal.error, { requestId: req.id });
      return redirectWithNotice(req, res, startPage(req), nothingLinked(refusal));
    }
    if (strangers.has(visit.id)) return strangers.endNewItems({ req, res, visit, newItems });
    // Somebody has signed in, so that it lasts as long as was chosen.
    if (pending.userId !== null) services.expirySchedule.note(pending.userId, new Date(pending.expiresAt));
    const stored = await storeNewItems({ services, req, res, pending, newItems });
    if (stored.isLookedFor) {
      keepVisitSomewhere(services, req, { ...pending, isLookedFor: true });
      addNotices(req, ...stored.sentences);
      return sendWaiting(services, req, res);
    }
    if (stored.replacedIds.length > 0) {
      // Once more, since this answer carries the new key: only a browser that has it may lose the old one.
      const { replacedIds } = stored;
      // What is left to do needs no link token, which takes room.
      keepVisitSomewhere(services, req, { ...pending, linkToken: '', replacedIds });
      return redirectWithNotice(req, res, req.originalUrl, ...stored.sentences);
    }
    redirectWithNotice(req, res, '/dashboard', ...stored.sentences);
  };
}

/** No account of the login is of a type that Transactions covers (Plaid, /docs/errors/item, /link/token/create). */
const NOTHING_TO_READ = ['NO_ACCOUNTS', 'PRODUCTS_NOT_SUPPORTED'];

/** Why a visit brought nothing: what Link has said on its own page, or that the person left. */
function nothingLinked(refusal: LinkRefusal | null): string {
  if (refusal === null) return 'You left Plaid, so no bank was connected.';
  if (!NOTHING_TO_READ.includes(refusal.error.code)) return refusalSentence(refusal.error, NONE_CONNECTED);
  const name = refusal.institutionName ?? 'Your bank';
  return `${name} was not connected: Plaid found no account there whose transactions it can read. It reads checking, savings, card and student loan accounts; a login with only investments or a mortgage cannot be connected.`;
}

export interface ForeignVisitPage extends Frame {
  readonly outcome: Exclude<ForeignVisitOutcome, 'nothing'>;
}

const NOTHING_TO_FINISH = 'There was no bank connection to finish in this browser.';

/** A visit that is not under way in this browser: it is over, was given up for later ones, or was never this browser's. */
async function answerUnknownVisit(
  services: Services,
  { req, res, visit, strangers }: { req: Request; res: Response; visit: Visit; strangers: ForeignVisits },
): Promise<void> {
  const { finishedVisits = [], droppedVisits = [] } = req.session;
  const { banks, undecided } = req.context;
  const holdsItsBanks = [...banks, ...undecided].some(
    ({ connection }) => connection.userId !== null && connection.userId === visit.userId,
  );
  if (finishedVisits.includes(visit.id) || holdsItsBanks) return res.redirect(303, '/dashboard');
  const outcome = await strangers.end(visit, req);
  if (droppedVisits.includes(visit.id)) {
    const sentence = `Too many visits to Plaid were under way in this browser, so this one was given up${outcome === 'failed' ? ', but Plaid did not confirm that its bank is disconnected. It is disconnected when it would have expired' : ' and nothing of it was kept'}. Start again.`;
    return redirectWithNotice(req, res, '/dashboard', sentence);
  }
  if (outcome === 'nothing') return redirectWithNotice(req, res, '/dashboard', NOTHING_TO_FINISH);
  const frame = frameOf(req, services, { title: 'Not begun in this browser' });
  res.status(403).send(services.views('pages/foreign-visit', { ...frame, outcome }));
}

export interface LinkWaitingPage extends Frame {
  /** Why it is not known how the visit ended; null while Plaid has just not said so. */
  readonly reason: string | null;
  /** Whether the page looks again by itself: not where that would go on for ever. */
  readonly isRefreshed: boolean;
}

/** Failures that waiting may end. */
const PASSING: readonly PlaidErrorKind[] = ['plaid-down', 'limited', 'bank-down', 'not-ready'];

function sendWaiting(services: Services, req: Request, res: Response, error: PlaidError | null = null): void {
  const isRefreshed = error === null || PASSING.includes(error.kind);
  const reason = error && refusalSentence(error, 'it is not known yet how your visit ended');
  if (isRefreshed) res.set('Refresh', String(REFRESH_SECONDS));
  const frame = frameOf(req, services, { title: 'Waiting for Plaid' });
  res.send(services.views('pages/link-waiting', { ...frame, reason, isRefreshed }));
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
