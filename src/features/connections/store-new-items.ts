/** What was linked becomes a sealed cookie of its own, or is ended at Plaid: no Item is left that nobody can remove. */

import type { Request, Response } from 'express';
import { type Connection, packConnection } from '../../connections/connection.ts';
import { type Lifetime, lifetimeOf } from '../../connections/lifetime.ts';
import type { Overlap } from '../../plaid/account-overlap.ts';
import type { Asking, Bank, LinkResult, Result } from '../../plaid/gateway.ts';
import { attempt } from '../../plaid/result.ts';
import type { Services } from '../../services.ts';
import { leaveWith } from '../../web/flash.ts';
import type { PendingLink } from '../../web/session.ts';
import { VaultFullError } from '../../web/vault.ts';

type NewItem = LinkResult['newItems'][number];

/** A visit that has brought new Items. */
export interface Arrival {
  readonly services: Services;
  readonly req: Request;
  readonly res: Response;
  readonly asking: Asking;
  readonly pending: PendingLink;
  readonly newItems: readonly NewItem[];
}

/** Exchanges every public token, keeps each Item in the browser, and sends the person to the dashboard. */
export async function keepNewItems(arrival: Arrival): Promise<void> {
  const { services, req, res, asking, pending, newItems } = arrival;
  const exchanged = await Promise.all(newItems.map((item) => attempt(asking, () => exchange(arrival, item))));
  const sentences: string[] = [];
  const kept: Connection[] = [];
  // A key that was lost on the way here, or could not be used, belongs to an Item that only its user can still end.
  let isKeyLost = false;
  // One after the other, since one visit can bring the same bank twice.
  for (const outcome of exchanged) {
    if (!outcome.ok) {
      sentences.push('One bank could not be connected: Plaid did not hand over its key. Link it again.');
      // A token that Plaid does not know any more may have been used by another tab, which holds the key.
      isKeyLost ||= outcome.error.kind !== 'relink';
      continue;
    }
    const { isKept, isEnded, sentence } = await keepOrEnd(arrival, outcome.value);
    if (isKept) kept.push(outcome.value);
    else isKeyLost ||= !isEnded;
    sentences.push(sentence);
  }
  if (res.destroyed) {
    // Nobody is there to take the keys.
    for (const { accessToken } of kept.splice(0)) {
      const ended = await services.bank.remove(accessToken, asking);
      isKeyLost ||= !ended.ok;
    }
  }
  if (pending.userId !== null && kept.length < newItems.length) {
    const keptItemIds = kept.map(({ itemId }) => itemId);
    await endStrays(services, { userId: pending.userId, keptItemIds, isKeyLost, asking });
  }
  leaveWith(req, res, '/dashboard', ...sentences);
}

async function exchange({ services, asking, pending }: Arrival, item: NewItem): Promise<Result<Connection>> {
  const exchanged = await services.bank.exchange(item.publicToken, asking);
  if (!exchanged.ok) return exchanged;
  const { accessToken, itemId } = exchanged.value;
  const nameFromItem = async () => {
    const status = await services.bank.item(accessToken, asking);
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
async function keepOrEnd(
  { services, req, res, asking, pending }: Arrival,
  connection: Connection,
): Promise<{ isKept: boolean; isEnded: boolean; sentence: string }> {
  const name = connection.institutionName;
  const known = await accountsKnownAlready(services.bank, req, connection, asking);
  const lifetime = lifetimeOf(pending.lifetime, services.config.maxSessionDays);
  const isKept =
    known !== 'all' && !res.destroyed && keep(req, connection, new Date(pending.expiresAt), lifetime);
  const isEnded = !isKept && (await services.bank.remove(connection.accessToken, asking)).ok;
  if (known === 'all') {
    return {
      isKept,
      isEnded,
      sentence: `${name} was connected already with these accounts, so the second connection ${isEnded ? 'was ended again' : 'ends by itself'}. If a bank wants you to sign in, repair it on the overview.`,
    };
  }
  if (!isKept) {
    return {
      isKept,
      isEnded,
      sentence: `${name} was not connected: this browser holds as many banks as it can carry.`,
    };
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
export async function accountsKnownAlready(
  bank: Bank,
  req: Request,
  { accessToken, institutionId }: Connection,
  asking: Asking,
): Promise<Overlap> {
  const sameBank = req.context.banks.filter(
    ({ connection }) => institutionId !== null && connection.institutionId === institutionId,
  );
  const overlaps = await Promise.all(
    sameBank.map(async ({ connection }) => {
      const outcome = await bank.overlap(accessToken, connection.accessToken, asking);
      return outcome.ok ? outcome.value : 'none';
    }),
  );
  return (['all', 'some'] as const).find((overlap) => overlaps.includes(overlap)) ?? 'none';
}

export interface Strays {
  readonly userId: string;
  readonly keptItemIds: readonly string[];
  /** An Item of the user's may exist whose key never arrived. Otherwise others may be in another tab's hands. */
  readonly isKeyLost: boolean;
  readonly asking: Asking;
}

/** Ends them, and the user when nothing is left; where Plaid does not answer, the register does it in time. */
export async function endStrays({ bank, register }: Services, strays: Strays): Promise<void> {
  const { userId, keptItemIds, isKeyLost, asking } = strays;
  const items = await bank.userItems(userId, asking);
  if (!items.ok) return;
  const itemIds = items.value.map(({ itemId }) => itemId);
  const lost = isKeyLost ? itemIds.filter((itemId) => !keptItemIds.includes(itemId)) : [];
  if (lost.length === itemIds.length) {
    const removed = await bank.removeUser(userId, asking);
    if (removed.ok) register.forget(userId);
  } else if (lost.length > 0) {
    await bank.removeUserItems(userId, lost, asking);
  }
}
