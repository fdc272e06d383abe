/** Every account with its balance, in the groups people think in. */

import { groupAccounts, worthOf } from '../../finance/accounts.ts';
import type { Format } from '../../finance/format.ts';
import type { Account } from '../../finance/model.ts';
import { accountsOf, type BankBalances } from '../../reading/balances.ts';
import { accountUsage, type Usage } from '../../sections/usage.ts';
import { freshness, freshnessOf } from './freshness.ts';

export interface AccountsModel {
  readonly asOf: string;
  readonly groups: readonly {
    readonly title: string;
    /** One for each currency. */
    readonly subtotals: readonly { readonly text: string; readonly isDebt: boolean }[];
    readonly rows: readonly AccountRow[];
  }[];
}

interface AccountRow {
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
  const known = banks.flatMap((bank) => accountsOf([bank]).map((account) => ({ ...account, bank })));
  return {
    asOf: freshness(banks, format),
    groups: groupAccounts(known).map(({ title, accounts, subtotals }) => ({
      title,
      subtotals: subtotals.map((sum) => ({ text: format.money(sum), isDebt: sum.amountMinor < 0 })),
      rows: accounts.map((account) => accountRow(account, account.bank, format)),
    })),
  };
}

function accountRow(account: Account, bank: BankBalances, format: Format): AccountRow {
  const { currency } = account;
  const worthMinor = worthOf(account);
  const money = (amountMinor: number | null) =>
    amountMinor === null ? null : format.money({ amountMinor, currency });
  return {
    name: account.name,
    mask: account.mask,
    bankName: bank.name,
    freshness: account.balanceAt ? `as of ${format.time(account.balanceAt)}` : freshnessOf(bank, format),
    balance: money(worthMinor) ?? 'not given',
    isDebt: worthMinor !== null && worthMinor < 0,
    available: availableText(account, money),
    usage: accountUsage(account, format),
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
