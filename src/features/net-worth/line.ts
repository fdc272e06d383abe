/** The last 90 days of net worth, as a small line for the overview. */

import { type TrendLine, trendLine } from '../../charts/trend-line.ts';
import { currencyName } from '../../finance/currency.ts';
import { addDays } from '../../finance/days.ts';
import type { Format } from '../../finance/format.ts';
import type { Day, DayRange } from '../../finance/model.ts';
import { type accountPastsOf, balanceHistoryOf } from './balance-history.ts';

const DAYS = 90;

/** The days of the line. */
export function lineRange(today: Day): DayRange {
  return { from: addDays(today, 1 - DAYS), to: today };
}

export interface WorthLineModel {
  /** Null where no account has a past. */
  readonly line: (TrendLine & { readonly title: string }) | null;
  /**
   * Such as `+$120.00 in 90 days, without 2 accounts`, whose past is not known; of several currencies with `, Euro alone`.
   * Null where there is no line.
   */
  readonly change: string | null;
}

/** Of the currency of most accounts, from what the overview has read anyway. */
export function worthLineSection(pasts: ReturnType<typeof accountPastsOf>, format: Format): WorthLineModel {
  const { histories } = balanceHistoryOf(pasts);
  // What the person has told themselves is the same on every day.
  const history = histories.find(({ isOwnAlone }) => !isOwnAlone) ?? histories[0];
  const [first] = history?.days ?? [];
  const last = history?.days.at(-1);
  if (!history || history.isOwnAlone || !first || !last || first === last)
    return { line: null, change: null };
  const unknown = DAYS + 1 - history.days.length;
  const values = [...Array<null>(unknown).fill(null), ...history.days.map(({ netMinor }) => netMinor)];
  const { currency, leftOut, days } = history;
  const amount = format.flow({ amountMinor: last.netMinor - first.netMinor, currency });
  const accounts = leftOut.length === 1 ? 'one account' : `${format.count(leftOut.length)} accounts`;
  const without = leftOut.length === 0 ? '' : `, without ${accounts}`;
  const alone = histories.length === 1 ? '' : `, ${currencyName(currency)} alone`;
  const time = days.length === 2 ? 'one day' : `${format.count(days.length - 1)} days`;
  const change = `${amount} in ${time}${alone}${without}`;
  return { line: { ...trendLine(values), title: `Net worth: ${change}` }, change };
}
