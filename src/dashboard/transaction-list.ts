/** The full list of transactions that a filter lets through: by day, a page at a time. */

import type { Account, DayRange } from '../bank/bank.ts';
import { CATEGORIES } from '../present/categories.ts';
import { chips } from '../present/chips.ts';
import { DAYS, type Filter, toQuery, withoutAll } from '../present/filter.ts';
import type { Format } from '../present/format.ts';
import type { Totals } from '../present/totals.ts';
import { accountLabel, transactionRow } from '../present/transaction-row.ts';
import type { DayGroup } from '../present/transactions.ts';
import { findTransactions } from './found-transactions.ts';
import { nothingKnown, partialSentence } from './gaps.ts';
import type { KnownHistory } from './history.ts';
import { exportLinks } from './transaction-exports.ts';

export interface ListQuestion {
  readonly history: KnownHistory;
  readonly filter: Filter;
  readonly range: DayRange;
  readonly format: Format;
}

/** What the page prints: the filter with its choices, the sums, one page of days, the exports. */
export async function transactionList({ history, filter, range, format }: ListQuestion): Promise<object> {
  const { page: shown, totals } = await findTransactions(history, filter);
  const { page, pages, firstRow, lastRow, count, groups } = shown;
  const accounts = new Map(history.accounts.map((account) => [account.id, account]));
  const accountNames = new Map([...accounts].map(([id, account]) => [id, accountLabel(account)]));
  const partial = partialSentence(history);
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
    groups: groups.map((group) => dayGroup(group, accounts, format)),
    partial,
    nothingKnown: nothingKnown(history),
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
    exports: exportLinks(filter, partial !== null),
  };
}

function hrefOf(filter: Filter): string {
  const query = toQuery(filter);
  return query === '' ? '/transactions' : `/transactions?${query}`;
}

function dayGroup(group: DayGroup, accounts: ReadonlyMap<string, Account>, format: Format): object {
  return {
    heading: group.day === null ? 'Pending' : format.dayHeading(group.day),
    count: format.count(group.count),
    isOne: group.count === 1,
    totals: group.totals.map(({ currency, netMinor }) => format.flow({ currency, amountMinor: netMinor })),
    rows: group.transactions.map((row) => transactionRow(row, accounts.get(row.accountId), format)),
  };
}

function totalsRow({ currency, inMinor, outMinor }: Totals, format: Format): object {
  const flow = (amountMinor: number) => format.flow({ currency, amountMinor });
  return { in: flow(inMinor), out: flow(outMinor), isAnyIn: inMinor > 0 };
}
