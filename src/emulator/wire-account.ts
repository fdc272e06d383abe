/** Accounts in Plaid's words. */
import { idFrom } from './ids.ts';
import type { Item } from './item.ts';
import { PlaidFault } from './plaid-error.ts';
import type { Ledger, LedgerAccount } from './world/ledger.ts';

/** The id of an Item's account by its position. */
export function accountIdOf(item: Item, account: number): string {
  return idFrom(`${item.id}/account/${account}`);
}

/** Whether the person shares this account. */
export function isShared(item: Item, account: number): boolean {
  return (item.sharedAccounts & (1 << account)) !== 0;
}

/** Positions of the shared accounts, or of those among them that were asked for. Throws INVALID_ACCOUNT_ID. */
export function chosenAccounts(
  item: Item,
  ledger: Ledger,
  accountIds: readonly string[] | null | undefined,
): number[] {
  const shared = [...ledger.accounts.keys()].filter((account) => isShared(item, account));
  if (!accountIds) return shared;
  const chosen = shared.filter((account) => accountIds.includes(accountIdOf(item, account)));
  if (chosen.length !== new Set(accountIds).size) throw new PlaidFault('INVALID_ACCOUNT_ID');
  return chosen;
}

/** Plaid's account objects. */
export function wireAccounts(item: Item, ledger: Ledger, chosen: readonly number[]): object[] {
  return ledger.accounts.flatMap((account, i) => (chosen.includes(i) ? [wireAccount(item, account, i)] : []));
}

function wireAccount(item: Item, account: LedgerAccount, position: number): object {
  return {
    account_id: accountIdOf(item, position),
    balances: {
      available: availableOf(account),
      current: account.hidesCurrent ? null : toDecimal(account.currentMinor, account.decimals),
      limit: account.limitMinor === undefined ? null : toDecimal(account.limitMinor, account.decimals),
      ...currencyOf(account),
    },
    holder_category: 'personal',
    mask: account.mask,
    name: account.name,
    official_name: account.officialName,
    subtype: account.subtype,
    type: account.type,
  };
}

/** Plaid's two currency fields, of which exactly one is filled. */
export function currencyOf({ currency, isUnofficialCurrency = false }: LedgerAccount) {
  return {
    iso_currency_code: isUnofficialCurrency ? null : currency,
    unofficial_currency_code: isUnofficialCurrency ? currency : null,
  };
}

/** An amount in minor units as the decimal number that Plaid sends. */
export function toDecimal(minor: number, decimals: number): number {
  return minor / 10 ** decimals;
}

function availableOf(account: LedgerAccount): number | null {
  if (account.hidesAvailable) return null;
  const { limitMinor = 0, currentMinor, pendingMinor } = account;
  const minor =
    account.type === 'credit' ? limitMinor - currentMinor - pendingMinor : currentMinor - pendingMinor;
  return toDecimal(minor, account.decimals);
}
