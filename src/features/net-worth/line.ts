/** The last 90 days of net worth, as a small line for the overview. */

import { type TrendLine, trendLine } from '../../charts/trend-line.ts';
import { addDays } from '../../finance/days.ts';
import type { Format } from '../../finance/format.ts';
import type { Day } from '../../finance/model.ts';
import type { KnownFlows } from '../../reading/all-transactions.ts';
import { behindOf } from './behind.ts';

const DAYS = 90;

export interface WorthLineModel {
  /** Null where no account has a past. */
  readonly line: (TrendLine & { readonly title: string; readonly summary: string }) | null;
}

/** Of the currency of most accounts, from what the overview has read anyway. */
export function worthLineSection(known: KnownFlows, today: Day, format: Format): WorthLineModel {
  const { histories } = behindOf(known, { from: addDays(today, 1 - DAYS), to: today });
  const [history] = histories;
  const [first] = history?.days ?? [];
  const last = history?.days.at(-1);
  if (!history || !first || !last || first === last) return { line: null };
  const unknown = DAYS + 1 - history.days.length;
  const values = [...Array<null>(unknown).fill(null), ...history.days.map(({ netMinor }) => netMinor)];
  const { currency, leftOut, days } = history;
  const change = format.flow({ amountMinor: last.netMinor - first.netMinor, currency });
  const without = leftOut.length > 0 ? ', without accounts whose past is not known' : '';
  return {
    line: {
      ...trendLine(values),
      title: `Net worth in the last ${format.count(days.length - 1)} days`,
      summary: `${change} in ${format.count(days.length - 1)} days${without}`,
    },
  };
}
