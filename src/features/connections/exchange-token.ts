/** The exchange of a public token for an access token, which Plaid makes once: what comes of it is the new connection. */

import type { Request } from 'express';
import type { Connection } from '../../connections/connection.ts';
import type { Result } from '../../plaid/gateway.ts';
import type { Services } from '../../services.ts';
import { digestsOf, type NewItem } from './duplicates.ts';

const NAMELESS = 'Your bank';

/** What a page calls the bank before anything else is known of it. */
export function nameOf({ institutionName }: NewItem): string {
  return institutionName ?? NAMELESS;
}

/** The connection to a new Item. Where Link gave no name of the bank, the Item is asked for it. */
export async function exchangeToken(
  { gateway, now }: Services,
  { context: { durableCalls } }: Request,
  { item, userId }: { item: NewItem; userId: string | null },
): Promise<Result<Connection>> {
  const exchanged = await gateway.exchange(item.publicToken, durableCalls);
  if (!exchanged.ok) return exchanged;
  const { accessToken, itemId } = exchanged.value;
  const nameFromItem = async () => {
    const status = await gateway.item(accessToken, durableCalls);
    return status.ok ? status.value.institutionName : null;
  };
  return {
    ok: true,
    value: {
      ...{ accessToken, itemId, userId, institutionId: item.institutionId },
      institutionName: item.institutionName ?? (await nameFromItem()) ?? NAMELESS,
      linkedAt: now(),
      accountDigests: digestsOf(item.accounts),
    },
  };
}
