/** What the person has, owes and is left with, in each currency, and what of it lies where. */

import { groupAccounts, isOwnProperty, netSums, netWorth, propertyBehind } from '../../finance/accounts.ts';
import type { Book } from '../../finance/book/lines.ts';
import { type OwnAccount, ownAccounts } from '../../finance/book/own-accounts.ts';
import type { Format } from '../../finance/format.ts';
import type { Account } from '../../finance/model.ts';
import { accountsOf, type BankBalances, balancesWithOwn } from '../../reading/balances.ts';
import { formatList } from '../../reading/missing-banks.ts';
import { type ConvertedLine, convertedLine } from '../../sections/converted.ts';
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
  /** All currencies as one; null without rates of the person's own. */
  readonly converted: ConvertedLine | null;
  /** Which figures in it are the person's own, and of when; null where none is. */
  readonly own: string | null;
  /** What is left out, a sentence each. */
  readonly leftOut: readonly string[];
}

/** The headline figures and what they leave out. */
export function netWorthSection(
  banks: readonly BankBalances[],
  awaited: string | null,
  format: Format,
  book: Book,
): NetWorthModel {
  const own = ownAccounts(book);
  const accounts = accountsOf(balancesWithOwn(banks, book));
  const { byCurrency, excludedAccounts } = netWorth(accounts);
  const groups = groupAccounts(accounts);
  const money = (amountMinor: number, currency: string) => format.money({ amountMinor, currency });
  const uncounted = uncountedProperty(accounts);
  return {
    heading: uncounted !== null && own.length === 0 ? 'Net worth of your accounts' : 'Net worth',
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
    converted: convertedLine(netSums(byCurrency), book, format),
    own: ownSentence(own, format),
    leftOut: [...(uncounted === null ? [] : [uncounted]), ...withoutBalance(excludedAccounts)],
  };
}

/** What no bank tells of loans: the house or the car that they are for, unless the person's book has one. */
function uncountedProperty(accounts: readonly Account[]): string | null {
  const told = new Set(accounts.filter(isOwnProperty).map(({ subtype }) => subtype));
  const behind = accounts.map(propertyBehind).filter((kind) => kind !== null && !told.has(kind));
  if (behind.length === 0) return null;
  if (told.size === 0) return 'A house or car behind a loan is not counted.';
  return `A ${told.has('property') ? 'car' : 'house'} behind a loan is not counted.`;
}

function ownSentence(own: readonly OwnAccount[], format: Format): string | null {
  if (own.length === 0) return null;
  const each = own.map(({ name, ownFigureOn }) => `${name} (${format.day(ownFigureOn)})`);
  return `With your own ${own.length === 1 ? 'figure' : 'figures'} for ${formatList(each)}.`;
}

/** One sentence for all, since some banks leave many out. */
function withoutBalance(accounts: readonly Account[]): string[] {
  if (accounts.length === 0) return [];
  const each = accounts.map(
    ({ name, availableMinor }) =>
      `${name} (its bank gives ${availableMinor === null ? 'no balance' : 'only what is available'})`,
  );
  return [`Not counted: ${formatList(each)}.`];
}
