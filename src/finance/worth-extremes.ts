/** What stands out among the days of net worth. */

import type { WorthDay } from './net-worth-history.ts';
import type { LoneLeg } from './slow-transfers.ts';

/** The change since the first day, the days of the highest and the lowest net worth, and of the most change. */
interface WorthExtremes {
  readonly changeMinor: number;
  readonly highest: WorthDay;
  readonly lowest: WorthDay;
  /**
   * With the change since the day before; null where it never rose, or never fell. Never a day on which money may have
   * come from another account, or left for it, beyond these days.
   */
  readonly best: (WorthDay & { readonly changeMinor: number }) | null;
  readonly worst: (WorthDay & { readonly changeMinor: number }) | null;
}

/** Of all days but the first, which they are compared with; null where there are no two. The first of equal days counts. */
export function extremesOf(days: readonly WorthDay[], unsure: readonly LoneLeg[] = []): WorthExtremes | null {
  const [first, ...others] = days;
  const last = others.at(-1);
  if (!first || !last) return null;
  const changes = others.map((day, index) => ({
    ...day,
    changeMinor: day.netMinor - (days[index]?.netMinor ?? 0),
  }));
  const unsureDays = new Set(unsure.map(({ date }) => date));
  const sure = changes.filter(({ date }) => !unsureDays.has(date));
  const most = <T>(list: readonly T[], isMore: (a: T, b: T) => boolean, start: T) =>
    list.reduce((found, one) => (isMore(one, found) ? one : found), start);
  const none = { ...last, changeMinor: 0 };
  const best = most(sure, (a, b) => a.changeMinor > b.changeMinor, none);
  const worst = most(sure, (a, b) => a.changeMinor < b.changeMinor, none);
  return {
    changeMinor: last.netMinor - first.netMinor,
    highest: most(others, (a, b) => a.netMinor > b.netMinor, others[0] ?? last),
    lowest: most(others, (a, b) => a.netMinor < b.netMinor, others[0] ?? last),
    best: best.changeMinor > 0 ? best : null,
    worst: worst.changeMinor < 0 ? worst : null,
  };
}
