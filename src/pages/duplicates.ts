/** Linking the same login again makes a second Item, which is billed besides and counts all its money twice. */

import type { Request } from 'express';
import type { Overlap } from '../bank/account-overlap.ts';
import type { Connection } from '../bank/connection.ts';
import type { Asking, Bank } from '../bank/gateway.ts';
import { linkedBanksOf } from './linked-banks.ts';

/** How many of a new Item's accounts another bank of this browser shows already; a bank that does not answer, none. */
export async function accountsKnownAlready(
  bank: Bank,
  req: Request,
  { accessToken, institutionId }: Connection,
  asking: Asking,
): Promise<Overlap> {
  const sameBank = linkedBanksOf(req).filter(
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
