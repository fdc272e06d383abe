/** Items in Plaid's words. */
import type { Call } from './endpoint.ts';
import type { Item } from './item.ts';
import { consentEndOf, lastingErrorOf, productErrorOf } from './item-error.ts';
import { PlaidFault } from './plaid-error.ts';

/** The `item` that comes with answers. */
export function wireItem(item: Item, { plaid, requestId }: Call): object {
  const code = lastingErrorOf(item, plaid.now());
  return {
    auth_method: null,
    available_products: ['balance', ...item.consentedProducts],
    billed_products: item.products,
    consent_expiration_time: consentEndOf(item)?.toISOString() ?? null,
    consented_products: [...item.products, ...item.consentedProducts],
    error: code === null ? null : new PlaidFault(code).body(requestId),
    institution_id: item.institution.id,
    institution_name: item.institution.name,
    item_id: item.id,
    products: item.products,
    update_type: 'background',
    webhook: item.webhook,
  };
}

const CHECK_EVERY_MS = 6 * 3_600_000;

/** When Plaid last asked the bank by itself: four times a day, and when the Item was made. */
export function wireUpdates(item: Item, now: Date): object {
  const createdAt = item.seed.createdAt.getTime();
  const checkedAt = Math.max(createdAt, now.getTime() - (now.getTime() % CHECK_EVERY_MS));
  const isBroken = productErrorOf(item, now) !== null;
  return {
    last_failed_update: isBroken ? new Date(checkedAt).toISOString() : null,
    last_successful_update: new Date(isBroken ? createdAt : checkedAt).toISOString(),
  };
}
