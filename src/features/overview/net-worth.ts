/** What the person has, owes and is left with, in each currency. */

import type { Format } from '../../finance/format.ts';
import { netWorth } from '../../finance/net-worth.ts';
import type { BankBalances } from '../../reading/balances.ts';
import { freshness } from './freshness.ts';

export interface NetWorthModel {
  readonly asOf: string;
  /** Whether a bank was not asked itself, and can be. */
  readonly canCheckNow: boolean;
  readonly currencies: readonly NetWorthOfCurrency[];
  readonly excludedAccounts: readonly ExcludedAccount[];
}

export interface NetWorthOfCurrency {
  readonly net: string;
  readonly assets: string;
  readonly debts: string;
  readonly hasDebts: boolean;
}

export interface ExcludedAccount {
  readonly name: string;
  /** What its bank tells in place of a balance. */
  readonly gives: string;
}

/** The headline figures and what they leave out. */
export function netWorthSection(banks: readonly BankBalances[], format: Format): NetWorthModel {
  const statement = netWorth(
    banks.map(({ name, balances }) => ({ bankName: name, accounts: balances?.accounts ?? null })),
  );
  const money = (amountMinor: number, currency: string) => format.money({ amountMinor, currency });
  return {
    asOf: freshness(banks, format),
    canCheckNow: banks.some(({ wasAsked }) => !wasAsked),
    currencies: statement.byCurrency.map(({ currency, netMinor, assetsMinor, debtsMinor }) => ({
      net: money(netMinor, currency),
      assets: money(assetsMinor, currency),
      debts: money(debtsMinor, currency),
      hasDebts: debtsMinor < 0,
    })),
    excludedAccounts: statement.excludedAccounts.map(({ name, availableMinor }) => ({
      name,
      gives: availableMinor === null ? 'no balance' : 'only what is available',
    })),
  };
}
