/** What the person has, owes and is left with, in each currency, and what of it lies where. */

import { groupAccounts, isLoanForProperty, netWorth } from '../../finance/accounts.ts';
import type { Format } from '../../finance/format.ts';
import type { Account } from '../../finance/model.ts';
import { accountsOf, type BankBalances } from '../../reading/balances.ts';
import { listed } from '../../reading/missing-banks.ts';
import { freshness } from './freshness.ts';

export interface NetWorthModel {
  readonly heading: string;
  readonly asOf: string;
  /** Which banks are still being asked for current balances; null where none is. */
  readonly awaited: string | null;
  /** Whether a bank was not asked itself, and can be. */
  readonly canCheckNow: boolean;
  readonly currencies: readonly {
    readonly net: string;
    /** The groups of accounts, as the accounts section has them. */
    readonly parts: readonly {
      readonly id: string;
      readonly title: string;
      readonly sum: string;
      readonly isDebt: boolean;
    }[];
    readonly assets: string;
    readonly debts: string;
    readonly hasDebts: boolean;
  }[];
  /** What is left out, a sentence each. */
  readonly leftOut: readonly string[];
}

/** The headline figures and what they leave out. */
export function netWorthSection(
  banks: readonly BankBalances[],
  awaited: string | null,
  format: Format,
): NetWorthModel {
  const accounts = accountsOf(banks);
  const { byCurrency, excludedAccounts } = netWorth(accounts);
  const groups = groupAccounts(accounts);
  const money = (amountMinor: number, currency: string) => format.money({ amountMinor, currency });
  const hasPropertyLoan = accounts.some(isLoanForProperty);
  return {
    heading: hasPropertyLoan ? 'Net worth of linked accounts' : 'Net worth',
    asOf: freshness(banks, format),
    awaited,
    canCheckNow: banks.some(({ wasAsked }) => !wasAsked),
    currencies: byCurrency.map(({ currency, netMinor, assetsMinor, debtsMinor }) => ({
      net: money(netMinor, currency),
      parts: groups.flatMap(({ id, title, subtotals }) =>
        subtotals
          .filter((sum) => sum.currency === currency)
          .map((sum) => ({ id, title, sum: format.money(sum), isDebt: sum.amountMinor < 0 })),
      ),
      assets: money(assetsMinor, currency),
      debts: money(debtsMinor, currency),
      hasDebts: debtsMinor < 0,
    })),
    leftOut: [
      ...(hasPropertyLoan ? ['A house or car behind a loan is not counted.'] : []),
      ...withoutBalance(excludedAccounts),
    ],
  };
}

/** One sentence for all, since some banks leave many out. */
function withoutBalance(accounts: readonly Account[]): string[] {
  if (accounts.length === 0) return [];
  const each = accounts.map(
    ({ name, availableMinor }) =>
      `${name} (its bank gives ${availableMinor === null ? 'no balance' : 'only what is available'})`,
  );
  return [`Not counted: ${listed(each)}.`];
}
