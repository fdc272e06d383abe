/** Whether two Items show the same accounts, which have other ids in each (plaid.com/docs/link/duplicate-items). */

import { createHash } from 'node:crypto';

/**
 * How the accounts of one Item stand to those of another: the `same`; `fewer`, all of which the other has; `some` of them;
 * or `none`. `unknown`: they look alike, and only balances could tell them apart, which Link's result does not have.
 */
export type Overlap = 'same' | 'fewer' | 'some' | 'none' | 'unknown';

/** What an account is recognised by in another Item. */
export interface AccountMarks {
  readonly persistentId: string | null;
  /** Stands for name, mask and type, which it does not tell: six hexadecimal digits. */
  readonly digest: string;
  /** Some banks give none; two people's "Savings" are then told apart by what is in them. */
  readonly hasMask: boolean;
  /** Left out where it was not told. */
  readonly balance?: number | null;
}

/** An account as both Link's result and /accounts/get have it. */
interface PlaidAccount {
  readonly name?: string | null;
  readonly mask?: string | null;
  readonly type?: string | null;
  readonly persistent_account_id?: string | null;
  readonly balances?: { readonly current?: number | null };
}

/** What Plaid's account object is recognised by in another Item. */
export function toAccountMarks(account: PlaidAccount): AccountMarks {
  const { persistent_account_id, name, mask, type, balances } = account;
  const text = JSON.stringify([name, type, mask ?? null]);
  return {
    persistentId: persistent_account_id || null,
    digest: createHash('sha256').update(text).digest('hex').slice(0, 6),
    hasMask: Boolean(mask),
    ...(balances === undefined ? {} : { balance: balances.current ?? null }),
  };
}

/** How these accounts stand to the others, each of which is counted once. */
export function overlapOf(accounts: readonly AccountMarks[], others: readonly AccountMarks[]): Overlap {
  const left = [...others];
  let common = 0;
  let isUnknown = false;
  for (const account of accounts) {
    const twin = left.findIndex((other) => isSame(account, other));
    if (twin >= 0) {
      left.splice(twin, 1);
      common += 1;
    } else isUnknown ||= left.some((other) => isSame(account, other) === null);
  }
  if (isUnknown) return 'unknown';
  if (common === 0) return 'none';
  if (common < accounts.length) return 'some';
  return left.length === 0 ? 'same' : 'fewer';
}

/** Null where it cannot be told. */
function isSame(one: AccountMarks, other: AccountMarks): boolean | null {
  if (one.persistentId && other.persistentId) return one.persistentId === other.persistentId;
  if (one.digest !== other.digest) return false;
  if (one.hasMask) return true;
  if (one.balance === undefined || other.balance === undefined) return null;
  return one.balance === other.balance;
}
