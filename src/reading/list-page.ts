/**
 * One page of a bank's list, by Plaid's own count and offset (plaid.com/docs/api/products/transactions): one call, however
 * long the list is. The rows around the page are read with it: they tell what a day comes to that the page begins or
 * ends with, and which of its pending rows are posted already.
 */

import { addDays } from '../finance/days.ts';
import type { Account, Day, Transaction } from '../finance/model.ts';
import { MOST_DAYS_TO_POST } from '../finance/pending-twins.ts';
import { LIST_PAGE_SIZE } from '../finance/transactions.ts';
import type { HistoryPart, Result } from '../plaid/gateway.ts';
import { OVERLAP, PAGE_SIZE } from '../plaid/transactions.ts';

const ROWS_BEFORE = 200;

/** Which rows of a longer list a page shows; the others are around it. */
export interface ListPage {
  /** From 1. */
  readonly number: number;
  readonly ids: ReadonlySet<string>;
  /** Rows of the whole list. */
  readonly total: number;
  /** Whether the rows around it are as many as it needs, and not fewer since they could not be read. */
  readonly isWhole: boolean;
}

interface ListRows {
  readonly transactions: readonly Transaction[];
  readonly accounts: readonly Account[];
  /** Null where the whole list was read. */
  readonly page: ListPage | null;
  readonly itemError: HistoryPart['itemError'];
}

/** `isNeeded` says that there is nothing to show without it. */
type ReadPart = (offset: number, count: number, isNeeded: boolean) => Promise<Result<HistoryPart>>;

/**
 * The page with this number, from 1, or the last where there are fewer; with the rows around it, newest first. A list that
 * Plaid gives in one answer is read whole. The page is of one answer; those of the rows around it share some with it, so
 * that none is lost between two answers when the list moves.
 */
export async function readListPage(wanted: number, readPart: ReadPart): Promise<Result<ListRows>> {
  let number = wanted;
  let offset = offsetFor(number);
  let opened = await readPart(offset, PAGE_SIZE, true);
  if (opened.ok && startOf(number) >= opened.value.total && number > 1) {
    number = Math.max(1, Math.ceil(opened.value.total / LIST_PAGE_SIZE));
    if (offsetFor(number) !== offset) {
      offset = offsetFor(number);
      opened = await readPart(offset, PAGE_SIZE, true);
    }
  }
  if (!opened.ok) return opened;
  const { accounts, total, transactions, itemError } = opened.value;
  const start = startOf(number) - offset;
  const shown = transactions.slice(start, start + LIST_PAGE_SIZE);
  let rows = transactions;
  let end = offset + rows.length;
  let isWhole = true;

  while (isWhole && offset > 0 && (total <= PAGE_SIZE || isDayOpen(rows[0], newestNeeded(shown)))) {
    const from = Math.max(0, offset + OVERLAP - PAGE_SIZE);
    const before = await readPart(from, offset + OVERLAP - from, false);
    isWhole = before.ok && joins(before.value.transactions, rows);
    if (before.ok) rows = together(before.value.transactions, rows);
    offset = from;
  }
  while (isWhole && end < total && isSameDay(rows.at(-1), shown.at(-1))) {
    const after = await readPart(end - OVERLAP, PAGE_SIZE, false);
    isWhole = after.ok && joins(rows, after.value.transactions);
    if (after.ok) rows = together(rows, after.value.transactions);
    end += PAGE_SIZE - OVERLAP;
  }
  const isPage = total > PAGE_SIZE || !isWhole;
  const ids = new Set(shown.map(({ id }) => id));
  return {
    ok: true,
    value: {
      ...{ transactions: rows, accounts, itemError },
      page: isPage ? { number, ids, total, isWhole } : null,
    },
  };
}

/** Each row once. */
function together(newer: readonly Transaction[], older: readonly Transaction[]): Transaction[] {
  return [...new Map([...newer, ...older].map((row) => [row.id, row])).values()];
}

/** Whether two parts have a row in common, so that none is missing between them. */
function joins(newer: readonly Transaction[], older: readonly Transaction[]): boolean {
  const ids = new Set(newer.map(({ id }) => id));
  return older.some(({ id }) => ids.has(id));
}

function startOf(page: number): number {
  return (page - 1) * LIST_PAGE_SIZE;
}

/** The first pages are in the first answer. */
function offsetFor(page: number): number {
  const start = startOf(page);
  return start + LIST_PAGE_SIZE + ROWS_BEFORE <= PAGE_SIZE ? 0 : Math.max(0, start - ROWS_BEFORE);
}

/** Up to this day all rows matter to the page: those of its newest day, and what its pending rows may be posted as. */
function newestNeeded(shown: readonly Transaction[]): Day {
  const posted = shown
    .filter(({ isPending }) => isPending)
    .map(({ date }) => addDays(date, MOST_DAYS_TO_POST));
  return [...posted, shown[0]?.date ?? ''].sort().at(-1) ?? '';
}

function isDayOpen(newest: Transaction | undefined, needed: Day): boolean {
  return newest !== undefined && newest.date <= needed;
}

function isSameDay(one: Transaction | undefined, other: Transaction | undefined): boolean {
  return one !== undefined && one.date === other?.date;
}
