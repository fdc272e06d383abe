/** The chart of net worth: what is held above zero, what is owed below, the net as a line, and months beneath. */

import { placeOf } from '../../charts/path.ts';
import { roundPercent } from '../../charts/scale.ts';
import { type StackedAreas, stackedAreas } from '../../charts/stacked-areas.ts';
import { trendLine } from '../../charts/trend-line.ts';
import { eachDay, monthOf } from '../../finance/days.ts';
import type { Format } from '../../finance/format.ts';
import type { DayRange } from '../../finance/model.ts';
import type { NetWorthHistory } from '../../finance/net-worth-history.ts';
import { yearLabels } from '../../sections/month-bars.ts';

export interface WorthChart extends Omit<StackedAreas, 'zeroY'> {
  /** Null where there is no scale. */
  readonly zeroY: number | null;
  readonly months: readonly {
    readonly left: number;
    readonly width: number;
    readonly middle: number;
    readonly label: string;
    /** The year, beneath the first month of it; null beneath the others. */
    readonly year: string | null;
    /** Such as `October 2025: $8,120.40 at its end`; of this month `today`. */
    readonly title: string;
  }[];
}

/** Without amounts there are no areas, whose sizes beside one another would tell some, but the line alone without a scale. */
export function worthChart(history: NetWorthHistory, range: DayRange, format: Format): WorthChart {
  const { currency, months, parts } = history;
  const dates = eachDay(range.from, range.to);
  const days = history.days.filter(({ date }) => date >= range.from);
  const before = history.days.length - days.length;
  const line = days.map(({ netMinor }) => netMinor);
  const unknown = dates.length - days.length;
  const areas = format.isHidden
    ? lineAlone([...Array<null>(unknown).fill(null), ...line])
    : stackedAreas({
        layers: parts.map(({ id, heldMinor, owedMinor }) => ({
          ...{ id, above: heldMinor.slice(before), below: owedMinor.slice(before) },
        })),
        ...{ line, unknown, tickLabel: (amountMinor: number) => format.short({ amountMinor, currency }) },
      });
  const years = yearLabels(months.map(({ month }) => month));
  return {
    ...areas,
    months: months.map(({ month, end }, index) => {
      const left = placeOf(dates.indexOf(`${month}-01`), dates.length);
      const last = dates.findLastIndex((date) => monthOf(date) === month);
      const width = roundPercent(Math.min(100, placeOf(last + 1, dates.length)) - left);
      const when = index === months.length - 1 ? 'today' : 'at its end';
      const amount = end ? `${format.money({ amountMinor: end.netMinor, currency })} ${when}` : 'not known';
      return {
        ...{ left, width, middle: roundPercent(left + width / 2), year: years[index] ?? null },
        label: format.shortMonth(month),
        title: `${format.month(month)}: ${amount}`,
      };
    }),
  };
}

function lineAlone(values: readonly (number | null)[]): Omit<WorthChart, 'months'> {
  const { path, unknownWidth } = trendLine(values);
  return { ticks: [], zeroY: null, areas: [], line: path, unknownWidth };
}
