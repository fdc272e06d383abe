/** Upright bars for months, each with its month and its amount in words. */

import { type Bar, type GroupedBars, groupedBars } from '../charts/grouped-bars.ts';
import { roundPercent } from '../charts/scale.ts';
import type { Format } from '../finance/format.ts';

export interface MonthBars extends Pick<GroupedBars, 'ticks' | 'zeroY' | 'averageY'> {
  readonly groups: readonly MonthGroup[];
}

interface MonthGroup {
  readonly label: string;
  /** The year, beneath the first month of it; null beneath the others, and where all months are of one year. */
  readonly year: string | null;
  readonly x: number;
  readonly bars: readonly LabelledBar[];
}

interface LabelledBar extends Bar {
  /** Such as `October 2025, spending: $812.40`. */
  readonly title: string;
  /** The short amount above the bar; null where there is no room for so many, or amounts are hidden. */
  readonly label: string | null;
  readonly middle: number;
}

interface Options {
  readonly months: readonly { readonly month: string; readonly values: readonly number[] }[];
  /** What each value of a month is; empty where the place says so. */
  readonly names: readonly string[];
  readonly currency: string;
  readonly average: number | null;
  readonly format: Format;
  /** Whether amounts stand beside and above the bars; as a picture alone, the tallest bar fills the plot. */
  readonly isToScale?: boolean;
}

/** So many bars side by side have room for their amounts above them, on a wide screen. */
const MOST_LABELS = 13;

/** Without amounts there is no scale either: the tallest bar fills the plot. */
export function monthBars(options: Options): MonthBars {
  const { months, names, currency, average, format, isToScale = true } = options;
  const hasScale = isToScale && !format.isHidden;
  const short = (amountMinor: number) => format.short({ amountMinor, currency });
  const chart = groupedBars({
    groups: months.map(({ month, values }) => ({ label: format.shortMonth(month), values })),
    tickLabel: hasScale ? short : null,
    average,
  });
  const years = yearLabels(months.map(({ month }) => month));
  const hasLabels = hasScale && months.length * names.length <= MOST_LABELS;
  const groups = chart.groups.map(({ label, x, bars }, index) => {
    const { month = '', values = [] } = months[index] ?? {};
    return {
      ...{ label, x, year: years[index] ?? null },
      bars: bars.map((bar, part) => {
        const amountMinor = values[part] ?? 0;
        const what = names[part] ? `${format.month(month)}, ${names[part]}` : format.month(month);
        return {
          ...bar,
          title: `${what}: ${format.money({ amountMinor, currency })}`,
          label: hasLabels ? short(amountMinor) : null,
          middle: roundPercent(bar.x + bar.width / 2),
        };
      }),
    };
  });
  const { ticks, zeroY, averageY } = chart;
  return { ticks, zeroY, averageY, groups };
}

/** Each January has its year, and so has the first month where there is room before the next January. */
export function yearLabels(months: readonly string[]): (string | null)[] {
  const years = months.map((month) => month.slice(0, 4));
  if (new Set(years).size < 2) return years.map(() => null);
  const isSoonOver = years[2] !== years[0];
  return years.map((year, index) => {
    const isFirst = index === 0 ? !isSoonOver : year !== years[index - 1];
    return isFirst ? year : null;
  });
}
