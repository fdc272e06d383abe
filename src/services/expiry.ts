/** The expiry schedule over Plaid: what it removes there is removed from the cache as well. */

import type { ClockCheck } from '../connections/clock-check.ts';
import { removeExpiredItems } from '../connections/expire-items.ts';
import { createExpirySchedule, type ExpirySchedule } from '../connections/expiry-schedule.ts';
import type { ExpiryStore } from '../connections/expiry-store.ts';
import type { WebhookAddresses } from '../connections/webhook-url.ts';
import type { Failures } from '../plaid/failures.ts';
import type { Gateway, PlaidCallOptions } from '../plaid/gateway.ts';
import { attempt } from '../plaid/result.ts';
import type { TransactionCache } from '../redis/transaction-cache.ts';

interface ExpiryOptions {
  readonly gateway: Gateway;
  readonly transactionCache: TransactionCache;
  readonly webhooks: WebhookAddresses;
  readonly failures: Failures;
  readonly expiryStore: ExpiryStore;
  readonly now: () => Date;
  readonly clocksAgree: ClockCheck;
}

/** The expiry schedule, which sweeps itself; what it removes, it removes with the cached transactions. */
export function openExpirySchedule({
  gateway,
  transactionCache,
  webhooks,
  failures,
  expiryStore,
  now,
  clocksAgree,
}: ExpiryOptions): ExpirySchedule {
  const callOptions: PlaidCallOptions = { onFailure: failures.note };
  return createExpirySchedule({
    now,
    expiryStore,
    endExpired: (userId, expiresAt) =>
      attempt(callOptions, () =>
        removeExpiredItems({
          users: gateway,
          userId,
          expiresAt,
          now: now(),
          clocksAgree,
          expiryNamedBy: (webhook) => webhooks.expiryNamedBy(webhook, userId),
          onRemoved: (itemIds) => void transactionCache.remove(itemIds),
          callOptions,
        }),
      ),
  });
}
