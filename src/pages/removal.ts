/** Ending banks at Plaid: each cookie goes only when Plaid has said yes. */

import type { Request } from 'express';
import type { LinkedBank } from '../dashboard/reading.ts';
import type { Services } from '../services.ts';
import { askingToTheEnd } from './asking.ts';
import { linkedBanksOf } from './linked-banks.ts';

/** What became of one bank: a line of the receipt. */
export interface ReceiptLine {
  readonly name: string;
  readonly isRemoved: boolean;
  /** Plaid had no such connection any more. */
  readonly wasGone: boolean;
  /** When Plaid answered. */
  readonly at: Date;
  /** Plaid's `request_id`, for a question to its support. */
  readonly requestId: string | null;
  /** The copy of its transactions in Redis is gone. */
  readonly isCopyGone: boolean;
}

/**
 * Ends these banks, one call each, and those of Plaid's users who have none left. With `untilCopiesGo` a cookie stays
 * while its copy does, so that it can be repeated: nobody else could find the copy.
 */
export async function removeBanks(
  services: Services,
  req: Request,
  banks: readonly LinkedBank[],
  { untilCopiesGo = false } = {},
): Promise<ReceiptLine[]> {
  const lines = await Promise.all(
    banks.map(async (bank) => {
      const line = await removeBank(services, req, bank);
      if (line.isRemoved && (line.isCopyGone || !untilCopiesGo)) req.vault.remove(bank.id);
      return line;
    }),
  );
  const left = new Set(linkedBanksOf(req).map(({ connection }) => connection.userId));
  const userIds = new Set(banks.map(({ connection }) => connection.userId));
  await Promise.all(
    [...userIds].map((userId) =>
      userId === null || left.has(userId) ? null : removeUser(services, req, userId),
    ),
  );
  return lines;
}

async function removeBank(
  { bank, copies, log, now }: Services,
  req: Request,
  { connection }: LinkedBank,
): Promise<ReceiptLine> {
  const [outcome, isCopyGone] = await Promise.all([
    bank.remove(connection.accessToken, askingToTheEnd(req, log)),
    copies.remove([connection.itemId]),
  ]);
  const answer = outcome.ok ? outcome.value : { requestId: outcome.error.requestId, wasGone: false };
  return { name: connection.institutionName, isRemoved: outcome.ok, isCopyGone, at: now(), ...answer };
}

/** Nothing is billed for a user without Items, so a failure concerns nobody: the register tries again. */
async function removeUser({ bank, register, log }: Services, req: Request, userId: string): Promise<void> {
  const outcome = await bank.removeUser(userId, askingToTheEnd(req, log));
  if (outcome.ok) register.forget(userId);
}
