/** What Plaid does by itself as time passes: webhooks fall due, and a new day brings new rows. */
import { booksOf } from './books.ts';
import { visibleEntries } from './history.ts';
import type { Item } from './item.ts';
import { productErrorOf } from './item-error.ts';
import type { PlaidSide } from './plaid-side.ts';
import { tellOfRows } from './webhooks/tell.ts';
import { chosenAccounts } from './wire-account.ts';
import { type DayNumber, dayOf } from './world/days.ts';

/** The function that does all that is due; it resolves when nothing is being sent any more. */
export function createTick(plaid: PlaidSide): () => Promise<void> {
  let checkedDay = dayOf(plaid.now());

  return async () => {
    const today = dayOf(plaid.now());
    if (today > checkedDay) planDailyNews(plaid, checkedDay);
    checkedDay = today;
    await plaid.schedule.runDue();
    await plaid.webhooks.settled();
  };
}

/** Plaid looks for new rows at every bank and tells only of those that have some. */
function planDailyNews(plaid: PlaidSide, since: DayNumber): void {
  // Items that share their books come one after the other, so that these are made once.
  const items = plaid.items.list().toSorted((a, b) => (booksName(a) < booksName(b) ? -1 : 1));
  for (const item of items) {
    if (item.webhook === null || productErrorOf(item, plaid.now()) !== null) continue;
    const news = { error: null, new_transactions: newRows(plaid, item, since) };
    if (news.new_transactions === 0) continue;
    plaid.schedule.at(plaid.now(), () => tellOfRows(plaid, item, 'DEFAULT_UPDATE', news));
  }
}

function booksName({ institution, person }: Item): string {
  return `${institution.id}:${person.id}`;
}

function newRows(plaid: PlaidSide, item: Item, since: DayNumber): number {
  const ledger = booksOf(plaid, item);
  const from = Math.max(since, dayOf(item.seed.createdAt)) + 1;
  return visibleEntries(item, ledger, { accounts: chosenAccounts(item, ledger, null), from }).length;
}
