/**
 * Canaries: a text put into every string of a bank's, and amounts that occur once, so that a proof can search a
 * process for what it kept. Enumerated values, dates, tokens and request ids stay as they are.
 */

const TEXTS = new Set([
  'account_owner',
  'address',
  'by_order_of',
  'city',
  'institution_name',
  'logo_url',
  'mask',
  'merchant_name',
  'name',
  'official_name',
  'original_description',
  'payee',
  'payer',
  'payment_method',
  'payment_processor',
  'postal_code',
  'ppd_id',
  'reason',
  'reference_number',
  'region',
  'store_number',
  'street',
  'website',
]);
const IDS = new Set([
  'account_id',
  'entity_id',
  'item_id',
  'merchant_entity_id',
  'pending_transaction_id',
  'transaction_id',
]);
const AMOUNTS = new Set([
  'amount',
  'available',
  'current',
  'escrow_balance',
  'last_payment_amount',
  'last_statement_balance',
  'limit',
  'minimum_payment_amount',
  'next_monthly_payment',
  'origination_principal_amount',
]);

export interface Canary {
  /** What every text of a bank's begins with. */
  readonly text: string;
  /** Whether every amount is another one as well, of seven digits. */
  readonly hasUniqueAmounts: boolean;
}

/** An answer with the canary in it; the answer itself where there is none. */
export function marked(answer: object, canary: Canary | null): object {
  return canary === null ? answer : markObject(answer, canary, '');
}

/** A request as it would be without the canary: clients send back the ids they were given. */
export function unmarked(request: string, canary: Canary | null): string {
  return canary === null ? request : request.replaceAll(canary.text, '');
}

/** `owner` is the nearest id, which makes an amount its own. */
function markObject(value: object, canary: Canary, owner: string): object {
  if (Array.isArray(value)) return value.map((entry) => markValue('', entry, canary, owner));
  const fields = value as Record<string, unknown>;
  const own = String(fields.transaction_id ?? fields.account_id ?? owner);
  return Object.fromEntries(
    Object.entries(fields).map(([key, field]) => [key, markValue(key, field, canary, own)]),
  );
}

function markValue(key: string, value: unknown, canary: Canary, owner: string): unknown {
  if (TEXTS.has(key) && (value === null || typeof value === 'string'))
    return `${canary.text} ${value ?? key}`;
  if (IDS.has(key) && typeof value === 'string') return canary.text + value;
  if (AMOUNTS.has(key) && typeof value === 'number' && canary.hasUniqueAmounts)
    return uniqueAmount(owner + key) * (value < 0 ? -1 : 1);
  return typeof value === 'object' && value !== null ? markObject(value, canary, owner) : value;
}

/**
 * Seven digits and two decimals that follow from a text. All are of about the same size: what comes every month at
 * amounts that are far apart is not taken for something that recurs.
 */
function uniqueAmount(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (800_000_000 + ((hash >>> 0) % 200_000_000)) / 100;
}
