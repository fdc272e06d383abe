/** The copies that Redis holds of this browser's banks. */

import type { Request } from 'express';
import type { Copy } from '../../redis/cache-entry.ts';
import type { Services } from '../../services.ts';

export interface HeldCopy {
  readonly bankName: string;
  readonly copy: Copy;
}

/** All of them; null where Redis does not tell of every one. */
export async function heldCopiesOf(req: Request, { copies }: Services): Promise<HeldCopy[] | null> {
  const found = await Promise.all(
    req.context.banks.map(async ({ connection }) => ({
      bankName: connection.institutionName,
      ...(await copies.find(connection)),
    })),
  );
  if (found.some(({ isKnown }) => !isKnown)) return null;
  return found.flatMap(({ bankName, copy }) => (copy ? [{ bankName, copy }] : []));
}
