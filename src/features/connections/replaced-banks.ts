/**
 * Ending banks whose place new ones have taken. At some banks a second login ends the first Item, but only one of the same
 * login: another person's goes on, and nobody may lose what only the earlier connection has.
 */

import type { Request } from 'express';
import { overlapOf } from '../../plaid/account-overlap.ts';
import type { LinkedBank } from '../../reading/reading.ts';
import type { Services } from '../../services.ts';
import { removeBanks } from './disconnect.ts';
import { goesOn } from './duplicates.ts';

/** Ends those of these banks that the other ones of the same institution replace; what became of each. */
export async function removeReplacedBanks(
  services: Services,
  req: Request,
  ids: readonly string[],
): Promise<string[]> {
  const replaced = req.context.banks.filter(({ id }) => ids.includes(id));
  const sentences = await Promise.all(replaced.map((bank) => endUnlessNeeded(services, req, bank, ids)));
  return sentences.flat();
}

async function endUnlessNeeded(
  services: Services,
  req: Request,
  bank: LinkedBank,
  replacedIds: readonly string[],
): Promise<string[]> {
  const { institutionId, institutionName: name } = bank.connection;
  const others = req.context.banks.filter(
    ({ id, connection }) => !replacedIds.includes(id) && connection.institutionId === institutionId,
  );
  // The new one has been disconnected since.
  if (others.length === 0) return [];
  const use = await useOf(services, req, bank, others);
  if (use === 'needed') {
    return [
      `The earlier connection to ${name} stays as well: it has accounts that the new one lacks. Accounts in both stand here twice. If both are of one login, the bank ends the earlier one: disconnect it once it asks you to sign in again.`,
    ];
  }
  const lines = use === 'none' ? await removeBanks(services, req, [bank]) : [];
  return [
    lines.some(({ isRemoved }) => isRemoved)
      ? `The earlier connection to ${name} was ended: the new one takes its place.`
      : `The earlier connection to ${name} could not be ended just now. Disconnect it under Banks, or it goes on being billed.`,
  ];
}

/** Whether a bank is `needed` beside others of its institution: it goes on, and shares accounts that they do not. */
async function useOf(
  { gateway }: Services,
  { context: { durableCalls } }: Request,
  bank: LinkedBank,
  others: readonly LinkedBank[],
): Promise<'needed' | 'none' | 'unknown'> {
  const ask = ({ connection }: LinkedBank) => gateway.sharedAccounts(connection.accessToken, durableCalls);
  const own = await ask(bank);
  const error = own.ok ? own.value.error : own.error;
  if (!goesOn(error)) return 'none';
  if (!own.ok) return 'unknown';
  const shared = await Promise.all(others.map(ask));
  if (shared.some((other) => !other.ok && goesOn(other.error))) return 'unknown';
  const elsewhere = shared.flatMap((other) =>
    other.ok && goesOn(other.value.error) ? other.value.accounts : [],
  );
  const overlap = overlapOf(own.value.accounts, elsewhere);
  return overlap === 'same' || overlap === 'fewer' ? 'none' : 'needed';
}
