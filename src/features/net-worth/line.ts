/** The last 90 days of net worth, as a small line for the overview. */

import { type TrendLine, trendLine } from '../../charts/trend-line.ts';
import { addDays } from '../../finance/days.ts';
import type { Format } from '../../finance/format.ts';
import type { Day, DayRange } from '../../finance/model.ts';
import { behindOf, type pastsOf } from './behind.ts';

const DAYS = 90;

/** The days of the line. */
export function lineRange(today: Day): DayRange {
  return { from: addDays(today, 1 - DAYS), to: today };
}

export interface WorthLineModel {
  /** Null where no account has a past. */
  readonly line: (TrendLine & { readonly title: string }) | null;
  /** Such as `+$120.00 in 90 days`. */
  readonly change: string | null;
  /** Whether accounts are left out, since their past is not known. */
  readonly isWithout: boolean;
}

/** Of the currency of most accounts, from what the overview has read anyway. */
export function worthLineSection(pasts: ReturnType<typeof pastsOf>, format: Format): WorthLineModel {
  const { histories } = behindOf(pasts);
  const [history] = histories;
  const [first] = history?.days ?? [];
  const last = history?.days.at(-1);
  if (!history || !first || !last || first === last) return { line: null, change: null, isWithout: false };
  const unknown = DAYS + 1 - history.days.length;
  const values = [...Array<null>(unknown).fill(null), ...history.days.map(({ netMinor }) => netMinor)];
  const { currency, leftOut, days } = history;
  const amount = format.flow({ amountMinor: last.netMinor - first.netMinor, currency });
  const change = `${amount} in ${format.count(days.length - 1)} days`;
  return {
    line: { ...trendLine(values), title: `Net worth: ${change}` },
    change,
    isWithout: leftOut.length > 0,
  };
}
