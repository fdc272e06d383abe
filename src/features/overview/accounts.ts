/** Every account with its balance, in the groups people think in. */

import { type AccountGroup, groupAccounts, utilisation, worthOf } from '../../finance/accounts.ts';
import type { Format } from '../../finance/format.ts';
import type { Account } from '../../finance/model.ts';
import type { BankBalances } from '../../reading/balances.ts';
import { type Usage, usageOf } from '../../sections/usage.ts';
import { freshness, freshnessOf } from './freshness.ts';

interface AccountOfBank extends Account {
  readonly bank: BankBalances;
}

export interface AccountsModel {
  readonly asOf: string;
  readonly groups: readonly AccountGroupModel[];
}

export interface AccountGroupModel {
  readonly id: AccountGroup['id'];
  readonly title: string;
  /** One for each currency. */
  readonly subtotals: readonly { readonly text: string; readonly isDebt: boolean }[];
  readonly rows: readonly AccountRow[];
}

export interface AccountRow {
  readonly name: string;
  readonly mask: string | null;
  readonly bankName: string;
  readonly freshness: string;
  readonly balance: string;
  readonly isDebt: boolean;
  readonly available: string | null;
  /** Null for what has no limit. */
  readonly usage: Usage | null;
}

/** The groups with their subtotals and rows. */
export function accountsSection(banks: readonly BankBalances[], format: Format): AccountsModel {
  const accounts = banks.flatMap((bank) =>
    (bank.balances?.accounts ?? []).map((account): AccountOfBank => ({ ...account, bank })),
  );
  return {
    asOf: freshness(banks, format),
    groups: groupAccounts(accounts).map(({ id, title, accounts: members, subtotals }) => ({
      id,
      title,
      subtotals: subtotals.map((subtotal) => ({
        text: format.money(subtotal),
        isDebt: subtotal.amountMinor < 0,
      })),
      rows: members.map((account) => accountRow(account, format)),
    })),
  };
}

function accountRow(account: AccountOfBank, format: Format): AccountRow {
  const { currency, limitMinor, bank } = account;
  const worthMinor = worthOf(account);
  const money = (amountMinor: number | null) =>
    amountMinor === null ? null : format.money({ amountMinor, currency });
  const used = utilisation(account);
  return {
    name: account.name,
    mask: account.mask,
    bankName: bank.name,
    freshness: account.balanceAt ? `as of ${format.time(account.balanceAt)}` : freshnessOf(bank, format),
    balance: money(worthMinor) ?? 'not given',
    isDebt: worthMinor !== null && worthMinor < 0,
    available: availableText(account, money),
    usage: used === null ? null : usageOf({ ratio: used, limitMinor: limitMinor ?? 0, currency }, format),
  };
}

/** Beside the balance, or the mark of one that is only what is available. */
function availableText(
  { type, balanceMinor, availableMinor }: Account,
  money: (amountMinor: number | null) => string | null,
): string | null {
  if (availableMinor === null) return null;
  if (balanceMinor === null && type === 'depository') return 'available';
  const isTold = balanceMinor === null || type === 'depository' || type === 'credit';
  return isTold ? `${money(availableMinor)} available` : null;
}
