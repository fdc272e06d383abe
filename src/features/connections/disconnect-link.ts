/**
 * A link that a person can save, to disconnect one bank even when its cookie is gone. Whoever has it can do that and
 * nothing else: it is sealed for this alone, and holds no access token, since an address is kept in histories and logs.
 */

import type { RequestHandler } from 'express';
import { type Connection, environmentOf } from '../../connections/connection.ts';
import type { Sealer } from '../../crypto/sealer.ts';
import { type Frame, frameOf } from '../../page/frame.ts';
import type { Gateway, PlaidCallOptions, Result } from '../../plaid/gateway.ts';
import type { Services } from '../../services.ts';
import { HttpError } from '../../web/errors.ts';
import { refusalSentence } from './refusals.ts';

const BINDING = { purpose: 'disconnect', name: 'link' } as const;
/** As late as a seal can say: a connection that nobody ends lasts as long as Plaid does. */
const NEVER = new Date(0xffff_ffff * 1000);

/** What ends an Item together with Plaid's secret: both are names, and neither is a key. */
interface Handle {
  readonly userId: string;
  readonly itemId: string;
  /** Where both are known; null where the token does not tell, and in links of earlier versions. */
  readonly environment: Services['environment'];
}

export interface DisconnectPage extends Frame {
  /** Null before the question is answered. `elsewhere`: this server's Plaid cannot know, and is not asked. */
  readonly outcome: 'removed' | 'gone' | 'failed' | 'elsewhere' | null;
  /** Why it failed. */
  readonly reason: string | null;
  readonly path: string;
  readonly at: string | null;
}

/** The path of one bank's link; null where only its access token could end it (ASVS 14.2.1). */
export function disconnectPath(
  { sealer, environment }: Pick<Services, 'sealer' | 'environment'>,
  { userId, itemId, accessToken }: Connection,
): string | null {
  if (userId === null) return null;
  // A token of the demo's names the sandbox, which does not know it.
  const known = environment === 'demo' ? environment : environmentOf(accessToken);
  const needed: Handle = { userId, itemId, environment: known };
  return `/disconnect/${sealer.seal(Buffer.from(JSON.stringify(needed)), NEVER, BINDING)}`;
}

/** GET /disconnect/:sealed: asks first, since what follows a link must change nothing by itself. */
export function getDisconnectLink(services: Services): RequestHandler<{ sealed: string }> {
  return (req, res) => {
    openHandle(services.sealer, req.params.sealed);
    const frame = frameOf(req, services, { title: 'Disconnect a bank' });
    res.send(
      services.views('pages/disconnect', { ...frame, path: req.path, at: null, outcome: null, reason: null }),
    );
  };
}

/** POST /disconnect/:sealed */
export function postDisconnectLink(services: Services): RequestHandler<{ sealed: string }> {
  const { gateway, transactionCache, environment, now, sealer, views } = services;
  return async (req, res) => {
    const handle = openHandle(sealer, req.params.sealed);
    const show = (outcome: DisconnectPage['outcome'], reason: string | null) => {
      const frame = frameOf(req, services, { title: 'Disconnect a bank' });
      const at = req.context.format.time(now());
      res.send(views('pages/disconnect', { ...frame, path: req.path, at, outcome, reason }));
    };
    // Here neither is known, which would look as if there were nothing left to end.
    const isElsewhere = environment !== null && (handle.environment ?? environment) !== environment;
    if (isElsewhere) return show('elsewhere', null);
    const [ended] = await Promise.all([
      endItem(gateway, handle, req.context.durableCalls),
      transactionCache.remove([handle.itemId]),
    ]);
    if (ended.ok) show(ended.value, null);
    else show('failed', refusalSentence(ended.error));
  };
}

/** Earlier versions sealed access tokens into some links, which open no more. */
function openHandle(sealer: Sealer, sealed: string): Handle {
  const opened = sealer.open(sealed, BINDING);
  const { userId, itemId, environment = null } = opened ? JSON.parse(opened.content.toString()) : {};
  if (typeof userId !== 'string' || typeof itemId !== 'string') throw new HttpError(404);
  return { userId, itemId, environment };
}

async function endItem(
  gateway: Gateway,
  { userId, itemId }: Handle,
  callOptions: PlaidCallOptions,
): Promise<Result<'removed' | 'gone'>> {
  const items = await gateway.userItems(userId, callOptions);
  if (!items.ok) return items;
  if (!items.value?.some((item) => item.itemId === itemId)) return { ok: true, value: 'gone' };
  const removed =
    items.value.length === 1
      ? await gateway.removeUser(userId, callOptions)
      : await gateway.removeUserItems(userId, [itemId], callOptions);
  return removed.ok ? { ok: true, value: 'removed' } : removed;
}
