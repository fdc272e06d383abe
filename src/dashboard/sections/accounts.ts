/** Every account with its balance, in the groups people think in. */

import type { Account } from '../../bank/bank.ts';
import { groupAccounts, utilisation } from '../../present/accounts.ts';
import type { Format } from '../../present/format.ts';
import type { BankBalances } from '../balances.ts';
import { freshness, freshnessOf } from '../freshness.ts';
import { usageOf } from '../usage.ts';

interface AccountOfBank extends Account {
  readonly bank: BankBalances;
}

/** The groups with their subtotals and rows. */
export function accountsSection(banks: readonly BankBalances[], format: Format): object {
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

function accountRow(account: AccountOfBank, format: Format): object {
  const { currency, balanceMinor, availableMinor, limitMinor, bank } = account;
  const money = (amountMinor: number | null) =>
    amountMinor === null ? null : format.money({ amountMinor, currency });
  const used = utilisation(account);
  return {
    name: account.name,
    mask: account.mask,
    bankName: bank.name,
    freshness: account.balanceAt ? `as of ${format.time(account.balanceAt)}` : freshnessOf(bank, format),
    balance: money(balanceMinor) ?? 'not given',
    isDebt: balanceMinor !== null && balanceMinor < 0,
    available: account.type === 'depository' || account.type === 'credit' ? money(availableMinor) : null,
    usage: used === null ? null : usageOf({ ratio: used, limitMinor: limitMinor ?? 0, currency }, format),
  };
}
