/**
 * What accounts came to together on each day behind, in each currency.
 *
 * A total holds the same accounts on all of its days, so that it never jumps where the history of one begins. It begins on
 * the day from which on most is known: of the days from which on at least half is known, the one where the known part,
 * times the days that are left, is largest. Parts are told by the sizes of today's balances. An account that is not known
 * from that day on is left out of all days, as are those of which only today is known.
 *
 * A figure of the person's own is the same on every day, and would make a total begin before anything is known that moves.
 * So it is counted on whatever days there are, and where no account of a bank has a past, on all of them.
 */

import { type AccountGroup, groupAccounts } from './accounts.ts';
import { addDays, eachMonth, lastOfMonth, monthOf } from './days.ts';
import { groupByCurrency } from './group-by.ts';
import type { Day } from './model.ts';
import type { AccountPast } from './past-balances.ts';
import { type LoneLeg, MOST_DAYS, type SlowTransfer } from './slow-transfers.ts';

/** The accounts of one kind: what they held and what they owed, at the end of each day. */
export interface WorthPart {
  readonly id: AccountGroup['id'];
  readonly title: string;
  readonly heldMinor: readonly number[];
  /** Negative, as debts are. */
  readonly owedMinor: readonly number[];
}

export interface WorthDay {
  readonly date: Day;
  readonly netMinor: number;
  readonly assetsMinor: number;
  /** Negative, as debts are. */
  readonly debtsMinor: number;
}

interface WorthMonth {
  /** YYYY-MM. */
  readonly month: string;
  /** At its end, or now; null where that is before the first day. */
  readonly end: WorthDay | null;
  /** Of each part at its end, in their order. */
  readonly partsMinor: readonly number[];
  /** Since the end of the month before; null where that is not known. */
  readonly changeMinor: number | null;
}

export interface NetWorthHistory {
  readonly currency: string;
  /** Of all accounts in this currency, counted or not. */
  readonly pasts: readonly AccountPast[];
  readonly counted: readonly AccountPast[];
  readonly leftOut: readonly AccountPast[];
  /** Whether no account of a bank is counted: then nothing in it moves. */
  readonly isOwnAlone: boolean;
  /** From the first day that is known to today; none where no account has a past. */
  readonly days: readonly WorthDay[];
  /** Of the same days. */
  readonly parts: readonly WorthPart[];
  /** Every month asked for, oldest first; none where no account has a past. */
  readonly months: readonly WorthMonth[];
  /** The transfers that are bridged: their money is on neither account for some days, or on both. */
  readonly bridged: readonly SlowTransfer[];
  /** What came in the first days or left in the last ones, and whose other side may lie beyond them. */
  readonly unsure: readonly LoneLeg[];
}

/**
 * Of each currency, the one of most accounts first. All pasts are of the same days, of which the first is the one before
 * the days that are shown: with it the change of the first month is known.
 */
export function netWorthHistory(
  pasts: readonly AccountPast[],
  transfers: readonly SlowTransfer[],
  lone: readonly LoneLeg[] = [],
): NetWorthHistory[] {
  const own = pasts.map((past) => ({ ...past, currency: past.account.currency }));
  return groupByCurrency(own).map(({ currency, rows }) => historyOf(currency, rows, { transfers, lone }));
}

function historyOf(
  currency: string,
  pasts: readonly AccountPast[],
  { transfers, lone }: { transfers: readonly SlowTransfer[]; lone: readonly LoneLeg[] },
): NetWorthHistory {
  const own = pasts.filter(isOwn);
  const withPast = pasts.filter((past) => !isOwn(past) && hasPast(past));
  const first = firstDay(withPast) ?? own[0]?.days[0]?.date ?? null;
  const counted = first === null ? [] : [...withPast.filter((past) => countsFrom(past) <= first), ...own];
  const leftOut = pasts.filter((past) => !counted.includes(past));
  const dates = (counted[0]?.days ?? []).map(({ date }) => date).filter((date) => first && date >= first);
  const ids = new Set(counted.filter((past) => !isOwn(past)).map(({ account }) => account.id));
  const bridged = transfers.filter(
    ({ fromId, toId, ...days }) =>
      // A bank may tell rows in another currency than their account's.
      days.currency === currency &&
      ids.has(fromId) &&
      ids.has(toId) &&
      [days.leftOn, days.arrivedOn].some((day) => (day ?? NOT_YET) > (dates[0] ?? '')),
  );
  const parts = partsOf(counted, bridged, dates);
  const days = dates.map((date, index) => {
    const sumOf = (values: (part: WorthPart) => readonly number[]) =>
      parts.reduce((sum, part) => sum + (values(part)[index] ?? 0), 0);
    const assetsMinor = sumOf(({ heldMinor }) => heldMinor);
    const debtsMinor = sumOf(({ owedMinor }) => owedMinor);
    return { date, netMinor: assetsMinor + debtsMinor, assetsMinor, debtsMinor };
  });
  const unsure =
    ids.size < 2 ? [] : lone.filter((leg) => leg.currency === currency && ids.has(leg.accountId));
  return {
    ...{ currency, pasts, counted, leftOut, days, parts, months: monthsOf(pasts, days, parts), bridged },
    isOwnAlone: ids.size === 0,
    unsure: unsure.filter((leg) => mayLieBeyond(leg, dates)),
  };
}

/** Whether the other side may be before the first of these days, or after the last. */
function mayLieBeyond({ amountMinor, date }: LoneLeg, dates: readonly Day[]): boolean {
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined || date <= first) return false;
  return amountMinor > 0 ? date <= addDays(first, MOST_DAYS) : date > addDays(last, -MOST_DAYS);
}

/** Later than any day that is asked for. */
const NOT_YET = '9999-12-31';

/** Whether it is a figure of the person's own, and not of a bank. */
export function isOwn({ account }: AccountPast): boolean {
  return account.ownFigureOn !== undefined;
}

/** Whether more is known of an account than today. */
function hasPast({ knownFrom, reason }: AccountPast): boolean {
  return knownFrom !== null && reason !== 'investment' && reason !== 'no-transactions';
}

/** An account that was opened since held nothing before: it is no reason to begin later. */
function countsFrom({ knownFrom, reason, days }: AccountPast): Day {
  return (reason === 'opened' ? days[0]?.date : knownFrom) ?? '';
}

/** By the rule above; null where there is no account. */
function firstDay(pasts: readonly AccountPast[]): Day | null {
  const sizeOf = ({ days }: AccountPast) => Math.abs(days.at(-1)?.balanceMinor ?? 0);
  const whole = pasts.reduce((sum, past) => sum + sizeOf(past), 0);
  const dates = pasts[0]?.days.map(({ date }) => date) ?? [];
  let best: { from: Day; worth: number } | null = null;
  for (const from of [...new Set(pasts.map(countsFrom))].sort()) {
    const known = pasts
      .filter((past) => countsFrom(past) <= from)
      .reduce((sum, past) => sum + sizeOf(past), 0);
    const part = whole === 0 ? 1 : known / whole;
    const worth = part * (dates.length - dates.indexOf(from));
    if (part >= 0.5 && (best === null || worth > best.worth)) best = { from, worth };
  }
  return best?.from ?? null;
}

function partsOf(
  counted: readonly AccountPast[],
  bridged: readonly SlowTransfer[],
  dates: readonly Day[],
): WorthPart[] {
  const pastById = new Map(counted.map((past) => [past.account.id, past]));
  return groupAccounts(counted.map(({ account }) => account)).map(({ id, title, accounts }) => {
    const heldMinor = dates.map(() => 0);
    const owedMinor = dates.map(() => 0);
    for (const account of accounts) {
      const past = pastById.get(account.id);
      const own = bridged.filter(({ fromId }) => fromId === account.id);
      for (const [index, balance] of balancesOf(past, own, dates).entries()) {
        const side = balance < 0 ? owedMinor : heldMinor;
        side[index] = (side[index] ?? 0) + balance;
      }
    }
    return { id, title, heldMinor, owedMinor };
  });
}

/** Of one account on these days: money that is on its way leaves it on the day on which it arrives at the other. */
function balancesOf(
  past: AccountPast | undefined,
  bridged: readonly SlowTransfer[],
  dates: readonly Day[],
): number[] {
  const skipped = (past?.days.length ?? 0) - dates.length;
  const balances = dates.map((_, index) => past?.days[skipped + index]?.balanceMinor ?? 0);
  for (const { leftOn, arrivedOn, amountMinor } of bridged) {
    const [left, arrived] = [leftOn ?? NOT_YET, arrivedOn ?? NOT_YET];
    const [from, to, sign] = left < arrived ? [left, arrived, 1] : [arrived, left, -1];
    for (const [index, date] of dates.entries()) {
      if (date >= from && date < to) balances[index] = (balances[index] ?? 0) + sign * amountMinor;
    }
  }
  return balances;
}

/** The months of all days but the first, which is the day before them. */
function monthsOf(
  pasts: readonly AccountPast[],
  days: readonly WorthDay[],
  parts: readonly WorthPart[],
): WorthMonth[] {
  const [, first] = pasts[0]?.days ?? [];
  const last = days.at(-1);
  if (!first || !last) return [];
  const indexOf = new Map(days.map(({ date }, index) => [date, index]));
  return eachMonth(first.date, last.date).map((month) => {
    const start = `${month}-01`;
    const index = indexOf.get(lastOfMonth(start)) ?? (monthOf(last.date) === month ? days.length - 1 : -1);
    const end = days[index] ?? null;
    const before = days[indexOf.get(addDays(start, -1)) ?? -1];
    return {
      ...{ month, end },
      partsMinor: end
        ? parts.map(({ heldMinor, owedMinor }) => (heldMinor[index] ?? 0) + (owedMinor[index] ?? 0))
        : [],
      changeMinor: end && before ? end.netMinor - before.netMinor : null,
    };
  });
}
