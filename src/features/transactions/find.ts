/** The transactions that a filter lets through: their sums, and one page of them. */

import { type Filter, isUnfiltered } from '../../finance/filter.ts';
import { matching } from '../../finance/matching.ts';
import type { Transaction } from '../../finance/model.ts';
import { type Totals, totalsOf } from '../../finance/totals.ts';
import {
  groupByDay,
  isSummed,
  LIST_PAGE_SIZE,
  newestFirst,
  type Page,
  pageOf,
} from '../../finance/transactions.ts';
import type { KnownHistory } from '../../reading/all-transactions.ts';
import type { ListPage } from '../../reading/list-page.ts';

/** Which page is enough for the list of this filter; undefined where it takes all transactions of the range. */
export function listPageFor(filter: Filter, bankCount: number): number | undefined {
  return bankCount === 1 && isUnfiltered(filter) ? filter.page : undefined;
}

interface Found {
  readonly page: Page;
  /** Of what is summed on all pages together; of this page where only that was read. */
  readonly totals: readonly Totals[];
  /** The rows of all pages, newest first; of this page where only that was read. */
  readonly rows: readonly Transaction[];
}

/** Two years of a busy bank are tens of thousands of rows, so each pass over them takes a turn of its own. */
export async function findTransactions(
  { transactions, accounts, listPage, lane: { scheduleNext } }: KnownHistory,
  filter: Filter,
): Promise<Found> {
  if (listPage) return scheduleNext(() => pageAmong(transactions, listPage));
  const found = await scheduleNext(() => transactions.filter(matching(filter, accounts)));
  const rows = await scheduleNext(() => newestFirst(found));
  const days = await scheduleNext(() => groupByDay(rows));
  const totals = await scheduleNext(() => totalsOf(rows.filter(isSummed)));
  return { page: pageOf(days, filter.page), totals, rows };
}

/** The rows of the page. Those around it belong to no group but the day that the page begins or ends with. */
function pageAmong(transactions: readonly Transaction[], listPage: ListPage): Found {
  const { number, ids, total } = listPage;
  const isShown = ({ id }: Transaction) => ids.has(id);
  const rows = newestFirst(transactions).filter((row) => isShown(row) || !row.isPending);
  const groups = groupByDay(rows)
    .map((group) => ({ ...group, transactions: group.transactions.filter(isShown) }))
    .filter((group) => group.transactions.length > 0);
  const before = (number - 1) * LIST_PAGE_SIZE;
  return {
    page: {
      groups,
      page: number,
      pages: Math.max(1, Math.ceil(total / LIST_PAGE_SIZE)),
      firstRow: before + 1,
      lastRow: before + ids.size,
      count: total,
    },
    totals: totalsOf(rows.filter((row) => isShown(row) && isSummed(row))),
    rows: rows.filter(isShown),
  };
}
