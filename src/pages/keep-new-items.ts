/** What was linked becomes a sealed cookie of its own, or is ended at Plaid: no Item is left that nobody can remove. */

import type { Request, Response } from 'express';
import type { Asking, Bank } from '../bank/bank.ts';
import { type Connection, packConnection } from '../bank/connection.ts';
import type { LinkResult } from '../bank/linking.ts';
import { settle } from '../dashboard/outcome.ts';
import type { PendingLink } from '../http/session.ts';
import { VaultFullError } from '../http/vault.ts';
import type { Services } from '../services.ts';
import { accountsKnownAlready } from './duplicates.ts';
import { type Lifetime, lifetimeOf } from './lifetime.ts';
import { leaveWith } from './notices.ts';
import { endStrays } from './strays.ts';

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
  const exchanged = await Promise.all(newItems.map((item) => settle(exchange(arrival, item))));
  const sentences: string[] = [];
  const keptItemIds: string[] = [];
  // One after the other, since one visit can bring the same bank twice.
  for (const outcome of exchanged) {
    if (!outcome.ok) {
      sentences.push('One bank could not be connected: Plaid did not hand over its key. Link it again.');
      continue;
    }
    const { isKept, sentence } = await keepOrEnd(arrival, outcome.value);
    if (isKept) keptItemIds.push(outcome.value.itemId);
    sentences.push(sentence);
  }
  if (pending.userId !== null && keptItemIds.length < newItems.length) {
    // A key that was handed over and lost on the way here belongs to an Item that only its user can still end.
    const isKeyLost = exchanged.some((outcome) => !outcome.ok && outcome.error.kind === 'plaid-down');
    await endStrays(services, { userId: pending.userId, keptItemIds, isKeyLost, asking });
  }
  leaveWith(req, res, '/dashboard', ...sentences);
}

async function exchange({ services, asking, pending }: Arrival, item: NewItem): Promise<Connection> {
  const { accessToken, itemId } = await services.bank.exchange(item.publicToken, asking);
  const nameFromItem = async (bank: Bank) => {
    const status = await settle(bank.item(accessToken, asking));
    return status.ok ? status.value.institutionName : null;
  };
  return {
    accessToken,
    itemId,
    userId: pending.userId,
    institutionId: item.institutionId,
    institutionName: item.institutionName ?? (await nameFromItem(services.bank)) ?? 'Your bank',
    linkedAt: services.now(),
  };
}

/** What became of one Item, and what to say of it. */
async function keepOrEnd(
  { services, req, res, asking, pending }: Arrival,
  connection: Connection,
): Promise<{ isKept: boolean; sentence: string }> {
  const name = connection.institutionName;
  const known = await accountsKnownAlready(services.bank, req, connection, asking);
  const lifetime = lifetimeOf(pending.lifetime, services.config.maxSessionDays);
  const isKept =
    known !== 'all' && !res.destroyed && keep(req, connection, new Date(pending.expiresAt), lifetime);
  if (!isKept) await settle(services.bank.remove(connection.accessToken, asking));
  if (known === 'all') {
    return {
      isKept,
      sentence: `${name} was connected already with these accounts, so the second connection was ended again. If a bank wants you to sign in, repair it on the overview.`,
    };
  }
  if (!isKept) {
    return {
      isKept,
      sentence: `${name} was not connected: this browser holds as many banks as it can carry.`,
    };
  }
  const twice =
    known === 'some' ? ' Some of its accounts now stand here twice: disconnect one of the two.' : '';
  return { isKept, sentence: `${name} is connected (${lifetime.label}).${twice}` };
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
