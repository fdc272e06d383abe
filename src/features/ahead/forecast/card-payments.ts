/**
 * How each card is paid: from which account, on which day, and what of its balance. A payment is what the card owed on a
 * closing day before; which day of the month that is, is the one that past payments fit best.
 */

import { addDays, addMonths, daysBetween, firstOfMonth, lastOfMonth } from '../../../finance/days.ts';
import type { Flow } from '../../../finance/flow.ts';
import { groupBy } from '../../../finance/group-by.ts';
import type { Account, Day } from '../../../finance/model.ts';
import { type Books, balanceOn, cardAccounts } from './books.ts';
import { type DueDay, scheduleOf } from './due-days.ts';
import type { OwnTransfer } from './own-transfers.ts';

export interface CardPlan {
  readonly card: Account;
  /** The account that pays. */
  readonly payerId: string;
  /** The payments to come, each with the day whose balance it pays. */
  readonly dues: readonly CardDue[];
  readonly daysLate: readonly number[];
  /** What past payments were above what was owed on their closing days; below zero for less. */
  readonly errorsMinor: readonly number[];
  /** The payments it was seen in, on the account that pays; oldest first. */
  readonly rows: readonly Flow[];
}

export interface CardDue extends DueDay {
  readonly closesOn: Day;
}

const FEWEST = 4;
/** Of what was paid on average: a closing day that fits worse explains nothing. */
const MOST_ERROR = 0.35;
const LATEST = 12;

/** The plan of each card that is paid month by month from one of these accounts. */
export function cardPlans(books: Books, transfers: readonly OwnTransfer[], until: Day): CardPlan[] {
  const byCard = groupBy(transfers, ({ to }) => to.accountId);
  return cardAccounts(books).flatMap((card) => planOf(books, card, byCard.get(card.id) ?? [], until) ?? []);
}

function planOf(books: Books, card: Account, payments: readonly OwnTransfer[], until: Day): CardPlan | null {
  const rows = payments.map(({ from }) => from).sort((a, b) => a.date.localeCompare(b.date));
  const payerId = rows.at(-1)?.accountId;
  const own = rows.filter(({ accountId }) => accountId === payerId).slice(-LATEST);
  const last = own.at(-1);
  if (payerId === undefined || last === undefined || own.length < FEWEST) return null;
  if (daysBetween(last.date, books.today) > 62 || !isMonthly(own)) return null;
  const closing = closingDay(books, card, own);
  if (closing === null) return null;
  const schedule = scheduleOf(
    own.map(({ date }) => date),
    'monthly',
  );
  return {
    card,
    payerId,
    dues: schedule.ahead(books.today, until).map((due) => ({ ...due, closesOn: closing.before(due.day) })),
    daysLate: schedule.daysLate,
    errorsMinor: closing.errorsMinor,
    rows: own,
  };
}

function isMonthly(rows: readonly Flow[]): boolean {
  const gaps = rows.slice(1).map(({ date }, index) => daysBetween(rows[index]?.date ?? date, date));
  return gaps.filter((gap) => gap >= 24 && gap <= 38).length >= gaps.length * 0.75;
}

interface Closing {
  readonly before: (day: Day) => Day;
  readonly errorsMinor: readonly number[];
}

/** The day of the month whose balances these payments are nearest to; null where none is near. */
function closingDay(books: Books, card: Account, rows: readonly Flow[]): Closing | null {
  const paid = rows.reduce((sum, { amountMinor }) => sum - amountMinor, 0) / rows.length;
  let best: Closing | null = null;
  let least = paid * MOST_ERROR;
  for (let number = 1; number <= 31; number += 1) {
    const before = (day: Day) => lastOnNumber(number, day);
    const errorsMinor = rows.flatMap(({ date, amountMinor }) => {
      const owed = balanceOn(books, card.id, before(date));
      return owed === null ? [] : [-amountMinor + owed];
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
