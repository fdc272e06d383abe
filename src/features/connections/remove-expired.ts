/** Middleware: notes when each bank of the request expires, and removes at Plaid what has expired. */

import { setTimeout as wait } from 'node:timers/promises';
import type { Request, RequestHandler } from 'express';
import { type Connection, unpackConnection } from '../../connections/connection.ts';
import type { ExpiryOutcome } from '../../connections/expiry-schedule.ts';
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
    // A copy, since each is taken out of the vault's own list as it ends.
    await Promise.all([...req.vault.expired].map((entry) => endEntry(services, req, entry)));
    next();
  };
}

/** The cookie stays for another time when Plaid does not confirm, or not soon, or shows another time than our clock. */
async function endEntry(services: Services, req: Request, entry: VaultEntry): Promise<void> {
  const { slot, content, expiresAt, isSessionOnly } = entry;
  const connection = unpackConnection(content);
  if (connection === null) return req.vault.remove(slot);
  const outcome = await Promise.race([
    endConnection(services, req, connection, expiresAt),
    wait(REMOVE_TIMEOUT_MS, 'failed', { ref: false }),
  ]);
  if (outcome === 'clocks differ') {
    req.context.undecided.push({ id: slot, connection, expiresAt, isSessionOnly });
  }
  // Our clock may have been set right meanwhile, and what has not expired by it was spared.
  if (outcome === 'ended' && expiresAt <= services.now()) req.vault.remove(slot);
}

/** Through the user, where Plaid has one: a cookie may be an old one of a bank that was extended. */
async function endConnection(
  services: Services,
  req: Request,
  { userId, accessToken, itemId }: Connection,
  expiresAt: Date,
): Promise<ExpiryOutcome> {
  const { transactionCache, expirySchedule } = services;
  const byUser = userId === null ? 'refused' : await expirySchedule.end(userId, expiresAt);
  const outcome = byUser === 'refused' ? await endItem(services, req, accessToken, expiresAt) : byUser;
  if (outcome === 'ended') await transactionCache.remove([itemId]);
  return outcome;
}

/** By its own key. Asking what time it is at Plaid is free, and ends nothing. */
async function endItem(
  { gateway, clocksAgree, now }: Services,
  req: Request,
  accessToken: string,
  expiresAt: Date,
): Promise<ExpiryOutcome> {
  const time = now();
  if (expiresAt > time) return 'failed';
  const plaidTime = await gateway.plaidTime(accessToken, req.context.durableCalls);
  if (!plaidTime.ok) return 'failed';
  if (!clocksAgree(time, plaidTime.value)) return 'clocks differ';
  return (await gateway.remove(accessToken, req.context.durableCalls)).ok ? 'ended' : 'failed';
}
