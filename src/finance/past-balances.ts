/**
 * What accounts held on each day behind: today's balance without what was posted since. Nothing has to be stored for it.
 * Pending rows are in no posted balance and count nowhere.
 *
 * | what                                              | days that are known                                            |
 * |---------------------------------------------------|----------------------------------------------------------------|
 * | an account without a balance                      | none                                                           |
 * | an investment account, whose market values move   | today                                                          |
 * | an account without posted rows                    | today: nothing says whether its bank tells them                |
 * | a row in another currency than its account's      | from its day on: what it did to the balance before is not told |
 * | rows from the first day on, or nearly: the account was silent about as long at another time as well | all      |
 * | rows that begin later                             | from the first row on                                          |
 * | of those three at most, where it is known from when on its bank tells its rows | from then on                      |
 *
 * On a loan, what a payment was of interest is counted as if it had been paid off: its past is about right only. So is the
 * past of an account of which the bank tells only what is available.
 */

import { worthOf } from './accounts.ts';
import { addDays, daysBetween, eachDay } from './days.ts';
import { groupBy } from './group-by.ts';
import type { Account, Day, Transaction } from './model.ts';
import { counts } from './pending-twins.ts';

/** Why days are not known. `opened`: before its first row the account held nothing, as a new one does. */
export type UnknownReason =
  | 'no-balance'
  | 'investment'
  | 'no-transactions'
  | 'other-currency'
  | 'not-read'
  | 'opened'
  | 'before-first';

export interface DayBalance {
  readonly date: Day;
  /** At the end of the day, debts negative; null where it cannot be known. */
  readonly balanceMinor: number | null;
}

export interface AccountPast {
  readonly account: Account;
  /** Every day from the first asked for to today, oldest first. */
  readonly days: readonly DayBalance[];
  /** All days from this one on are known; null where none is. */
  readonly knownFrom: Day | null;
  /** Why the days before it are not; null where all are known. */
  readonly reason: UnknownReason | null;
  /** Whether past days are known, and only about right. */
  readonly isAbout: boolean;
}

interface Options {
  readonly accounts: readonly Account[];
  /** Of the accounts, also from before `from`; a purchase that is told twice says so (pending-twins.ts). */
  readonly transactions: readonly Transaction[];
  /** The first day wanted. */
  readonly from: Day;
  readonly today: Day;
  /** By account id: the day from which on its bank is known to tell its rows. Without it the account's own rows decide. */
  readonly readFrom?: ReadonlyMap<string, Day>;
}

/** An account with no more rows is silent for months, such as one with its interest of each quarter alone. */
const FEW_ROWS = 3;
/** What comes each month comes after 28 to 31 days, and a weekend later. */
const SLACK_DAYS = 5;

/** The end-of-day balances of each account, in the order given. A row dated after today counts as today's. */
export function pastBalances({ accounts, transactions, from, today, readFrom }: Options): AccountPast[] {
  const rowsById = groupBy(transactions, ({ accountId }) => accountId);
  const dates = eachDay(from, today);
  return accounts.map((account) => {
    const rows = rowsById.get(account.id) ?? [];
    const balanceMinor = postedBalance(account, rows);
    const balances = balanceMinor === null ? [] : balancesBehind(balanceMinor, postedRows(rows), dates);
    const { knownFrom, reason } = knownDays(account, {
      ...{ rows: postedRows(rows), from, today },
      readFrom: readFrom?.get(account.id) ?? null,
      firstMinor: balances[0] ?? null,
    });
    const hasPast = knownFrom !== null && knownFrom < today;
    return {
      ...{ account, knownFrom, reason },
      days: dates.map((date, index) => {
        const isKnown = knownFrom !== null && date >= knownFrom;
        return { date, balanceMinor: isKnown ? (balances[index] ?? null) : null };
      }),
      isAbout: hasPast && (account.type === 'loan' || account.balanceMinor === null),
    };
  });
}

/** Where a bank tells only what is available, what is pending has been taken off already, and is added again. */
function postedBalance(account: Account, rows: readonly Transaction[]): number | null {
  const worthMinor = worthOf(account);
  if (worthMinor === null || account.balanceMinor !== null) return worthMinor;
  const pending = rows.filter((row) => row.isPending && counts(row) && row.currency === account.currency);
  return worthMinor - pending.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

function postedRows(rows: readonly Transaction[]): Transaction[] {
  return rows.filter(({ isPending }) => !isPending);
}

/** From the last day to the first: the day before lacks what was posted on the day. */
function balancesBehind(todayMinor: number, posted: readonly Transaction[], dates: readonly Day[]): number[] {
  const indexOf = new Map(dates.map((date, index) => [date, index]));
  const last = dates.length - 1;
  const changes = dates.map(() => 0);
  for (const { date, amountMinor } of posted) {
    const index = indexOf.get(date) ?? (date > (dates[last] ?? '') ? last : -1);
    if (index >= 0) changes[index] = (changes[index] ?? 0) + amountMinor;
  }
  const balances = dates.map(() => todayMinor);
  for (let index = last - 1; index >= 0; index -= 1) {
    // Adding zero: minus nothing would be minus zero.
    balances[index] = (balances[index + 1] ?? 0) - (changes[index + 1] ?? 0) + 0;
  }
  return balances;
}

type Known = Pick<AccountPast, 'knownFrom' | 'reason'>;

interface Rows {
  /** The posted ones. */
  readonly rows: readonly Transaction[];
  readonly from: Day;
  readonly today: Day;
  readonly readFrom: Day | null;
  /** What the balance comes to on the first day; null where there is no balance. */
  readonly firstMinor: number | null;
}

/** By the table above: the latest day that any of its lines gives. */
function knownDays(account: Account, { rows, from, today, readFrom, firstMinor }: Rows): Known {
  if (firstMinor === null) return { knownFrom: null, reason: 'no-balance' };
  if (account.type === 'investment') return { knownFrom: today, reason: 'investment' };
  const dates = daysOf(postedDays(rows), today);
  const [first] = dates;
  if (first === undefined) return { knownFrom: today, reason: 'no-transactions' };
  const known: Known[] = [{ knownFrom: from, reason: null }];
  if (firstMinor === 0 && beginsLate(dates, from, today)) known.push({ knownFrom: first, reason: 'opened' });
  if (readFrom !== null && readFrom > from) known.push({ knownFrom: readFrom, reason: 'not-read' });
  const foreign = rows.filter(({ currency }) => currency !== account.currency).map(({ date }) => date);
  const lastForeign = foreign.sort().at(-1);
  if (lastForeign !== undefined && lastForeign > from) {
    known.push({ knownFrom: lastForeign > today ? today : lastForeign, reason: 'other-currency' });
  }
  const isHardlyUsed = readFrom !== null && rows.length <= FEW_ROWS;
  const begin = readFrom !== null && readFrom > from ? readFrom : from;
  if (!isHardlyUsed && beginsLate(dates, begin, today)) {
    known.push({ knownFrom: first, reason: 'before-first' });
  }
  return known.reduce((latest, one) => ((one.knownFrom ?? '') > (latest.knownFrom ?? '') ? one : latest));
}

/** The first of the days with posted rows, where rows of all of a bank's accounts begin too late for its having been silent; else null. */
export function beginOfHistory(posted: ReadonlySet<Day>, from: Day, today: Day): Day | null {
  const dates = daysOf(posted, today);
  return beginsLate(dates, from, today) ? (dates[0] ?? null) : null;
}

/** The days on which any of these was posted. */
export function postedDays(rows: readonly Transaction[]): Set<Day> {
  const days = new Set<Day>();
  for (const { isPending, date } of rows) if (!isPending) days.add(date);
  return days;
}

/** Oldest first; those after today are today. */
function daysOf(posted: ReadonlySet<Day>, today: Day): Day[] {
  return [...new Set([...posted].map((date) => (date > today ? today : date)))].sort();
}

/** Whether nothing was posted at first for clearly longer than at any other time. What was posted on the first day is in its balance. */
function beginsLate(dates: readonly Day[], from: Day, today: Day): boolean {
  const [first = from] = dates;
  return first > from && daysBetween(from, first) - 1 > longestSilence(dates, today) + SLACK_DAYS;
}

/** The most days without a row, from the first row to today. */
function longestSilence(dates: readonly Day[], today: Day): number {
  const ends = [...dates.slice(1), addDays(today, 1)];
  return dates.reduce((most, date, index) => Math.max(most, daysBetween(date, ends[index] ?? date) - 1), 0);
}
