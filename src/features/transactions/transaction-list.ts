/** The full list of transactions that a filter lets through: by day, a page at a time. */

import { CATEGORIES, type Category } from '../../finance/categories.ts';
import { DAYS, type Filter, toQuery, withoutAll } from '../../finance/filter.ts';
import type { Format } from '../../finance/format.ts';
import type { Account, DayRange } from '../../finance/model.ts';
import type { Totals } from '../../finance/totals.ts';
import { accountLabel, type DatedRow, transactionRow } from '../../finance/transaction-row.ts';
import type { DayGroup } from '../../finance/transactions.ts';
import type { KnownHistory } from '../../reading/all-transactions.ts';
import {
  type EmptyState,
  emptyState,
  partialHistorySentence,
  partialSentence,
} from '../../reading/missing-banks.ts';
import { type Chip, chips } from './chips.ts';
import { type ExportLink, exportLinks } from './exports/formats.ts';
import { findTransactions } from './find.ts';

export interface TransactionListModel {
  readonly filter: Filter;
  readonly choices: {
    readonly days: readonly number[];
    readonly accounts: readonly { readonly id: string; readonly label: string }[];
    readonly categories: readonly Category[];
  };
  readonly chips: readonly Chip[];
  readonly range: { readonly from: string; readonly to: string };
  readonly count: string;
  readonly isOne: boolean;
  readonly isEmpty: boolean;
  /** Of all pages together, or of this one alone; one for each currency. */
  readonly totals: readonly { readonly in: string; readonly out: string; readonly isAnyIn: boolean }[];
  readonly areTotalsOfPage: boolean;
  readonly groups: readonly DayGroupModel[];
  readonly partial: string | null;
  readonly nothingKnown: EmptyState | null;
  /** This same view's address. */
  readonly sameHref: string;
  readonly clearHref: string;
  readonly page: {
    readonly number: number;
    readonly of: number;
    readonly firstRow: string;
    readonly lastRow: string;
    readonly newerHref: string | null;
    readonly olderHref: string | null;
  };
  readonly exports: readonly ExportLink[];
  /** Whether the files hold transactions that are not listed, since Plaid's limit has cut the list. */
  readonly haveExportsMore: boolean;
  /** What the files hold no more than the list does. */
  readonly exportsLack: string | null;
}

interface DayGroupModel {
  readonly heading: string;
  readonly count: string;
  readonly isOne: boolean;
  readonly totals: readonly string[];
  readonly rows: readonly DatedRow[];
}

const EDGE_MISSING = 'The first or the last day here may lack transactions that could not be read just now.';

/** What the page prints: the filter with its choices, the sums, one page of days, the exports. */
export async function transactionList(options: {
  history: KnownHistory;
  /** The ids of banks that could not be read. */
  unreadBanks: readonly string[];
  filter: Filter;
  range: DayRange;
  format: Format;
}): Promise<TransactionListModel> {
  const { history, unreadBanks, filter, range, format } = options;
  const { page: shown, totals } = await findTransactions(history, filter);
  const { page, pages, firstRow, lastRow, count, groups } = shown;
  const accounts = new Map(history.accounts.map((account) => [account.id, account]));
  const accountNames = new Map([...accounts].map(([id, account]) => [id, accountLabel(account)]));
  const edge = history.listPage?.isWhole === false ? EDGE_MISSING : null;
  const partial = [partialHistorySentence(history, format), edge].filter(Boolean).join(' ') || null;
  return {
    filter,
    choices: {
      days: DAYS,
      accounts: [...accountNames].map(([id, label]) => ({ id, label })),
      categories: CATEGORIES,
    },
    chips: chips(filter, { accountNames, format }),
    range: { from: format.day(range.from), to: format.day(range.to) },
    count: format.count(count),
    isOne: count === 1,
    isEmpty: count === 0,
    totals: totals.map((sums) => totalsRow(sums, format)),
    areTotalsOfPage: history.listPage !== null,
    groups: groups.map((group) => dayGroup(group, accounts, format)),
    partial,
    nothingKnown: emptyState(history),
    sameHref: hrefOf(filter),
    clearHref: hrefOf(withoutAll(filter)),
    page: {
      number: page,
      of: pages,
      firstRow: format.count(firstRow),
      lastRow: format.count(lastRow),
      newerHref: page > 1 ? hrefOf({ ...filter, page: page - 1 }) : null,
      olderHref: page < pages ? hrefOf({ ...filter, page: page + 1 }) : null,
    },
    exports: exportLinks(filter, unreadBanks),
    haveExportsMore: history.cutBanks.length > 0,
    exportsLack: partialSentence(history),
  };
}

function hrefOf(filter: Filter): string {
  const query = toQuery(filter);
  return query === '' ? '/transactions' : `/transactions?${query}`;
}

function dayGroup(group: DayGroup, accounts: ReadonlyMap<string, Account>, format: Format): DayGroupModel {
  return {
    heading: group.day === null ? 'Pending' : format.dayHeading(group.day),
    count: format.count(group.count),
    isOne: group.count === 1,
    totals: group.totals.map(({ currency, netMinor }) => format.flow({ currency, amountMinor: netMinor })),
    rows: group.transactions.map((row) => ({
      ...transactionRow(row, accounts.get(row.accountId), format),
      day: null,
    })),
  };
}

function totalsRow({ currency, inMinor, outMinor }: Totals, format: Format) {
  const flow = (amountMinor: number) => format.flow({ currency, amountMinor });
  return { in: flow(inMinor), out: flow(outMinor), isAnyIn: inMinor > 0 };
}
