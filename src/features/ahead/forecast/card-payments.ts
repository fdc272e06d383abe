/**
 * How each card is paid: from which account, on which day, and what of its balance. A payment is what the card owed on a
 * closing day before; which day of the month that is, is the one that past payments fit best.
 */

import { addDays, addMonths, daysBetween, firstOfMonth, lastOfMonth } from '../../../finance/days.ts';
import type { Flow } from '../../../finance/flow.ts';
import { groupBy } from '../../../finance/group-by.ts';
import type { Account, Day } from '../../../finance/model.ts';
import { type Books, balanceOn, cardAccounts } from './books.ts';
import type { OwnTransfer } from './own-transfers.ts';
import { type Paid, type PaidToCard, type Payer, paidToCards } from './paid-to-cards.ts';
import { type DueDay, GRACE_DAYS, type Schedule, scheduleOf } from './recurring-schedule.ts';

export interface CardPlan {
  readonly card: Account;
  /** The account that pays. */
  readonly payerId: string;
  /** The payments to come, each with the day whose balance it pays. */
  readonly dues: readonly CardDue[];
  readonly daysLate: readonly number[];
  /** What past payments were above what was owed on their closing days; below zero for less. */
  readonly errorsMinor: readonly number[];
  /** What the next payment is; before its closing day at least, since more may be bought until then. */
  readonly nextMinor: number;
  /** What left an account and has not come to the card, as `PaidToCard` tells of it. */
  readonly onItsWayMinor: number;
  /** Rows of payments that have come on one side, or are pending. */
  readonly loneRows: readonly Flow[];
  /** The payments it was seen in, on the account that pays; oldest first. */
  readonly rows: readonly Flow[];
}

export interface CardDue extends DueDay {
  readonly closesOn: Day;
  /** What was owed on that day and is not paid since; null where the day is still to come. */
  readonly owedMinor: number | null;
}

const FEWEST = 4;
/** Of what was paid on average: a closing day that fits worse explains nothing. */
const MOST_ERROR = 0.35;
const LATEST = 12;

/** The plan of each card that is paid month by month from one of these accounts. */
export function cardPlans(books: Books, transfers: readonly OwnTransfer[], until: Day): CardPlan[] {
  const byCard = groupBy(transfers, ({ to }) => to.accountId);
  const habits = cardAccounts(books).flatMap((card) => habitOf(books, card, byCard.get(card.id) ?? []) ?? []);
  const paid = paidToCards(books, transfers, habits);
  return habits.flatMap((habit, index) => (paid[index] ? [planOf(books, habit, paid[index], until)] : []));
}

interface Habit extends Payer {
  readonly schedule: Schedule;
  readonly closing: Closing;
}

function habitOf(books: Books, card: Account, payments: readonly OwnTransfer[]): Habit | null {
  const ordered = payments.toSorted((a, b) => a.from.date.localeCompare(b.from.date)).slice(-LATEST);
  const onRule = onDueDays(ordered);
  const payerId = onRule.at(-1)?.from.accountId;
  const regular = onRule.filter(({ from }) => from.accountId === payerId);
  const rows = regular.map(({ from }) => from);
  const last = rows.at(-1);
  if (payerId === undefined || last === undefined || rows.length < FEWEST) return null;
  if (daysBetween(last.date, books.today) > 62 || !isMonthly(rows)) return null;
  const closing = closingDay(books, card, regular, payments);
  if (closing === null) return null;
  const schedule = scheduleOf(
    rows.map(({ date }) => date),
    'monthly',
  );
  const closings = schedule
    .between(addDays(books.today, -GRACE_DAYS), addMonths(books.today, 2))
    .map(({ day }) => closing.before(day));
  const owedMinor = [...closings, books.today].map((day) => owedBy(books, card, day));
  return { card, payerId, rows, owedMinor, schedule, closing };
}

/** The payments on the days of the rule that most of them fit, the largest around each; others were made by hand. */
function onDueDays(payments: readonly OwnTransfer[]): OwnTransfer[] {
  const days = payments.map(({ from }) => from.date);
  const { daysLate } = scheduleOf(days, 'monthly');
  const near = payments.flatMap((one, index) => {
    const late = daysLate[index] ?? 0;
    return Math.abs(late) > GRACE_DAYS ? [] : [{ one, due: addDays(one.from.date, -late) }];
  });
  return [...groupBy(near, ({ due }) => due).values()].flatMap((group) => {
    const [largest] = group.toSorted((a, b) => b.one.to.amountMinor - a.one.to.amountMinor);
    return largest ? [largest.one] : [];
  });
}

function isMonthly(rows: readonly Flow[]): boolean {
  const gaps = rows.slice(1).map(({ date }, index) => daysBetween(rows[index]?.date ?? date, date));
  return gaps.filter((gap) => gap >= 24 && gap <= 38).length >= gaps.length * 0.75;
}

interface Closing {
  readonly before: (day: Day) => Day;
  readonly errorsMinor: readonly number[];
}

/** The day of the month whose balances, without what was paid by hand since, are nearest to these; null where none is near. */
function closingDay(
  books: Books,
  card: Account,
  regular: readonly OwnTransfer[],
  payments: readonly OwnTransfer[],
): Closing | null {
  const paid = sumOf(regular.map(({ to }) => to)) / regular.length;
  let best: Closing | null = null;
  let least = paid * MOST_ERROR;
  for (let number = 1; number <= 31; number += 1) {
    const before = (day: Day) => lastOnNumber(number, day);
    const errorsMinor = regular.flatMap((one) => {
      const closesOn = before(one.from.date);
      const balanceMinor = balanceOn(books, card.id, closesOn);
      if (balanceMinor === null) return [];
      const since = payments.map(({ to }) => to).filter(({ date }) => date > closesOn && date <= one.to.date);
      return [sumOf(since) + balanceMinor];
    });
    if (errorsMinor.length < FEWEST) continue;
    const error = errorsMinor.reduce((sum, one) => sum + Math.abs(one), 0) / errorsMinor.length;
    if (error <= least) [best, least] = [{ before, errorsMinor }, error];
  }
  return best;
}

/** The latest day with this number before a day; a month that is shorter closes on its last day. */
function lastOnNumber(number: number, day: Day): Day {
  const inMonth = (first: Day) => {
    const [earlier = first] = [lastOfMonth(first), addDays(first, number - 1)].sort();
    return earlier;
  };
  const here = inMonth(firstOfMonth(day));
  return here < day ? here : inMonth(addMonths(firstOfMonth(day), -1));
}

/** What a card owed at the end of a day, or owes by now where that is to come. */
function owedBy(books: Books, card: Account, day: Day): number {
  return -(balanceOn(books, card.id, day < books.today ? day : books.today) ?? 0);
}

function planOf(books: Books, habit: Habit, paid: PaidToCard, until: Day): CardPlan {
  const { card, payerId, rows, schedule, closing } = habit;
  const { today } = books;
  const dues = schedule.between(addDays(today, -GRACE_DAYS), until).flatMap(({ day, period }) => {
    const closesOn = closing.before(day);
    const isClosed = closesOn <= today;
    const since = isClosed ? closesOn : today;
    const restMinor =
      owedBy(books, card, since) - sumOf(paid.payments.filter((one) => one.arrivedOn > since));
    if (isPaid(day, restMinor, paid.payments) || (isClosed && restMinor <= 0)) return [];
    // What is late is expected tomorrow.
    const onDay = day > today ? day : addDays(today, 1);
    return [{ day: onDay, period, closesOn, owedMinor: isClosed ? restMinor : null }];
  });
  const pending = books.flows.filter(({ accountId, isPending }) => accountId === card.id && isPending);
  const byNowMinor = owedBy(books, card, today) - sumOf(pending) - paid.onItsWayMinor;
  return {
    ...{ card, payerId, dues, rows, onItsWayMinor: paid.onItsWayMinor, loneRows: paid.rows },
    daysLate: schedule.daysLate,
    errorsMinor: closing.errorsMinor,
    nextMinor: Math.max(0, dues[0]?.owedMinor ?? byNowMinor),
  };
}

/** Whether what was paid around a due day is the payment of that due: most of what was owed. A small one is no more than that. */
function isPaid(day: Day, restMinor: number, paid: readonly Paid[]): boolean {
  const minor = sumOf(paid.filter(({ leftOn }) => Math.abs(daysBetween(leftOn, day)) <= GRACE_DAYS));
  return minor > 0 && minor >= (1 - MOST_ERROR) * (restMinor + minor);
}

function sumOf(rows: readonly { readonly amountMinor: number }[]): number {
  return rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}
