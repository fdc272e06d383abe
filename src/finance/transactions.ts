/** The transaction list: newest first, by day, a page at a time. */

import { groupBy } from './group-by.ts';
import type { Day, Transaction } from './model.ts';
import { counts } from './pending-twins.ts';
import { type Totals, totalsOf } from './totals.ts';

/** The rows of one day, or all pending rows together, which come first and have no day of their own yet. */
export interface DayGroup {
  readonly day: Day | null;
  readonly transactions: readonly Transaction[];
  /** Rows of the whole day, also where a page shows only a part of it. */
  readonly count: number;
  /** Of what is summed among them. */
  readonly totals: readonly Totals[];
}

export interface Page {
  readonly groups: readonly DayGroup[];
  /** From 1; a number beyond the last page shows the last. */
  readonly page: number;
  readonly pages: number;
  /** The first and the last row shown, counted from 1; 1 and 0 where there is none. */
  readonly firstRow: number;
  readonly lastRow: number;
  /** All rows of all pages. */
  readonly count: number;
}

/** Pending first, then newest first; within a day the order given. */
export function newestFirst(transactions: readonly Transaction[]): Transaction[] {
  const byDay = (a: Transaction, b: Transaction) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0);
  return [
    ...transactions.filter(({ isPending }) => isPending).sort(byDay),
    ...transactions.filter(({ isPending }) => !isPending).sort(byDay),
  ];
}

/** Whether a row is in sums of all that there is, transfers too: the person's book may leave it out. */
export function isSummed(row: Transaction): boolean {
  return counts(row) && row.countsAs !== 'nothing';
}

/** One group for pending rows, then one for each day. Expects `newestFirst` order. */
export function groupByDay(transactions: readonly Transaction[]): DayGroup[] {
  const groups = groupBy(transactions, ({ isPending, date }) => (isPending ? null : date));
  return [...groups].map(([day, rows]) => ({
    day,
    transactions: rows,
    count: rows.length,
    totals: totalsOf(rows.filter(isSummed)),
  }));
}

export const LIST_PAGE_SIZE = 100;

/** One page of rows, still in their groups. */
export function pageOf(groups: readonly DayGroup[], wanted: number, size = LIST_PAGE_SIZE): Page {
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  const pages = Math.max(1, Math.ceil(count / size));
  const page = Math.min(Math.max(1, wanted), pages);
  let start = (page - 1) * size;
  const shown: DayGroup[] = [];
  for (const group of groups) {
    const transactions = group.transactions.slice(Math.max(0, start), Math.max(0, start + size));
    if (transactions.length > 0) shown.push({ ...group, transactions });
    start -= group.count;
  }
  return {
    groups: shown,
    page,
    pages,
    firstRow: (page - 1) * size + 1,
    lastRow: Math.min(page * size, count),
    count,
  };
}
