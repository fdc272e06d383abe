/** Plaid's webhooks: news of an Item clears its cached transactions, and an Item that has expired is removed. */

import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import express, { type RequestHandler } from 'express';
import type { UserTerm } from '../../connections/webhook-url.ts';
import { createWebhookKeys } from '../../plaid/webhook-keys.ts';
import { isPlaidsWebhook, webhookKeyId } from '../../plaid/webhook-signature.ts';
import type { Services } from '../../services.ts';

/** Plaid's longest webhooks have a few kilobytes. */
const MAX_BODY_BYTES = 64 * 1024;
/** Plaid gives up after ten seconds, and keeps a connection open meanwhile. */
const ANSWER_WITHIN_MS = 1000;
/** Of what is done, so that a repeated webhook costs nothing. */
const MOST_REMEMBERED = 1000;

/** The person has taken back at Plaid what they had allowed (Plaid, /docs/api/items/#webhooks). */
const REVOKED = ['USER_PERMISSION_REVOKED', 'USER_ACCOUNT_REVOKED'];

type SealedPath = { sealed: string };

/** The parts of a webhook's body that count here. */
interface News {
  readonly webhook_type?: unknown;
  readonly webhook_code?: unknown;
  readonly item_id?: unknown;
  readonly public_token?: unknown;
  readonly public_tokens?: unknown;
}

/** POST /plaid/webhook/:sealed, cheapest check first; a refusal tells nothing. */
export function postWebhook(services: Services): RequestHandler<SealedPath>[] {
  return [
    refuseStrangers(services),
    express.raw({ type: () => true, limit: MAX_BODY_BYTES, inflate: false }),
    endWhatHasExpired(services),
  ];
}

/** Before the body is read: only Plaid was ever given an address that opens, and only it sends such a header. */
function refuseStrangers({ webhooks }: Services): RequestHandler<SealedPath> {
  return (req, res, next) => {
    if (!webhooks.open(req.params.sealed)) return res.sendStatus(404);
    if (!webhookKeyId(req.get('plaid-verification'))) return res.sendStatus(401);
    next();
  };
}

function endWhatHasExpired(services: Services): RequestHandler<SealedPath> {
  const { gateway, transactionCache, webhooks, expirySchedule, failures, now } = services;
  const keys = createWebhookKeys((keyId) => gateway.webhookKey(keyId), now);
  /** Webhooks that were answered with success. */
  const heard = createMemory();
  /** Addresses for which there is nothing left to do. */
  const done = createMemory();

  return async (req, res) => {
    const { sealed } = req.params;
    const term = webhooks.open(sealed);
    const token = req.get('plaid-verification') ?? '';
    const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
    if (!term) return res.sendStatus(401);
    const verified = await isPlaidsWebhook({ token, body }, { keys, now: now() });
    // Plaid repeats what is answered by an error.
    if (!verified.ok) {
      failures.note(verified.error, { requestId: req.id });
      return res.sendStatus(500);
    }
    if (!verified.value) return res.sendStatus(401);

    // Whoever repeats one while it is fresh clears no cache a second time. Plaid repeats only what failed.
    const id = idOf(sealed, token);
    if (heard.has(id)) return res.sendStatus(200);
    const news: News = JSON.parse(body.toString());
    const itemId = itemWithNews(news);
    if (itemId !== null && !(await transactionCache.remove([itemId]))) return res.sendStatus(503);
    const status = await endIfExpired(sealed, term, news);
    if (status === 200) heard.add(id);
    res.sendStatus(status);
  };

  async function endIfExpired(sealed: string, { userId, expiresAt }: UserTerm, news: News): Promise<number> {
    if (done.has(sealed)) return 200;
    if (expiresAt > now()) {
      // After a restart this is how the expiry schedule learns of those who do not come back.
      if (!isOfVisitWithoutItem(news)) expirySchedule.note(userId, expiresAt);
      return 200;
    }
    // What is answered too early stays in the expiry schedule.
    const answer = expirySchedule.end(userId, expiresAt).then((outcome) => {
      // Plaid need not repeat what can never be done by this address.
      const isDone = outcome === 'ended' || outcome === 'refused';
      if (isDone) done.add(sealed);
      return isDone ? 200 : 500;
    });
    return Promise.race([answer, wait(ANSWER_WITHIN_MS, 200, { ref: false })]);
  }
}

/** Of one webhook at one address: what was signed, without the signature, since ECDSA has two for the same. */
function idOf(sealed: string, token: string): string {
  const signed = token.slice(0, token.lastIndexOf('.'));
  return createHash('sha256').update(`${sealed} ${signed}`).digest('base64url');
}

/** The latest texts that were added. */
function createMemory() {
  const texts = new Set<string>();
  return {
    has: (text: string) => texts.has(text),
    add(text: string) {
      texts.add(text);
      const [oldest] = texts;
      if (texts.size > MOST_REMEMBERED && oldest !== undefined) texts.delete(oldest);
    },
  };
}

/** The Item whose transactions have changed, or are not ours to know any more; null where it is about something else. */
function itemWithNews({ webhook_type: type, webhook_code: code, item_id: itemId }: News): string | null {
  const isNews = type === 'TRANSACTIONS' || REVOKED.some((revoked) => revoked === code);
  return isNews && typeof itemId === 'string' ? itemId : null;
}

/** A visit that anyone can begin and leave: it is noted already, for as long as one lasts. */
function isOfVisitWithoutItem({ webhook_type: type, public_token: one, public_tokens: all }: News): boolean {
  return type === 'LINK' && typeof one !== 'string' && !(Array.isArray(all) && all.length > 0);
}
