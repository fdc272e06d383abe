/** What happens to an Item, and whom Plaid tells of it. */
import { behaviourOf, type Item } from './item.ts';
import { consentEndOf, lastingErrorOf } from './item-error.ts';
import type { NewItem } from './items.ts';
import type { PlaidSide } from './plaid-side.ts';
import { tell, tellLater, tellOfRows } from './webhooks/tell.ts';

/** When an ordinary bank's history is said to be there. */
const USUAL_HISTORY = { recentAfterMs: 5_000, allAfterMs: 15_000 };
const SOON_MS = 5_000;

/** Makes an Item and plans what its client hears of it. */
export function linkItem(plaid: PlaidSide, made: NewItem): Item {
  const item = plaid.items.create(made);
  if (item.brokenBy !== null) tellLater(plaid, item, 'ERROR', SOON_MS);
  else planHistory(plaid, item);
  planConsentEnd(plaid, item);
  return item;
}

/** Gives the Item an error that stays. */
export function breakItem(plaid: PlaidSide, item: Item, code: string): void {
  item.brokenBy = code;
  tellLater(plaid, item, code === 'USER_PERMISSION_REVOKED' ? code : 'ERROR');
}

/** The bank takes the old sign-in again, without update mode. */
export function mendItem(plaid: PlaidSide, item: Item): void {
  item.brokenBy = null;
  tellLater(plaid, item, 'LOGIN_REPAIRED');
}

/** The owner signs in again in update mode, and may consent to more. Permission once revoked takes a new Item. */
export function signInAgain(plaid: PlaidSide, item: Item, consentedProducts: readonly string[]): void {
  if (item.brokenBy === 'USER_PERMISSION_REVOKED') return;
  item.brokenBy = null;
  item.signedInAt = plaid.now();
  item.consentedProducts = [...new Set([...item.consentedProducts, ...consentedProducts])];
  planConsentEnd(plaid, item);
}

function planHistory(plaid: PlaidSide, item: Item): void {
  const { recentAfterMs, allAfterMs } = behaviourOf(item).history ?? USUAL_HISTORY;
  const linkedMs = plaid.now().getTime();
  plaid.schedule.at(new Date(linkedMs + recentAfterMs), () => tellOfRows(plaid, item, 'INITIAL_UPDATE'));
  plaid.schedule.at(new Date(linkedMs + allAfterMs), () => tellOfRows(plaid, item, 'HISTORICAL_UPDATE'));
}

function planConsentEnd(plaid: PlaidSide, item: Item): void {
  const consentEnd = consentEndOf(item);
  if (consentEnd === null) return;
  tellLater(plaid, item, 'PENDING_EXPIRATION', SOON_MS);
  plaid.schedule.at(consentEnd, async () => {
    if (lastingErrorOf(item, plaid.now()) !== null) await tell(plaid, item, 'ERROR');
  });
}
