/** The entries of an Item that a client may see. */
import type { Item } from './item.ts';
import { type DayNumber, dayOf } from './world/days.ts';
import type { Entry } from './world/entry.ts';
import { type Ledger, shownDay } from './world/ledger.ts';

interface Choice {
  /** Positions of the accounts. */
  readonly accounts: readonly number[];
  readonly from?: DayNumber;
  readonly to?: DayNumber;
}

/** Entries of the chosen accounts, newest first, from as many days before linking as the client asked for. */
export function visibleEntries(item: Item, ledger: Ledger, choice: Choice): readonly Entry[] {
  const { accounts, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = choice;
  const firstDay = Math.max(from, dayOf(item.seed.createdAt) - item.seed.daysRequested);
  return ledger.entries.filter((entry) => {
    const day = shownDay(entry, ledger.today);
    return day >= firstDay && day <= to && accounts.includes(entry.account);
  });
}
