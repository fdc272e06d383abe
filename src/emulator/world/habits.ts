/** What is bought from day to day, as entries: more at weekends and before the holidays, some of it brought back. */
import type { Window } from './calendar.ts';
import { type DayNumber, dayFrom, isWeekend, momentOf } from './days.ts';
import type { Entry } from './entry.ts';
import type { Merchant } from './merchant.ts';
import type { Habit } from './plan.ts';
import { pick, type Random, randomOf } from './random.ts';

const REFUND_SHARE = 0.02;

interface Purchases {
  /** Tells the habits of one ledger apart, and one ledger from another. */
  readonly name: string;
  readonly daysToPost: number;
}

/** Every purchase of a habit. Each day draws its own numbers, so yesterday stays as it was. */
export function habitEntries(habit: Habit, { name, daysToPost }: Purchases, window: Window): Entry[] {
  const entries: Entry[] = [];
  for (let day = dayFrom(window.firstYear, 0, 1); day <= window.today; day++) {
    const random = randomOf(`${name}:${day}`);
    const count = Math.floor((habit.perWeek / 7) * busyness(day) + random());
    for (let i = 0; i < count; i++) entries.push(...purchase(`${name}:${day}:${i}`, day, random));
  }
  return entries.filter((entry) => entry.day <= window.today);

  function purchase(key: string, day: DayNumber, random: Random): Entry[] {
    const merchant = pick(habit.merchants, random);
    const amountMinor = Math.round(amountAt(merchant, random()) * habit.scale);
    const postDay = day + (daysToPost > 0 ? 1 + Math.floor(random() * daysToPost) : 0);
    const bought = { key, account: habit.account, day, postDay, amountMinor, merchant };
    if (amountMinor < 0 || random() > REFUND_SHARE) return [bought];
    const refundDay = postDay + 3 + Math.floor(random() * 6);
    const refund = { key: `${key}:refund`, day: refundDay, postDay: refundDay, amountMinor: -amountMinor };
    return [bought, { ...bought, ...refund }];
  }
}

function busyness(day: DayNumber): number {
  const isHolidaySeason = momentOf(day).getUTCMonth() === 11;
  return (isWeekend(day) ? 1.3 : 0.88) * (isHolidaySeason ? 1.35 : 1);
}

/** Small amounts are more common than large ones. */
function amountAt({ from, to }: Merchant, share: number): number {
  return from * (to / from) ** share;
}
