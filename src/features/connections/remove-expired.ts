/** Middleware: notes when each bank of the request expires, and removes at Plaid what has expired. */

import { setTimeout as wait } from 'node:timers/promises';
import type { Request, RequestHandler } from 'express';
import { type Connection, unpackConnection } from '../../connections/connection.ts';
import type { Services } from '../../services.ts';
import type { VaultEntry } from '../../web/vault.ts';

/** How long a page waits for the removal of what has expired. */
const REMOVE_TIMEOUT_MS = 5000;

/** Notes when each bank expires, and removes expired Items at Plaid before their cookies are cleared. */
export function removeExpired(services: Services): RequestHandler {
  return async (req, _res, next) => {
    for (const { connection, expiresAt } of req.context.banks) {
      if (connection.userId !== null) services.expirySchedule.note(connection.userId, expiresAt);
    }
    await Promise.all(req.vault.expired.map((entry) => endEntry(services, req, entry)));
    next();
  };
}

/** The cookie stays for another time when Plaid does not confirm, or not soon. */
async function endEntry(services: Services, req: Request, entry: VaultEntry): Promise<void> {
  const connection = unpackConnection(entry.content);
  const isEnded =
    connection === null ||
    (await Promise.race([
      endConnection(services, req, connection, entry.expiresAt),
      wait(REMOVE_TIMEOUT_MS, false, { ref: false }),
    ]));
  if (isEnded) req.vault.remove(entry.slot);
}

/** Through the user, where there is one: a cookie may be an old one of a bank that was extended. */
async function endConnection(
  { gateway, transactionCache, expirySchedule }: Services,
  req: Request,
  { userId, accessToken, itemId }: Connection,
  expiresAt: Date,
): Promise<boolean> {
  const isEnded =
    userId === null
      ? (await gateway.remove(accessToken, req.context.durableCalls)).ok
      : await expirySchedule.end(userId, expiresAt);
  if (isEnded) await transactionCache.remove([itemId]);
  return isEnded;
}
