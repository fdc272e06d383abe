/** Every account with its balance, in the groups people think in. */

import { groupAccounts, worthOf } from '../../finance/accounts.ts';
import type { Book } from '../../finance/book/lines.ts';
import { bankOrOwnFigure } from '../../finance/book/own-accounts.ts';
import type { Format } from '../../finance/format.ts';
import type { Account } from '../../finance/model.ts';
import { accountsOf, type BankBalances, balancesWithOwn } from '../../reading/balances.ts';
import { accountUsage, type Usage } from '../../sections/usage.ts';
import { freshnessOfRows } from './freshness.ts';

export interface AccountsModel {
  readonly asOf: string;
  readonly groups: readonly {
    readonly id: string;
    readonly title: string;
    /** How many accounts it has; null for one. */
    readonly count: string | null;
    /** One for each currency. */
    readonly subtotals: readonly { readonly text: string; readonly isDebt: boolean }[];
    readonly isOpen: boolean;
    readonly rows: readonly AccountRow[];
  }[];
}

interface AccountRow {
  readonly name: string;
  readonly mask: string | null;
  /** The bank, or that it is the person's own figure, and of when. */
  readonly bankName: string;
  /** Null where what stands above all rows is true of this one. */
  readonly freshness: string | null;
  readonly balance: string;
  readonly isDebt: boolean;
  /** What is available, where that is more than the balance says. */
  readonly available: string | null;
  /** Null for what has no limit. */
  readonly usage: Usage | null;
}

/** With more, the first look would be a list of accounts and nothing else. */
const MOST_ROWS_OPEN = 8;

/** The groups with their subtotals and rows; those are open that have few enough together with the ones above. */
export function accountsSection(banks: readonly BankBalances[], format: Format, book: Book): AccountsModel {
  const { above, beside } = freshnessOfRows(banks, format);
  const known = balancesWithOwn(banks, book).flatMap((bank) =>
    accountsOf([bank]).map((account) => ({
      ...account,
      bankName: bankOrOwnFigure(account, bank.name, format),
      freshness: freshnessOf(account, beside(bank), format),
    })),
  );
  let rowsSoFar = 0;
  return {
    asOf: above,
    groups: groupAccounts(known).map(({ id, title, accounts, subtotals }) => {
      rowsSoFar += accounts.length;
      return {
        id,
        title,
        count: accounts.length > 1 ? format.count(accounts.length) : null,
        subtotals: subtotals.map((sum) => ({ text: format.money(sum), isDebt: sum.amountMinor < 0 })),
        isOpen: rowsSoFar <= MOST_ROWS_OPEN,
        rows: accounts.map((account) => ({
          ...accountRow(account, format),
          bankName: account.bankName,
          freshness: account.freshness,
        })),
      };
    }),
  };
}

/** A figure of the person's own says of when it is in place of its bank. */
function freshnessOf(
  { balanceAt, ownFigureOn }: Account,
  ofBank: string | null,
  format: Format,
): string | null {
  if (ownFigureOn !== undefined) return null;
  return balanceAt ? `as of ${format.time(balanceAt)}` : ofBank;
}

function accountRow(account: Account, format: Format): Omit<AccountRow, 'bankName' | 'freshness'> {
  const { currency } = account;
  const worthMinor = worthOf(account);
  const money = (amountMinor: number | null) =>
    amountMinor === null ? null : format.money({ amountMinor, currency });
  return {
    name: account.name,
    mask: account.mask,
    balance: money(worthMinor) ?? 'not reported',
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
  return isTold && availableMinor !== balanceMinor ? `${money(availableMinor)} available` : null;
}
