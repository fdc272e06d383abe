/** Accounts in the groups people think in, what each adds to sums, and net worth. */

import type { Account, AccountType } from './model.ts';
import type { Money } from './money.ts';
import { totalsOf } from './totals.ts';

export interface AccountGroup<A extends Account = Account> {
  readonly id: 'cash' | 'credit-cards' | 'investments' | 'property' | 'loans' | 'other';
  readonly title: string;
  readonly accounts: readonly A[];
  /** The known balances of each currency; debts are negative. */
  readonly subtotals: readonly Money[];
}

const GROUPS: readonly Pick<AccountGroup, 'id' | 'title'>[] = [
  { id: 'cash', title: 'Cash' },
  { id: 'credit-cards', title: 'Credit cards' },
  { id: 'investments', title: 'Investments' },
  { id: 'property', title: 'Property' },
  { id: 'loans', title: 'Loans' },
  { id: 'other', title: 'Other' },
];

const GROUP_OF_TYPE: Readonly<Record<AccountType, AccountGroup['id']>> = {
  depository: 'cash',
  credit: 'credit-cards',
  investment: 'investments',
  loan: 'loans',
  other: 'other',
};

/** No bank tells what a house or a car is worth: those are the person's own figures. */
function groupOf(account: Account): AccountGroup['id'] {
  return isOwnProperty(account) ? 'property' : GROUP_OF_TYPE[account.type];
}

/** Whether an account is a house or a car of the person's own book. */
export function isOwnProperty({ ownFigureOn, subtype }: Account): boolean {
  return ownFigureOn !== undefined && (subtype === 'property' || subtype === 'vehicle');
}

/** The groups that have accounts, always in the same order; what an account carries besides is kept. */
export function groupAccounts<A extends Account>(accounts: readonly A[]): AccountGroup<A>[] {
  return GROUPS.map(({ id, title }) => {
    const members = accounts.filter((account) => groupOf(account) === id);
    return { id, title, accounts: members, subtotals: subtotalsOf(members) };
  }).filter((group) => group.accounts.length > 0);
}

function subtotalsOf(accounts: readonly Account[]): Money[] {
  return netSums(totalsOf(knownBalances(accounts)));
}

/** What is left of each currency. */
export function netSums(totals: readonly Pick<NetWorth, 'currency' | 'netMinor'>[]): Money[] {
  return totals.map(({ currency, netMinor }) => ({ amountMinor: netMinor, currency }));
}

/** One currency: assets are positive, debts negative, net is their sum. */
interface NetWorth {
  readonly currency: string;
  readonly assetsMinor: number;
  readonly debtsMinor: number;
  readonly netMinor: number;
}

/**
 * What a person has, owes and is left with, the currency of most accounts first. An overdrawn account is a debt and an
 * overpaid card an asset: the sign decides, not the type. Excluded are accounts without a balance that can be summed.
 */
export function netWorth(accounts: readonly Account[]): {
  byCurrency: NetWorth[];
  excludedAccounts: Account[];
} {
  const totals = totalsOf(knownBalances(accounts));
  return {
    byCurrency: totals.map(({ currency, inMinor, outMinor, netMinor }) => {
      return { currency, assetsMinor: inMinor, debtsMinor: outMinor, netMinor };
    }),
    excludedAccounts: accounts.filter((account) => worthOf(account) === null),
  };
}

/** What each account adds to sums, where that is known. */
function knownBalances(accounts: readonly Account[]): Money[] {
  return accounts.flatMap((account) => {
    const amountMinor = worthOf(account);
    return amountMinor === null ? [] : [{ amountMinor, currency: account.currency }];
  });
}

/**
 * What an account adds to sums: its balance. Where the bank tells only what is available, that is the balance of a
 * depository account but for what is pending. On other accounts it is not what they are worth: on cards and loans it is
 * what could still be borrowed, on investment accounts the cash that could be withdrawn, on others Plaid does not say.
 */
export function worthOf({ type, balanceMinor, availableMinor }: Account): number | null {
  return balanceMinor ?? (type === 'depository' ? availableMinor : null);
}

/** Plaid's subtypes of loans that a house or a car was bought with (plaid.com/docs/api/accounts). */
const BOUGHT_WITH: ReadonlyMap<string | null, 'property' | 'vehicle'> = new Map([
  ['mortgage', 'property'],
  ['home equity', 'property'],
  ['construction', 'property'],
  ['auto', 'vehicle'],
]);

/** What an account is owed for, of which Plaid knows no worth; null for any other. */
export function propertyBehind({ type, subtype }: Account): 'property' | 'vehicle' | null {
  return (type === 'loan' && BOUGHT_WITH.get(subtype)) || null;
}

/** The part of its limit that a card owes: 0 when overpaid, over 1 beyond the limit, null where it cannot be told. */
export function utilisation(account: Account): number | null {
  const { type, balanceMinor, limitMinor } = account;
  if (type !== 'credit' || balanceMinor === null || limitMinor === null || limitMinor <= 0) return null;
  return Math.max(0, -balanceMinor) / limitMinor;
}
