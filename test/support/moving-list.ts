/** A bank's list of transactions that changes between two answers, as it may while a long one is read. */

import fc from 'fast-check';
import type { Transaction } from '../../src/finance/model.ts';
import type { ReadPage } from '../../src/plaid/transactions.ts';
import { transaction } from '../finance/samples.ts';

const DAY_MS = 86_400_000;
const FIRST_MS = Date.parse('2026-05-20');

/** So many rows, newest first, with so many on each day; some of them with facts of their own, by their position. */
export function rowsOf(
  count: number,
  perDay: number,
  own: Readonly<Record<number, Partial<Transaction>>> = {},
): Transaction[] {
  return Array.from({ length: count }, (_, at) => {
    const date = new Date(FIRST_MS - Math.floor(at / perDay) * DAY_MS).toISOString().slice(0, 10);
    return transaction({ id: `r${at}`, date, ...own[at] });
  });
}

/** What happens to the list once so many answers are out. Places are parts of its length. */
export interface Change {
  readonly after: number;
  readonly place: number;
  /** Rows that arrive there; fewer than none are removed. */
  readonly rows?: number;
  /** A pending row that stands there is posted, at a place as new or newer. */
  readonly postedAt?: number;
}

/** Rows that arrive or are removed. */
export const rowsChange: fc.Arbitrary<Change> = fc.record({
  after: fc.integer({ min: 1, max: 8 }),
  place: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true })),
  rows: fc.integer({ min: -60, max: 60 }),
});

/** Rows that arrive. */
export const arrival = rowsChange.map((change) => ({ ...change, rows: Math.abs(change.rows ?? 0) }));

/** A pending row that is posted. */
export const posting: fc.Arbitrary<Change> = fc
  .record({
    after: fc.integer({ min: 1, max: 8 }),
    place: fc.double({ min: 0, max: 1, noNaN: true }),
    newer: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true })),
  })
  .map(({ after, place, newer }) => ({ after, place, postedAt: place * newer }));

interface MovingOptions {
  /** Answers calls that are open at the same time in an order of its own. */
  readonly scheduler?: fc.Scheduler;
  readonly perDay?: number;
}

/** A list of so many rows that changes so. */
export function movingList(
  count: number,
  changes: readonly Change[],
  { scheduler, perDay = 4 }: MovingOptions = {},
) {
  const rows = rowsOf(count, perDay);
  const lasting = new Map(rows.map((row) => [row.id, row]));
  /** The two ids of each purchase that was posted. */
  const posted: [pending: string, posted: string][] = [];
  const calls: string[] = [];
  let answered = 0;
  let made = 0;

  function change({ place, rows: by = 0, postedAt }: Change): void {
    const at = Math.min(Math.floor(place * rows.length), rows.length - 1);
    const isOf = (row: Transaction | undefined) => ({ date: row?.date ?? '2026-05-20' });
    if (postedAt !== undefined) {
      const [pending] = rows.splice(at, 1);
      if (!pending) return;
      const to = Math.min(Math.floor(postedAt * rows.length), at);
      const row = transaction({
        id: `posted-${made++}`,
        pendingId: pending.id,
        ...isOf(rows[to] ?? pending),
      });
      rows.splice(to, 0, row);
      lasting.delete(pending.id);
      posted.push([pending.id, row.id]);
    } else if (by < 0) {
      for (const { id } of rows.splice(at, -by)) lasting.delete(id);
    } else {
      const arriving = Array.from({ length: by }, () =>
        transaction({ id: `new-${made++}`, ...isOf(rows[at]) }),
      );
      rows.splice(Math.max(at, 0), 0, ...arriving);
    }
  }

  const readPage: ReadPage = async (offset, size = 500) => {
    calls.push(`${offset}+${size}`);
    await scheduler?.schedule(Promise.resolve());
    for (const due of changes.filter(({ after }) => after === answered)) change(due);
    answered += 1;
    const transactions = rows.slice(offset, offset + size);
    return { ok: true, value: { transactions, accounts: [], total: rows.length } };
  };

  return {
    readPage,
    calls,
    /** The ids of all rows as they are by now, newest first. */
    now: () => rows.map(({ id }) => id),
    /** Of the rows that were there all the time, those that are missing among these. */
    missingFrom: (read: readonly Transaction[], isWanted: (row: Transaction) => boolean = () => true) => {
      const ids = new Set(read.map(({ id }) => id));
      return [...lasting.values()].filter((row) => isWanted(row) && !ids.has(row.id));
    },
    /** The purchases that are among these neither as pending nor as posted. */
    lostFrom: (read: readonly Transaction[]) => {
      const ids = new Set(read.map(({ id }) => id));
      return posted.filter((purchase) => !purchase.some((id) => ids.has(id)));
    },
  };
}
