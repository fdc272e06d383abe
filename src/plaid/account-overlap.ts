/** Whether two Items show the same accounts, which have other ids in each (Plaid: duplicate Items). */

import type { AccountBase } from 'plaid';

/** How many of one Item's accounts another Item shows as well. */
export type Overlap = 'all' | 'some' | 'none';

type AccountMarks = ReturnType<typeof toAccountMarks>;

/** What Plaid's account object is recognised by in another Item. */
export function toAccountMarks(account: AccountBase) {
  const { persistent_account_id, name, mask, type, subtype, balances } = account;
  return {
    persistentId: persistent_account_id || null,
    // Some banks give no mask; two people's "Savings" are then told apart by what is in them.
    text: JSON.stringify([name, type, subtype, mask ?? balances.current]),
  };
}

/** How many of these accounts are among the others, each counted once. */
export function overlapOf(accounts: readonly AccountMarks[], others: readonly AccountMarks[]): Overlap {
  const left = [...others];
  const common = accounts.filter((account) => {
    const twin = left.findIndex((other) => isSame(account, other));
    if (twin >= 0) left.splice(twin, 1);
    return twin >= 0;
  });
  if (common.length === 0) return 'none';
  return common.length === accounts.length ? 'all' : 'some';
}

function isSame(one: AccountMarks, other: AccountMarks): boolean {
  if (one.persistentId && other.persistentId) return one.persistentId === other.persistentId;
  return one.text === other.text;
}
