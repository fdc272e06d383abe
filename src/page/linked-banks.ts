/** The banks that this browser holds the keys to. */

import type { Request } from 'express';
import { unpackConnection } from '../connections/connection.ts';
import type { LinkedBank } from '../reading/reading.ts';

/** In the order they were linked. */
export function linkedBanksOf(req: Request): LinkedBank[] {
  return req.vault.entries
    .flatMap(({ slot, content, expiresAt }) => {
      const connection = unpackConnection(content);
      return connection ? [{ id: slot, connection, expiresAt }] : [];
    })
    .sort((a, b) => a.connection.linkedAt.getTime() - b.connection.linkedAt.getTime());
}
