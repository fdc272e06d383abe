/** The person's own targets: what was spent of each this month, as a bar with a mark at even pace, and in words. */

import { meterWidth } from '../charts/horizontal-bars.ts';
import type { Book } from '../finance/book/lines.ts';
import {
  type DayOfMonth,
  dayOfMonth,
  partSpent,
  type TargetSoFar,
  targetsSoFar,
} from '../finance/book/targets.ts';
import { categoryLabel } from '../finance/categories.ts';
import { firstOfMonth, monthOf } from '../finance/days.ts';
import { linkedCurrency, spendingQuery } from '../finance/figure-links.ts';
import type { Flow } from '../finance/flow.ts';
import type { Format } from '../finance/format.ts';
import type { Day } from '../finance/model.ts';
import type { SectionsFromFlows } from './from-transactions.ts';
import type { Section } from './section.ts';

export interface TargetsModel {
  readonly asOf: string;
  readonly rows: readonly TargetRow[];
  /** How many there are in all; null where all of them are shown. */
  readonly all: string | null;
}

interface TargetRow {
  readonly label: string;
  /** Of the address of its transactions. */
  readonly query: string;
  /** Null while amounts are hidden: a bar's width tells as much as its figures. */
  readonly bar: { readonly width: number; readonly mark: number; readonly isOver: boolean } | null;
  readonly words: string;
}

/** In the first days one purchase is far from even pace, and says nothing of the month. */
const DAYS_WITHOUT_PACE = 3;

interface Options {
  readonly today: Day;
  /** Shows so many; all where it is left out. */
  readonly most?: number;
}

/** The section, or none where the book has no target. */
export function targetsSections(
  fromFlows: SectionsFromFlows,
  options: Options,
  format: Format,
  book: Book,
): Section[] {
  if (!book.some(({ kind }) => kind === 'target')) return [];
  return [
    {
      id: 'targets',
      title: 'Targets',
      skeleton: 'lines',
      final: fromFlows(({ flows }) => targetsSection(flows, options, format, book)),
    },
  ];
}

/** A row for each target, the one first of which most is spent. */
export function targetsSection(
  flows: readonly Flow[],
  { today, most = Number.POSITIVE_INFINITY }: Options,
  format: Format,
  book: Book,
): TargetsModel {
  const month = dayOfMonth(today);
  const all = targetsSoFar(book, flows, today);
  const currencyInLinks = linkedCurrency([...flows, ...all.map(({ line }) => line)]);
  return {
    asOf: `${format.month(monthOf(today))}, day ${month.day} of ${month.days}`,
    all: all.length > most ? format.count(all.length) : null,
    rows: all.slice(0, most).map((target) => ({
      label: categoryLabel(target.line.category),
      query: spendingQuery([target.line.category], {
        ...{ from: firstOfMonth(today), to: today, currency: currencyInLinks(target.line.currency) },
      }),
      bar: format.isHidden
        ? null
        : {
            width: meterWidth(partSpent(target)),
            mark: meterWidth(month.day / month.days),
            isOver: target.spentMinor > target.line.amountMinor,
          },
      words: targetWords(target, month, format),
    })),
  };
}

/** `$312.00 of $600.00: $72.00 more than even pace`. */
function targetWords(target: TargetSoFar, { day }: DayOfMonth, format: Format): string {
  const { line, spentMinor, evenPaceMinor } = target;
  const money = (amountMinor: number) => format.money({ amountMinor, currency: line.currency });
  const sums = `${money(spentMinor)} of ${format.money(line)}`;
  if (format.isHidden) return sums;
  const over = spentMinor - line.amountMinor;
  if (over > 0) return `${sums}: ${money(over)} over the target`;
  if (spentMinor < 0) return `${sums}: more came back than was spent`;
  if (day <= DAYS_WITHOUT_PACE) return sums;
  const more = spentMinor - evenPaceMinor;
  if (more === 0) return `${sums}: at even pace`;
  return `${sums}: ${money(Math.abs(more))} ${more > 0 ? 'more' : 'less'} than even pace`;
}
