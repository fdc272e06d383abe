/** The cached transactions that Redis holds of this browser's banks. */

import type { Request } from 'express';
import type { CacheEntry } from '../../redis/cache-entry.ts';
import type { Services } from '../../services.ts';

/** All of them; null where Redis does not tell of every one. */
export async function cachedTransactionsOf(
  req: Request,
  { transactionCache }: Services,
): Promise<{ bankName: string; entry: CacheEntry }[] | null> {
  const found = await Promise.all(
    req.context.banks.map(async ({ connection }) => ({
      bankName: connection.institutionName,
      ...(await transactionCache.find(connection)),
    })),
  );
  if (found.some(({ isKnown }) => !isKnown)) return null;
  return found.flatMap(({ bankName, entry }) => (entry ? [{ bankName, entry }] : []));
}
