/** The past of each account: a small line, what it held at first and holds now, and its months. */

import { type TrendLine, trendLine } from '../../charts/trend-line.ts';
import { groupAccounts } from '../../finance/accounts.ts';
import { bankOrOwnFigure, ownFigureWords } from '../../finance/book/own-accounts.ts';
import { eachMonth, lastOfMonth, monthOf } from '../../finance/days.ts';
import { toQuery } from '../../finance/filter.ts';
import { capitalise, type Format } from '../../finance/format.ts';
import type { DayRange } from '../../finance/model.ts';
import type { DayBalance } from '../../finance/past-balances.ts';
import type { BalanceHistory, BankAccountPast } from './balance-history.ts';
import { aboutOf, reasonOf } from './words.ts';

export interface WorthAccountsModel {
  readonly groups: readonly {
    readonly id: string;
    readonly title: string;
    readonly rows: readonly AccountRow[];
  }[];
  /** The address of the file with all of it; null while amounts are hidden. */
  readonly file: string | null;
}

interface AccountRow {
  readonly name: string;
  readonly mask: string | null;
  /** The bank, or that it is the person's own figure, and of when. */
  readonly bankName: string;
  readonly now: string;
  readonly isDebt: boolean;
  /** Such as `+$120.00 since Nov 3, 2025`; null where there is no day to compare with. */
  readonly change: string | null;
  /** Null where today alone is known: a point and no line. */
  readonly line: TrendLine | null;
  /** Why days are not known, or known only about right; sentences. */
  readonly notes: readonly string[];
  readonly months: readonly {
    readonly label: string;
    readonly query: string;
    readonly balance: string | null;
  }[];
}

/** Every account, in the groups of the overview. */
export function worthAccountsSection(
  { pasts, range }: BalanceHistory,
  file: string,
  format: Format,
): WorthAccountsModel {
  const rowsOf = pasts.map((past) => ({ ...past.account, past }));
  return {
    groups: groupAccounts(rowsOf).map(({ id, title, accounts }) => ({
      ...{ id, title },
      rows: accounts.map(({ past }) => accountRow(past, range, format)),
    })),
    file: format.isHidden ? null : file,
  };
}

function accountRow(past: BankAccountPast, range: DayRange, format: Format): AccountRow {
  const { account, bank, days } = past;
  const { currency } = account;
  const nowMinor = days.at(-1)?.balanceMinor ?? null;
  const own = ownFigureWords(account, format);
  const unchanging = own && 'it counts the same on every day';
  const notes = [reasonOf(past, format), aboutOf(past), unchanging].filter((note) => note !== null);
  const hasPast = own === null && past.knownFrom !== null && past.knownFrom < range.to;
  return {
    ...{ name: account.name, mask: account.mask },
    bankName: bankOrOwnFigure(account, bank, format),
    now: nowMinor === null ? 'not reported' : format.money({ amountMinor: nowMinor, currency }),
    isDebt: nowMinor !== null && nowMinor < 0,
    change: hasPast ? changeOf(past, format) : null,
    line: hasPast ? trendLine(days.slice(1).map(({ balanceMinor }) => balanceMinor)) : null,
    notes: notes.map((note) => `${capitalise(note)}.`),
    months: hasPast ? monthsOf(past, range, format) : [],
  };
}

function changeOf({ days, account: { currency } }: BankAccountPast, format: Format): string {
  const index = days.findIndex(({ balanceMinor }) => balanceMinor !== null);
  const [first, last] = [days[index]?.balanceMinor ?? 0, days.at(-1)?.balanceMinor ?? 0];
  const since = days[index + 1]?.date ?? '';
  return `${format.flow({ amountMinor: last - first, currency })} since ${format.day(since)}`;
}

function monthsOf({ days, account }: BankAccountPast, range: DayRange, format: Format): AccountRow['months'] {
  const balances = new Map<string, DayBalance['balanceMinor']>();
  for (const { date, balanceMinor } of days) balances.set(monthOf(date), balanceMinor);
  return eachMonth(range.from, range.to).map((month) => {
    const amountMinor = balances.get(month) ?? null;
    const filter = { account: [account.id], from: `${month}-01`, to: lastOfMonth(`${month}-01`) };
    return {
      label: format.month(month),
      query: toQuery({ ...filter, pending: 'no' as const }),
      balance: amountMinor === null ? null : format.money({ amountMinor, currency: account.currency }),
    };
  });
}
