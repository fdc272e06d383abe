/** Every account with its balance, in the groups people think in. */

import type { Account } from '../../bank/bank.ts';
import { meter } from '../../charts/meter.ts';
import { groupAccounts, utilisation } from '../../present/accounts.ts';
import type { Format } from '../../present/format.ts';
import type { BankBalances } from '../balances.ts';
import { freshness, freshnessOf } from '../freshness.ts';

/** From this part of its limit on, a card's use weighs on how lenders see it. */
const HIGH_UTILISATION = 0.3;

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
    freshness: freshnessOf(bank, format),
    balance: money(balanceMinor) ?? 'not given',
    isDebt: balanceMinor !== null && balanceMinor < 0,
    available: account.type === 'depository' || account.type === 'credit' ? money(availableMinor) : null,
    // A bar's width tells as much as its figures, so hidden amounts hide it as well.
    usage:
      used === null || format.isHidden
        ? null
        : {
            width: meter(used).width,
            text: `${format.percent(used)} of ${money(limitMinor)} used`,
            isHigh: used >= HIGH_UTILISATION,
          },
  };
}
