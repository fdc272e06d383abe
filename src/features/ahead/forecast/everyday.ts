/** What comes and goes without a plan, day by day over the last year: everyday spending above all. */

import { addDays, daysBetween, lastOfMonth } from '../../../finance/days.ts';
import type { Flow } from '../../../finance/flow.ts';
import type { Day } from '../../../finance/model.ts';

/** The last year in whole weeks that end today. */
export const MOST_WEEKS = 52;
/** Half a year: with less, neither what a week costs nor how much weeks differ is known. */
export const LEAST_WEEKS = 26;
const DAYS_OF_WEEK = 7;

/** The changes of one account by day: seven for each week, the latest week first, its first day first. */
export type WeeklyChanges = Float64Array;

/** The changes that rows make on each account, in minor units; a row on no account given is left out. */
export function everydayChanges(
  rows: readonly Flow[],
  accountIds: readonly string[],
  today: Day,
): Map<string, WeeklyChanges> {
  const days = MOST_WEEKS * DAYS_OF_WEEK;
  const changes = new Map(accountIds.map((id) => [id, new Float64Array(days)]));
  const first = addDays(today, 1 - days);
  for (const { accountId, date, amountMinor } of rows) {
    const own = changes.get(accountId);
    if (own === undefined || date < first || date > today) continue;
    const [week, day] = placeOf(daysBetween(date, today));
    const index = week * DAYS_OF_WEEK + day;
    own[index] = (own[index] ?? 0) + amountMinor;
  }
  return changes;
}

function placeOf(daysAgo: number): [week: number, day: number] {
  const week = Math.floor(daysAgo / DAYS_OF_WEEK);
  return [week, DAYS_OF_WEEK - 1 - (daysAgo % DAYS_OF_WEEK)];
}

/**
 * For each week ahead the past weeks that are like it, as numbers of weeks back: those that hold a month's end for one
 * that does, since some spend or receive more then.
 */
export function similarWeeks(today: Day, weeksAhead: number, weeksBehind: number): number[][] {
  const behind = Array.from({ length: weeksBehind }, (_, week) => ({
    week,
    holdsEnd: holdsMonthEnd(addDays(today, 1 - (week + 1) * DAYS_OF_WEEK)),
  }));
  return Array.from({ length: weeksAhead }, (_, ahead) => {
    const holdsEnd = holdsMonthEnd(addDays(today, 1 + ahead * DAYS_OF_WEEK));
    return behind.filter((one) => one.holdsEnd === holdsEnd).map(({ week }) => week);
  });
}

function holdsMonthEnd(firstDay: Day): boolean {
  return lastOfMonth(firstDay) <= addDays(firstDay, DAYS_OF_WEEK - 1);
}
