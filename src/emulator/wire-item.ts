/** Items in Plaid's words. */
import type { Call } from './endpoint.ts';
import type { Item } from './item.ts';
import { itemErrorOf } from './item-error.ts';
import { PlaidFault } from './plaid-error.ts';

/** Codes that belong to the call of the moment and do not stay on the Item. */
const PASSING_CODES = ['PRODUCT_NOT_READY', 'INSTITUTION_DOWN'];

/** The `item` that comes with answers. */
export function wireItem(item: Item, { plaid, requestId }: Call): object {
  const code = itemErrorOf(item, plaid.now());
  const isLasting = code !== null && !PASSING_CODES.includes(code);
  return {
    auth_method: null,
    available_products: ['balance', ...item.consentedProducts],
    billed_products: item.products,
    consent_expiration_time: null,
    consented_products: [...item.products, ...item.consentedProducts],
    error: isLasting ? new PlaidFault(code).body(requestId) : null,
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
  const isBroken = itemErrorOf(item, now) !== null;
  return {
    last_failed_update: isBroken ? new Date(checkedAt).toISOString() : null,
    last_successful_update: new Date(isBroken ? createdAt : checkedAt).toISOString(),
  };
}
