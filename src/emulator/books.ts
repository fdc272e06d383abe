/** An Item's books of today. */
import { behaviourOf, type Item } from './item.ts';
import type { PlaidSide } from './plaid-side.ts';
import { dayOf } from './world/days.ts';
import type { Entry } from './world/entry.ts';
import { balance, type Ledger } from './world/ledger.ts';

const POSTED_BY_A_LOOK = 2;

/** The books as the bank has them now: at some banks a look posts what was pending. */
export function booksOf(plaid: PlaidSide, item: Item): Ledger {
  const ledger = plaid.ledgerOf(item, dayOf(plaid.now()));
  const isMoved = behaviourOf(item).postsWhenLookedAt && item.looks > 0;
  return isMoved ? withPosted(ledger, item.looks * POSTED_BY_A_LOOK) : ledger;
}

/** Posts so many of the pending entries today, the oldest first. */
function withPosted(ledger: Ledger, count: number): Ledger {
  const { today, accounts, entries } = ledger;
  const pending = entries.filter(({ postDay }) => postDay > today).reverse();
  const posted = new Set<Entry>(pending.slice(0, count));
  const moved = entries.map((entry) => (posted.has(entry) ? { ...entry, postDay: today } : entry));
  return balance(accounts, moved, today);
}
