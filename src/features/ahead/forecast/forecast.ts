/**
 * The balances of the next 90 days: what is certain, and between which bounds the balance is likely to be.
 *
 * | part      | what is in it                                                                                      |
 * |-----------|----------------------------------------------------------------------------------------------------|
 * | certain   | what is pending; payments and pay of high confidence; of cards paid monthly what is owed already   |
 * | likely    | that, and medium confidence; cards as they will be used; savings moved as before; everyday spending |
 */

import { addDays, daysBetween } from '../../../finance/days.ts';
import type { Flow } from '../../../finance/flow.ts';
import { groupByCurrency } from '../../../finance/group-by.ts';
import type { Account, Day } from '../../../finance/model.ts';
import { type Books, balanceOn, cashAccounts } from './books.ts';
import { certainChanges, pendingRows } from './certain.ts';
import { everydayChanges, LEAST_WEEKS, MOST_WEEKS } from './everyday.ts';
import { DAYS_AHEAD, type Plans, plansOf } from './plans.ts';
import { type Change, COURSES, type Courses, type Situation, simulate } from './simulate.ts';

export interface DayAhead {
  readonly date: Day;
  /** If nothing came but what is certain. */
  readonly sureMinor: number;
  /** The bounds and the middle of what is likely; null where there is too little history. */
  readonly likely: Likely | null;
}

export interface Likely {
  readonly lowMinor: number;
  readonly middleMinor: number;
  readonly highMinor: number;
}

export interface BalanceAhead {
  readonly startMinor: number;
  /** From tomorrow on. */
  readonly days: readonly DayAhead[];
}

export interface AccountAhead extends BalanceAhead {
  readonly account: Account;
}

export interface CurrencyAhead extends BalanceAhead {
  readonly currency: string;
  readonly accounts: readonly AccountAhead[];
}

export interface Forecast {
  readonly currencies: readonly CurrencyAhead[];
  readonly plans: Plans;
}

/** The share of courses that a band leaves out on each side. */
const LEFT_OUT = 0.04;
const MOST_QUIET_DAYS = 5;

/** The forecast from the end of today, of each cash account and of all of a currency together. */
export function forecast(books: Books, plans = plansOf(books)): Forecast {
  const accounts = [...cashAccounts(books), ...plans.cards.map(({ card }) => card)];
  const hasHistory = accounts.map((account) => weeksKnown(books, account) >= LEAST_WEEKS);
  const courses = hasHistory.includes(true)
    ? simulate(situationOf(books, plans, accounts, hasHistory))
    : null;
  const sure = certainChanges(books, plans);
  const ahead = cashAccounts(books).map((account, index) =>
    accountAhead(books, account, sure, hasHistory[index] ? (courses?.[index] ?? null) : null),
  );
  const currencies = groupByCurrency(ahead.map((one) => ({ ...one, currency: one.account.currency })));
  return {
    plans,
    currencies: currencies.map(({ currency, rows }) => {
      const own = rows.map(({ currency: _, ...one }) => one);
      return { currency, accounts: own, ...together(books, own, courses, accounts) };
    }),
  };
}

function weeksKnown({ pasts, today }: Books, account: Account): number {
  const past = pasts.get(account.id);
  if (past?.knownFrom == null) return 0;
  return Math.min(MOST_WEEKS, Math.floor(daysBetween(past.knownFrom, today) / 7));
}

function situationOf(
  books: Books,
  plans: Plans,
  accounts: readonly Account[],
  hasHistory: readonly boolean[],
): Situation {
  const { today } = books;
  const ids = accounts.map(({ id }) => id);
  const everyday = everydayChanges(plans.everyday, ids, today);
  const pending = pendingRows(books);
  const due = (day: Day) => daysBetween(today, day);
  return {
    today,
    days: DAYS_AHEAD,
    startMinor: ids.map((id) => balanceOn(books, id, today) ?? 0),
    everyday: ids.map((id, index) => (hasHistory[index] ? (everyday.get(id) ?? null) : null)),
    weeksKnown: Math.min(
      ...accounts.map((one, at) => (hasHistory[at] ? weeksKnown(books, one) : MOST_WEEKS)),
    ),
    quietDays: ids.map((id) =>
      quietDays(
        pending.filter(({ accountId }) => accountId === id),
        today,
      ),
    ),
    changes: [
      ...pendingChanges(pending, ids),
      ...cardChanges(plans, ids),
      ...expectedChanges(plans, ids, due),
    ],
    cardPayments: plans.cards.flatMap(({ card, payerId, dues, daysLate, errorsMinor }) =>
      dues.map(({ day, closesOn, owedMinor }) => ({
        ...{ card: ids.indexOf(card.id), payer: ids.indexOf(payerId), day: due(day), daysLate, errorsMinor },
        closesOn: due(closesOn),
        owedMinor,
      })),
    ),
    transfers: plans.sweeps.flatMap(({ accountId, otherId, dues, ...of }) =>
      dues.map(({ day }) => ({
        ...{ account: ids.indexOf(accountId), other: ids.indexOf(otherId), day: due(day) },
        ...{ daysLate: of.daysLate, leftMinor: of.leftMinor, amountsMinor: of.amountsMinor },
      })),
    ),
  };
}

/** As long as the oldest has waited, others that were paid at the same time are pending too, and not drawn again. */
function quietDays(pending: readonly Flow[], today: Day): number {
  const waits = pending.map(({ date }) => daysBetween(date, today));
  return waits.length === 0 ? 0 : Math.min(MOST_QUIET_DAYS, Math.max(1, ...waits));
}

/** Pending rows are posted tomorrow, as far as anyone knows. */
function pendingChanges(pending: readonly Flow[], ids: readonly string[]): Change[] {
  return pending.flatMap(({ accountId, amountMinor }) => {
    const account = ids.indexOf(accountId);
    return account < 0 ? [] : [{ account, day: 1, amountsMinor: [amountMinor], daysLate: [] }];
  });
}

/** A payment that has left its account and is not told of on its card comes there tomorrow. */
function cardChanges({ cards }: Plans, ids: readonly string[]): Change[] {
  return cards.map(({ card, onItsWayMinor }) => ({
    ...{ account: ids.indexOf(card.id), day: 1, amountsMinor: [onItsWayMinor], daysLate: [] },
  }));
}

function expectedChanges({ expected }: Plans, ids: readonly string[], due: (day: Day) => number): Change[] {
  return expected.flatMap(({ accountId, dues, daysLate, amountsMinor }) => {
    const account = ids.indexOf(accountId);
    return account < 0 ? [] : dues.map(({ day }) => ({ account, day: due(day), amountsMinor, daysLate }));
  });
}

function accountAhead(
  books: Books,
  account: Account,
  sure: ReadonlyMap<string, Float64Array>,
  courses: Courses[number] | null,
): AccountAhead {
  const startMinor = balanceOn(books, account.id, books.today) ?? 0;
  let sureMinor = startMinor;
  const days = Array.from({ length: DAYS_AHEAD }, (_, index) => {
    sureMinor += sure.get(account.id)?.[index + 1] ?? 0;
    const own = courses?.[index];
    return { date: addDays(books.today, index + 1), sureMinor, likely: own ? likelyOf(own) : null };
  });
  return { account, startMinor, days };
}

/** The bounds of the courses' middle part. */
function likelyOf(balances: Float64Array): Likely {
  const sorted = balances.toSorted();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return { lowMinor: at(LEFT_OUT), middleMinor: at(0.5), highMinor: at(1 - LEFT_OUT) };
}

/** All accounts of a currency, course by course; one without courses counts with what is certain. */
function together(
  books: Books,
  own: readonly AccountAhead[],
  courses: Courses | null,
  accounts: readonly Account[],
): BalanceAhead {
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
  const drawn = own.filter(({ days }) => days[0]?.likely !== null);
  const days = Array.from({ length: DAYS_AHEAD }, (_, index) => {
    const fixed = sum(
      own.filter((one) => !drawn.includes(one)).map(({ days: d }) => d[index]?.sureMinor ?? 0),
    );
    const balances = new Float64Array(COURSES).fill(fixed);
    for (const { account } of drawn) {
      const course = courses?.[accounts.indexOf(account)]?.[index];
      course?.forEach((amount, at) => {
        balances[at] = (balances[at] ?? 0) + amount;
      });
    }
    return {
      date: addDays(books.today, index + 1),
      sureMinor: sum(own.map(({ days: d }) => d[index]?.sureMinor ?? 0)),
      likely: drawn.length === 0 ? null : likelyOf(balances),
    };
  });
  return { startMinor: sum(own.map(({ startMinor }) => startMinor)), days };
}
