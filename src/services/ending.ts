/** What ends connections on time. */

import { endExpired } from '../bank/end-expired.ts';
import { logFailure } from '../bank/failure-log.ts';
import type { Asking, Bank } from '../bank/gateway.ts';
import { attempt } from '../bank/result.ts';
import type { WebhookAddresses } from '../http/webhook-address.ts';
import type { Log } from '../log.ts';
import type { Copies } from '../stores/copies.ts';
import type { Ends } from '../stores/ends.ts';
import { createRegister, type Register } from '../stores/register.ts';

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
