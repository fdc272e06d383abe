/** What the books say of the past, counted forward from the opening balances: no client of Plaid's is told this. */
import { booksOf } from './books.ts';
import type { Item } from './item.ts';
import type { PlaidSide } from './plaid-side.ts';
import { accountIdOf, chosenAccounts } from './wire-account.ts';
import { formatDay, parseDay } from './world/days.ts';

/** The posted balances of one account. */
export interface PastBalances {
  readonly accountId: string;
  readonly type: string;
  readonly currency: string;
  /** Of the amounts, which may be more than the currency has. */
  readonly decimals: number;
  /** Oldest first. As in Plaid's `current`, held on depository and investment accounts, owed on credit and loans. */
  readonly days: readonly { readonly date: string; readonly currentMinor: number }[];
}

/** Of each shared account, at the end of each day from this one (YYYY-MM-DD) to today. */
export function pastBalances(plaid: PlaidSide, item: Item, from: string): PastBalances[] {
  const ledger = booksOf(plaid, item);
  return chosenAccounts(item, ledger, null).flatMap((position) => {
    const account = ledger.accounts[position];
    if (account === undefined) return [];
    const { type, currency, decimals, openingMinor } = account;
    const sign = type === 'credit' || type === 'loan' ? 1 : -1;
    const entries = ledger.entries
      .filter((entry) => entry.account === position && entry.postDay <= ledger.today)
      .toSorted((a, b) => a.postDay - b.postDay);
    const days: { date: string; currentMinor: number }[] = [];
    let currentMinor = openingMinor;
    let next = 0;
    for (let day = parseDay(from); day <= ledger.today; day++) {
      for (let entry = entries[next]; entry && entry.postDay <= day; entry = entries[++next]) {
        currentMinor += sign * entry.amountMinor;
      }
      days.push({ date: formatDay(day), currentMinor });
    }
    return [{ accountId: accountIdOf(item, position), type, currency, decimals, days }];
  });
}
