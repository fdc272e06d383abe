/** What a person has, owes and is left with. */

import { knownBalances, worthOf } from './accounts.ts';
import type { Account } from './model.ts';
import { totalsOf } from './totals.ts';

/** A bank's accounts, or null where they could not be read. */
export interface BankAccounts {
  readonly bankName: string;
  readonly accounts: readonly Account[] | null;
}

/** One currency: assets are positive, debts negative, net is their sum. */
export interface NetWorth {
  readonly currency: string;
  readonly assetsMinor: number;
  readonly debtsMinor: number;
  readonly netMinor: number;
}

export interface NetWorthStatement {
  /** The currency of most accounts first. */
  readonly byCurrency: readonly NetWorth[];
  /** Banks that could not be read. */
  readonly excludedBanks: readonly string[];
  /** Accounts for which their bank gives no balance, or none that can be summed. */
  readonly excludedAccounts: readonly Account[];
}

/** Net worth per currency. An overdrawn account is a debt and an overpaid card an asset: the sign decides, not the type. */
export function netWorth(banks: readonly BankAccounts[]): NetWorthStatement {
  const accounts = banks.flatMap((bank) => bank.accounts ?? []);
  return {
    byCurrency: totalsOf(knownBalances(accounts)).map(({ currency, inMinor, outMinor, netMinor }) => ({
      currency,
      assetsMinor: inMinor,
      debtsMinor: outMinor,
      netMinor,
    })),
    excludedBanks: banks.filter((bank) => bank.accounts === null).map((bank) => bank.bankName),
    excludedAccounts: accounts.filter((account) => worthOf(account) === null),
  };
}
