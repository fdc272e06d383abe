/** The full list of transactions that a filter lets through: by day, a page at a time. */

import type { Account } from '../bank/bank.ts';
import { CATEGORIES } from '../present/categories.ts';
import { chips } from '../present/chips.ts';
import { DAYS, type Filter, toQuery } from '../present/filter.ts';
import type { Format } from '../present/format.ts';
import { matching } from '../present/matching.ts';
import { type Totals, totalsOf } from '../present/totals.ts';
import { accountLabel, transactionRow } from '../present/transaction-row.ts';
import {
  type DayGroup,
  groupByDay,
  newestFirst,
  pageOf,
  withoutPendingTwins,
} from '../present/transactions.ts';
import type { KnownHistory } from './history.ts';

/** What the page prints: the filter with its choices, the sums, one page of days. */
export function transactionList(history: KnownHistory, filter: Filter, format: Format): object {
  const accounts = new Map(history.accounts.map((account) => [account.id, account]));
  const rows = newestFirst(withoutPendingTwins(history.transactions).filter(matching(filter)));
  const { page, pages, count, groups } = pageOf(groupByDay(rows), filter.page);
  const accountNames = new Map([...accounts].map(([id, account]) => [id, accountLabel(account)]));
  const pageQuery = (number: number) => toQuery({ ...filter, page: number });
  return {
    filter,
    choices: {
      days: DAYS,
      accounts: [...accountNames].map(([id, label]) => ({ id, label })),
      categories: CATEGORIES,
    },
    chips: chips(filter, { accountNames, format }),
    count: format.count(count),
    isEmpty: count === 0,
    totals: totalsOf(rows).map((totals) => totalsRow(totals, format)),
    groups: groups.map((group) => dayGroup(group, accounts, format)),
    missingBanks: history.missingBanks,
    page: { number: page, of: pages },
    newer: page > 1 ? pageQuery(page - 1) : null,
    older: page < pages ? pageQuery(page + 1) : null,
  };
}

function dayGroup(group: DayGroup, accounts: ReadonlyMap<string, Account>, format: Format): object {
  return {
    heading: group.day === null ? 'Pending' : format.dayHeading(group.day),
    count: group.count,
    totals: group.totals.map(({ currency, netMinor }) => format.flow({ currency, amountMinor: netMinor })),
    rows: group.transactions.map((row) => transactionRow(row, accounts.get(row.accountId), format)),
  };
}

function totalsRow({ currency, inMinor, outMinor, netMinor }: Totals, format: Format): object {
  const flow = (amountMinor: number) => format.flow({ currency, amountMinor });
  return { in: flow(inMinor), out: flow(outMinor), net: flow(netMinor) };
}
