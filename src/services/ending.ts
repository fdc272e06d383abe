/** What ends connections on time. */

import type { Bank } from '../bank/bank.ts';
import { endExpired } from '../bank/end-expired.ts';
import { isThisMachine } from '../http/address.ts';
import type { Sealer } from '../http/seal.ts';
import { createWebhookAddresses, type WebhookAddresses } from '../http/webhook-address.ts';
import type { Log } from '../log.ts';
import type { Ends } from '../stores/ends.ts';
import { createRegister, type Register } from '../stores/register.ts';

export interface EndingOptions {
  readonly bank: Bank;
  readonly sealer: Sealer;
  readonly isSecure: boolean;
  readonly log: Log;
  readonly ends: Ends;
  readonly now: () => Date;
  /** Where Plaid is. It reaches an https address; a Plaid on this machine reaches any of ours. */
  readonly plaidHost: string;
}

/** A register that sweeps itself, and the addresses by which Plaid wakes us. */
export function createEnding(options: EndingOptions): { register: Register; webhooks: WebhookAddresses } {
  const { bank, sealer, isSecure, log, ends, now, plaidHost } = options;
  const webhooks = createWebhookAddresses({ sealer, areReachable: isSecure || isThisMachine(plaidHost) });
  const register = createRegister({
    now,
    ends,
    endExpired: (userId, expiresAt) =>
      endExpired({
        users: bank,
        userId,
        expiresAt,
        now: now(),
        endNamedBy: (webhook) => webhooks.endNamedBy(webhook, userId),
        asking: {
          onFailure: ({ kind, code, requestId }) =>
            log.warn({ kind, code, plaidRequestId: requestId }, 'plaid'),
        },
      }),
  });
  return { register, webhooks };
}
