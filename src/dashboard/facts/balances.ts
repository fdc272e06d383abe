/** Accounts and net worth as programs read them. */

import type { Account } from '../../bank/model.ts';
import { utilisation } from '../../present/accounts.ts';
import type { Amount, Amounts } from '../../present/amounts.ts';
import { netWorth } from '../../present/net-worth.ts';
import type { BankBalances } from '../balances.ts';

export interface AccountFacts
  extends Pick<Account, 'id' | 'name' | 'officialName' | 'mask' | 'type' | 'subtype'> {
  readonly bankId: string;
  readonly bank: string;
  readonly balance: Amount | null;
  readonly available: Amount | null;
  readonly limit: Amount | null;
  readonly utilisation: number | null;
  readonly isLive: boolean;
  /** When the balance was known, where the bank or Plaid says so. */
  readonly asOf: Date | null;
}

export interface NetWorthFacts {
  readonly currency: string;
  readonly net: Amount | null;
  readonly assets: Amount | null;
  readonly debts: Amount | null;
}

/** Every account with its balance, and how fresh that is. */
export function accountFacts(banks: readonly BankBalances[], amounts: Amounts): AccountFacts[] {
  return banks.flatMap(({ id: bankId, name: bank, balances, asOf }) =>
    (balances?.accounts ?? []).map((account) => {
      const { id, name, officialName, mask, type, subtype, currency } = account;
      return {
        ...{ id, bankId, bank, name, officialName, mask, type, subtype },
        balance: amounts.of(account.balanceMinor, currency),
        available: amounts.of(account.availableMinor, currency),
        limit: amounts.of(account.limitMinor, currency),
        utilisation: amounts.ratio(utilisation(account)),
        isLive: balances?.source === 'live',
        asOf: account.balanceAt ?? asOf,
      };
    }),
  );
}

/** What is held, owed and left in each currency. */
export function netWorthFacts(banks: readonly BankBalances[], amounts: Amounts): NetWorthFacts[] {
  const { byCurrency } = netWorth(
    banks.map(({ name, balances }) => ({ bankName: name, accounts: balances?.accounts ?? null })),
  );
  return byCurrency.map(({ currency, netMinor, assetsMinor, debtsMinor }) => ({
    currency,
    net: amounts.of(netMinor, currency),
    assets: amounts.of(assetsMinor, currency),
    debts: amounts.of(debtsMinor, currency),
  }));
}
