/** What is expected to come in and go out regularly: each with its next days and the amounts to reckon with. */

import type { Flow } from '../../../finance/flow.ts';
import type { Day } from '../../../finance/model.ts';
import { type Recurring, recurringWithRows, rowsByMerchant } from '../../recurring/detect/detect.ts';
import { type Books, cardAccounts, cashAccounts } from './books.ts';
import { type DueDay, scheduleOf } from './recurring-schedule.ts';

export interface Expected {
  readonly recurring: Recurring;
  /** The account of the latest time. */
  readonly accountId: string;
  /** The person's own account that it mostly goes to or comes from; null where it is between the person and others. */
  readonly otherId: string | null;
  /** From tomorrow on. */
  readonly dues: readonly DueDay[];
  readonly daysLate: readonly number[];
  /** What it may come to: the latest amount alone where that is steady. */
  readonly amountsMinor: readonly number[];
  /** Its transactions, oldest first. */
  readonly rows: readonly Flow[];
}

const LATEST = 12;

interface Known {
  readonly books: Books;
  readonly known: ReadonlySet<Flow>;
  readonly until: Day;
  /** For each row of a transfer between own accounts the other one's id. */
  readonly others: ReadonlyMap<Flow, string>;
}

/**
 * All that recurs on cash accounts and cards and goes on. On a cash account also what counts as neither income nor
 * spending, such as rent by transfer or the payment of a card that is not linked; `known` rows are left out, since
 * something else tells of them.
 */
export function expectedOf({ books, known, until, others }: Known): Expected[] {
  const cash = new Set(cashAccounts(books).map(({ id }) => id));
  const cards = new Set(cardAccounts(books).map(({ id }) => id));
  const originals = new Map<string, Flow>();
  const rows = books.flows.flatMap((row) => {
    if (known.has(row)) return [];
    if (cards.has(row.accountId)) return row.kind === 'payment' ? [] : [row];
    if (!cash.has(row.accountId)) return [];
    originals.set(row.id, row);
    return [movedAsFlow(row)];
  });
  return recurringWithRows(rowsByMerchant(rows), books.today).flatMap(({ recurring, rows: own }) => {
    if (recurring.status !== 'active') return [];
    const found = expectedFrom(books, recurring, own, until, originals);
    return [{ ...found, otherId: otherOf(found.rows, others) }];
  });
}

/** What leaves an account leaves it, whatever it counts as, and whatever the person says that it counts as. */
function movedAsFlow(row: Flow): Flow {
  if ((row.kind === 'income' || row.kind === 'spending') && row.countsAs === undefined) return row;
  return { ...row, kind: row.amountMinor < 0 ? 'spending' : 'income' };
}

function expectedFrom(
  { today }: Books,
  recurring: Recurring,
  rows: readonly Flow[],
  until: Day,
  originals: ReadonlyMap<string, Flow>,
): Omit<Expected, 'otherId'> {
  const days = rows.map(({ date }) => date);
  const schedule = scheduleOf(days, recurring.cadence);
  return {
    recurring,
    accountId: recurring.accountIds[0],
    dues: schedule.ahead(today, until),
    daysLate: schedule.daysLate,
    amountsMinor: amountsOf(rows),
    rows: rows.map((row) => originals.get(row.id) ?? row),
  };
}

/** By more than half of the rows: the other row of the latest may be yet to come. */
function otherOf(rows: readonly Flow[], others: ReadonlyMap<Flow, string>): string | null {
  const ids = rows.flatMap((row) => others.get(row) ?? []);
  return ids.length > rows.length / 2 ? (ids.at(-1) ?? null) : null;
}

/** An amount that came twice in a row is the price; else any of the latest may come again. */
function amountsOf(rows: readonly Flow[]): number[] {
  const amounts = rows.map(({ amountMinor }) => amountMinor);
  const latest = amounts.at(-1) ?? 0;
  return latest === amounts.at(-2) ? [latest] : amounts.slice(-LATEST);
}
