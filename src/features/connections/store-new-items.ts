/**
 * Stores each newly linked Item in a sealed cookie, or removes it at Plaid, so that none is left that nobody can
 * remove.
 */

import type { Request, Response } from 'express';
import { type Connection, packConnection } from '../../connections/connection.ts';
import { type Lifetime, lifetimeOf } from '../../connections/lifetime.ts';
import type { Overlap } from '../../plaid/account-overlap.ts';
import type { Gateway, LinkResult, Result } from '../../plaid/gateway.ts';
import { attempt } from '../../plaid/result.ts';
import type { Services } from '../../services.ts';
import type { PendingLink } from '../../web/session.ts';
import { VaultFullError } from '../../web/vault.ts';

type NewItem = LinkResult['newItems'][number];

/** A visit that has brought new Items. */
interface Arrival {
  readonly services: Services;
  readonly req: Request;
  readonly res: Response;
  readonly pending: PendingLink;
  readonly newItems: readonly NewItem[];
}

/** What came of a visit, and what to say of it. */
interface Stored {
  /** A key was handed over that is not here, and may be with the next request: then it is to be asked once more. */
  readonly isLookedFor: boolean;
  readonly sentences: readonly string[];
}

const NOT_HANDED_OVER = 'One bank could not be connected: Plaid did not hand over its key. Link it again.';

/** Exchanges every public token and keeps each Item in the browser. */
export async function storeNewItems(arrival: Arrival): Promise<Stored> {
  const { services, req, res, pending, newItems } = arrival;
  const { durableCalls } = req.context;
  const exchanged = await Promise.all(
    newItems.map((item) => attempt(durableCalls, () => exchange(arrival, item))),
  );
  const sentences: string[] = [];
  const failures: string[] = [];
  const kept: Connection[] = [];
  // A key that was lost on the way here, or could not be used, belongs to an Item that only its user can still end.
  let isKeyLost = false;
  // Plaid hands over a key once: another tab has it, or a process that was killed before it could answer.
  let isHandedOver = false;
  // One after the other, since one visit can bring the same bank twice.
  for (const outcome of exchanged) {
    if (!outcome.ok) {
      if (outcome.error.kind === 'relink') isHandedOver = true;
      else isKeyLost = true;
      failures.push(NOT_HANDED_OVER);
      continue;
    }
    const { isKept, isEnded, sentence } = await storeOrRemove(arrival, outcome.value);
    if (isKept) kept.push(outcome.value);
    else isKeyLost ||= !isEnded;
    sentences.push(sentence);
  }
  if (res.destroyed) {
    // Nobody is there to take the keys.
    for (const { accessToken } of kept.splice(0)) {
      const ended = await services.gateway.remove(accessToken, durableCalls);
      isKeyLost ||= !ended.ok;
    }
  }
  const { userId, isLookedFor = false } = pending;
  if (userId !== null && kept.length < newItems.length) {
    const { banks, undecided } = req.context;
    const heldItemIds = [...banks, ...undecided]
      .filter(({ connection }) => connection.userId === userId)
      .map(({ connection }) => connection.itemId);
    const isHeld = heldItemIds.length >= newItems.length;
    // The answer that carries the key to this browser may be on its way: it is there with the next request.
    if (isHandedOver && !isHeld && !isLookedFor && !isKeyLost) return { isLookedFor: true, sentences };
    if (isHandedOver && isHeld) return { isLookedFor: false, sentences };
    await removeOrphanedItems(services, req, {
      userId,
      heldItemIds: res.destroyed ? [] : heldItemIds,
      isKeyLost: isKeyLost || isHandedOver,
    });
  }
  return { isLookedFor: false, sentences: [...sentences, ...failures] };
}

async function exchange({ services, req, pending }: Arrival, item: NewItem): Promise<Result<Connection>> {
  const { durableCalls } = req.context;
  const exchanged = await services.gateway.exchange(item.publicToken, durableCalls);
  if (!exchanged.ok) return exchanged;
  const { accessToken, itemId } = exchanged.value;
  const nameFromItem = async () => {
    const status = await services.gateway.item(accessToken, durableCalls);
    return status.ok ? status.value.institutionName : null;
  };
  return {
    ok: true,
    value: {
      accessToken,
      itemId,
      userId: pending.userId,
      institutionId: item.institutionId,
      institutionName: item.institutionName ?? (await nameFromItem()) ?? 'Your bank',
      linkedAt: services.now(),
    },
  };
}

/** What became of one Item, and what to say of it. */
async function storeOrRemove(
  { services, req, res, pending }: Arrival,
  connection: Connection,
): Promise<{ isKept: boolean; isEnded: boolean; sentence: string }> {
  const { accessToken, institutionName: name } = connection;
  const known = await accountsKnownAlready(services.gateway, req, connection);
  const lifetime = lifetimeOf(pending.lifetime, services.config.maxSessionDays);
  const isKept =
    known !== 'all' && !res.destroyed && keep(req, connection, new Date(pending.expiresAt), lifetime);
  const isEnded = !isKept && (await services.gateway.remove(accessToken, req.context.durableCalls)).ok;
  if (known === 'all') {
    const sentence = `${name} was connected already with these accounts, so the second connection ${isEnded ? 'was ended again' : 'ends by itself'}. If a bank wants you to sign in, repair it on the overview.`;
    return { isKept, isEnded, sentence };
  }
  if (!isKept) {
    const sentence = `${name} was not connected: this browser holds as many banks as it can carry.`;
    return { isKept, isEnded, sentence };
  }
  const twice =
    known === 'some' ? ' Some of its accounts now stand here twice: disconnect one of the two.' : '';
  return { isKept, isEnded, sentence: `${name} is connected (${lifetime.label}).${twice}` };
}

function keep(req: Request, connection: Connection, expiresAt: Date, { isSessionOnly }: Lifetime): boolean {
  try {
    req.vault.add({ content: packConnection(connection), expiresAt, isSessionOnly });
    return true;
  } catch (error) {
    if (error instanceof VaultFullError) return false;
    throw error;
  }
}

/** How many of a new Item's accounts another bank of this browser shows already; a bank that does not answer, none. */
async function accountsKnownAlready(
  gateway: Gateway,
  req: Request,
  { accessToken, institutionId }: Connection,
): Promise<Overlap> {
  const { banks, durableCalls } = req.context;
  const sameBank = banks.filter(
    ({ connection }) => institutionId !== null && connection.institutionId === institutionId,
  );
  const overlaps = await Promise.all(
    sameBank.map(async ({ connection }) => {
      const outcome = await gateway.overlap(accessToken, connection.accessToken, durableCalls);
      return outcome.ok ? outcome.value : 'none';
    }),
  );
  return (['all', 'some'] as const).find((overlap) => overlaps.includes(overlap)) ?? 'none';
}

/**
 * Ends Items of the user's whose key was lost, and the user when nothing is left; others may be in another tab's hands.
 * Where Plaid does not answer, the expiry schedule does it in time.
 */
async function removeOrphanedItems(
  { gateway, expirySchedule }: Services,
  { context: { durableCalls } }: Request,
  { userId, heldItemIds, isKeyLost }: { userId: string; heldItemIds: readonly string[]; isKeyLost: boolean },
): Promise<void> {
  const items = await gateway.userItems(userId, durableCalls);
  if (!items.ok) return;
  const itemIds = items.value.map(({ itemId }) => itemId);
  const lost = isKeyLost ? itemIds.filter((itemId) => !heldItemIds.includes(itemId)) : [];
  if (lost.length === itemIds.length) {
    const removed = await gateway.removeUser(userId, durableCalls);
    if (removed.ok) expirySchedule.forget(userId);
  } else if (lost.length > 0) {
    await gateway.removeUserItems(userId, lost, durableCalls);
  }
}
