/** What the person has, owes and is left with, in each currency. */

import { netWorth } from '../../finance/accounts.ts';
import type { Format } from '../../finance/format.ts';
import { accountsOf, type BankBalances } from '../../reading/balances.ts';
import { freshness } from './freshness.ts';

export interface NetWorthModel {
  readonly asOf: string;
  /** Whether a bank was not asked itself, and can be. */
  readonly canCheckNow: boolean;
  readonly currencies: readonly {
    readonly net: string;
    readonly assets: string;
    readonly debts: string;
    readonly hasDebts: boolean;
  }[];
  /** With what its bank gives in place of a balance. */
  readonly excludedAccounts: readonly { readonly name: string; readonly gives: string }[];
}

/** The headline figures and what they leave out. */
export function netWorthSection(banks: readonly BankBalances[], format: Format): NetWorthModel {
  const { byCurrency, excludedAccounts } = netWorth(accountsOf(banks));
  const money = (amountMinor: number, currency: string) => format.money({ amountMinor, currency });
  return {
    asOf: freshness(banks, format),
    canCheckNow: banks.some(({ wasAsked }) => !wasAsked),
    currencies: byCurrency.map(({ currency, netMinor, assetsMinor, debtsMinor }) => ({
      net: money(netMinor, currency),
      assets: money(assetsMinor, currency),
      debts: money(debtsMinor, currency),
      hasDebts: debtsMinor < 0,
    })),
    excludedAccounts: excludedAccounts.map(({ name, availableMinor }) => ({
      name,
      gives: availableMinor === null ? 'no balance' : 'only what is available',
    })),
  };
}
