/** What ends connections on time. */

import { endExpired } from '../connections/expire-items.ts';
import { createRegister, type Register } from '../connections/expiry-schedule.ts';
import type { Ends } from '../connections/expiry-store.ts';
import type { WebhookAddresses } from '../connections/webhook-url.ts';
import type { Log } from '../log.ts';
import { logFailure } from '../plaid/failure-log.ts';
import type { Asking, Bank } from '../plaid/gateway.ts';
import { attempt } from '../plaid/result.ts';
import type { Copies } from '../redis/transaction-cache.ts';

export interface EndingOptions {
  readonly bank: Bank;
  readonly copies: Copies;
  readonly webhooks: WebhookAddresses;
  readonly log: Log;
  readonly ends: Ends;
  readonly now: () => Date;
}

/** A register that sweeps itself; what it ends, it ends with its copies. */
export function createEnding({ bank, copies, webhooks, log, ends, now }: EndingOptions): Register {
  const asking: Asking = { onFailure: (failure) => logFailure(log, failure) };
  return createRegister({
    now,
    ends,
    endExpired: (userId, expiresAt) =>
      attempt(asking, () =>
        endExpired({
          users: bank,
          userId,
          expiresAt,
          now: now(),
          endNamedBy: (webhook) => webhooks.endNamedBy(webhook, userId),
          onEnded: (itemIds) => void copies.remove(itemIds),
          asking,
        }),
      ),
  });
}
