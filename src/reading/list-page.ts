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
import { PAGE_SIZE } from '../plaid/transactions.ts';

const ROWS_BEFORE = 200;

/** Which rows of a longer list a page shows; the others are around it. */
export interface ListPage {
  /** From 1. */
  readonly number: number;
  readonly ids: ReadonlySet<string>;
  /** Rows of the whole list. */
  readonly total: number;
}

interface ListRows {
  readonly transactions: readonly Transaction[];
  readonly accounts: readonly Account[];
  /** Null where the whole list was read. */
  readonly page: ListPage | null;
}

type ReadPart = (offset: number, count: number) => Promise<Result<HistoryPart>>;

/**
 * The page with this number, from 1, or the last where there are fewer; with the rows around it, newest first. A list that
 * Plaid gives in one answer is read whole.
 */
export async function readListPage(wanted: number, readPart: ReadPart): Promise<Result<ListRows>> {
  let number = wanted;
  let offset = offsetFor(number);
  let opened = await readPart(offset, PAGE_SIZE);
  if (opened.ok && startOf(number) >= opened.value.total && number > 1) {
    number = Math.max(1, Math.ceil(opened.value.total / LIST_PAGE_SIZE));
    if (offsetFor(number) !== offset) {
      offset = offsetFor(number);
      opened = await readPart(offset, PAGE_SIZE);
    }
  }
  if (!opened.ok) return opened;
  const { accounts, total } = opened.value;
  let rows = opened.value.transactions;
  const shown = () => rows.slice(startOf(number) - offset, startOf(number) - offset + LIST_PAGE_SIZE);

  while (offset > 0 && (total <= PAGE_SIZE || isDayOpen(rows[0], newestNeeded(shown())))) {
    const count = Math.min(PAGE_SIZE, offset);
    const before = await readPart(offset - count, count);
    if (!before.ok) return before;
    rows = [...before.value.transactions, ...rows];
    offset -= count;
  }
  while (offset + rows.length < total && isSameDay(rows.at(-1), shown().at(-1))) {
    const after = await readPart(offset + rows.length, PAGE_SIZE);
    if (!after.ok) return after;
    if (after.value.transactions.length === 0) break;
    rows = [...rows, ...after.value.transactions];
  }
  const ids = new Set(shown().map(({ id }) => id));
  // A row that arrives between two calls moves the others on by one, and one of them comes twice.
  const transactions = [...new Map(rows.map((row) => [row.id, row])).values()];
  return {
    ok: true,
    value: { transactions, accounts, page: total > PAGE_SIZE ? { number, ids, total } : null },
  };
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
