/** What happens to an Item, and whom Plaid tells of it. */
import { behaviourOf, type Item } from './item.ts';
import { consentEndOf, lastingErrorOf } from './item-error.ts';
import type { NewItem } from './items.ts';
import type { PlaidSide } from './plaid-side.ts';
import { historyIn, takeTrialItem } from './production.ts';
import { tell, tellLater, tellOfRows } from './webhooks/tell.ts';

/** When an ordinary bank's history is said to be there. */
const USUAL_HISTORY = { recentAfterMs: 5_000, allAfterMs: 15_000 };
const SOON_MS = 5_000;

/** A person signs in to a bank and shares accounts: an Item that becomes a client's with `admitItem`. */
export function linkItem(plaid: PlaidSide, made: NewItem): Item {
  const item = plaid.items.create(made);
  item.history ??= plaid.production === null ? null : historyIn(plaid.production);
  invalidateOlder(plaid, item);
  return item;
}

/**
 * The client exchanges the Item's public token: only now the Item exists for it, and only this uses up one of a Trial
 * plan's Items (https://plaid.com/docs/link/duplicate-items/).
 */
export function admitItem(plaid: PlaidSide, item: Item): void {
  takeTrialItem(plaid.production);
  plaid.items.admit(item);
  if (item.brokenBy !== null) tellLater(plaid, item, 'ERROR', SOON_MS);
  else planHistory(plaid, item);
  planConsentEnd(plaid, item);
}

/** At some banks a second sign-in ends the first, as soon as the person has come through the bank's page. */
function invalidateOlder(plaid: PlaidSide, item: Item): void {
  const { secondLogin } = behaviourOf(item);
  if (secondLogin === undefined) return;
  for (const older of plaid.items.list()) {
    if (older.institution !== item.institution || older.person !== item.person) continue;
    const isSame = older.sharedAccounts === item.sharedAccounts;
    if (secondLogin === 'ends the first' || !isSame) breakItem(plaid, older, 'ITEM_LOGIN_REQUIRED');
  }
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

/** In update mode the owner shares other accounts of the same Item; Plaid fetches what is new. */
export function shareAccounts(plaid: PlaidSide, item: Item, sharedAccounts: number): void {
  const isMore = (sharedAccounts & ~item.sharedAccounts) !== 0;
  item.sharedAccounts = sharedAccounts;
  if (isMore) planHistory(plaid, item);
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
  const { recentAfterMs, allAfterMs } = item.history ?? USUAL_HISTORY;
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
