/** Whether two Items show the same accounts, which have other ids in each (Plaid: duplicate Items). */

import type { AccountBase } from 'plaid';

/** How many of one Item's accounts another Item shows as well. */
export type Overlap = 'all' | 'some' | 'none';

/** How many of these accounts are among the others, each counted once. */
export function overlapOf(accounts: readonly AccountBase[], others: readonly AccountBase[]): Overlap {
  const left = [...others];
  const common = accounts.filter((account) => {
    const twin = left.findIndex((other) => isSame(account, other));
    if (twin >= 0) left.splice(twin, 1);
    return twin >= 0;
  });
  if (common.length === 0) return 'none';
  return common.length === accounts.length ? 'all' : 'some';
}

function isSame(one: AccountBase, other: AccountBase): boolean {
  if (one.persistent_account_id && other.persistent_account_id) {
    return one.persistent_account_id === other.persistent_account_id;
  }
  return marksOf(one) === marksOf(other);
}

/** Some banks give no mask; two people's "Savings" are then told apart by what is in them. */
function marksOf({ name, mask, type, subtype, balances }: AccountBase): string {
  return JSON.stringify([name, type, subtype, mask ?? balances.current]);
}
