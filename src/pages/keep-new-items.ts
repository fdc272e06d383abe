/** What was linked becomes a sealed cookie of its own, or is ended at Plaid: no Item is left that nobody can remove. */

import type { Request, Response } from 'express';
import type { Asking, Bank, LinkResult } from '../bank/bank.ts';
import { type Connection, packConnection } from '../bank/connection.ts';
import { settle } from '../dashboard/outcome.ts';
import { VaultFullError } from '../http/vault.ts';
import type { Services } from '../services.ts';
import { expiryOf, lifetimeOf } from './lifetime.ts';
import { leaveWith } from './notices.ts';

type NewItem = LinkResult['newItems'][number];

/** Exchanges every public token, keeps each Item in the browser, and sends the person to the dashboard. */
export async function keepNewItems(options: {
  services: Services;
  req: Request;
  res: Response;
  asking: Asking;
  lifetimeId: string;
  result: LinkResult;
}): Promise<void> {
  const { services, req, res, asking, result } = options;
  const { bank, config, now } = services;
  const lifetime = lifetimeOf(options.lifetimeId, config.maxSessionDays);
  const expiresAt = expiryOf(lifetime, now());
  const exchanged = await Promise.all(
    result.newItems.map((item) => settle(exchange(bank, item, now(), asking))),
  );

  const sentences: string[] = [];
  for (const outcome of exchanged) {
    if (!outcome.ok) {
      sentences.push('One bank could not be connected: Plaid did not hand over its key. Link it again.');
      continue;
    }
    const connection = outcome.value;
    const isKept =
      !res.destroyed && keep(req, connection, { expiresAt, isSessionOnly: lifetime.isSessionOnly });
    if (!isKept) await settle(bank.remove(connection.accessToken, asking));
    sentences.push(
      isKept
        ? `${connection.institutionName} is connected (${lifetime.label}).`
        : `${connection.institutionName} was not connected: this browser holds as many banks as it can carry.`,
    );
  }
  leaveWith(req, res, '/dashboard', ...sentences);
}

async function exchange(bank: Bank, item: NewItem, linkedAt: Date, asking: Asking): Promise<Connection> {
  const { accessToken, itemId } = await bank.exchange(item.publicToken, asking);
  const status = item.institutionName === null ? await settle(bank.item(accessToken, asking)) : null;
  const nameFromItem = status?.ok ? status.value.institutionName : null;
  return {
    accessToken,
    itemId,
    institutionId: item.institutionId,
    institutionName: item.institutionName ?? nameFromItem ?? 'Your bank',
    linkedAt,
  };
}

function keep(
  req: Request,
  connection: Connection,
  term: { expiresAt: Date; isSessionOnly: boolean },
): boolean {
  try {
    req.vault.add({ content: packConnection(connection), ...term });
    return true;
  } catch (error) {
    if (error instanceof VaultFullError) return false;
    throw error;
  }
}
