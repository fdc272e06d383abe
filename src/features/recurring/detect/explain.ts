/** Which of a merchant's rows are recurring: as one stream if they fit one cadence, else as several plans. */

import { daysBetween } from '../../../finance/days.ts';
import type { Flow } from '../../../finance/flow.ts';
import { type Fit, fitCadence } from './cadence.ts';
import { byAccount, byPlan, bySameAmount, dateOf, type Rows, sizeOf } from './plans.ts';

/** Rows that follow a cadence, oldest first. */
export interface Series extends Fit {
  readonly rows: Rows;
  readonly first: Flow;
  readonly latest: Flow;
}

/** The part of all rows that several plans together must explain to be believed. */
const MOST = 0.8;

/** The series in a merchant's rows (oldest first, one currency and direction); none where nothing recurs. */
export function explain(rows: Rows): Series[] {
  return isTill(rows) ? [] : explainBy([byAccount, byPlan, bySameAmount], rows);
}

/** More than two a day, as in a shop's own books: nothing there can be told from chance, and it would take long. */
function isTill(rows: Rows): boolean {
  const days = daysBetween(dateOf(rows, 0), dateOf(rows, -1));
  return rows.length > 2 * Math.max(30, days);
}

function explainBy(splits: readonly ((rows: Rows) => Rows[])[], rows: Rows): Series[] {
  // One row alone recurs in no way, and most parts are one row.
  if (rows.length < 2) return [];
  const [split, ...finer] = splits;
  const unexplained = split?.(rows) ?? [];
  // Most merchants have one account and one price: the same rows need not be looked at twice.
  if (split && unexplained.length === 1) return explainBy(finer, rows);
  const whole = seriesOf(rows);
  if (!split) return whole ? [whole] : [];
  const parts = unexplained.flatMap((part) => explainBy(finer, part));
  const explained = parts.reduce((sum, part) => sum + part.rows.length, 0) / rows.length;
  // Two plans, of the 3rd and of the 17th, look like one of twice a month.
  if (whole) return split !== bySameAmount && explained >= MOST && doOverlap(parts) ? parts : [whole];
  // Among many purchases three alike can be chance.
  return explained >= MOST ? parts : parts.filter(isBeyondChance);
}

function seriesOf(rows: Rows): Series | null {
  const fit = fitCadence(rows.map((row) => row.date));
  const [first, latest] = [rows[0], rows.at(-1)];
  if (!fit || !first || !latest) return null;
  const series = { ...fit, rows, first, latest };
  return isSteadyEnough(series) ? series : null;
}

/** A bill may vary, but a habit is no bill: what comes often, or came only a few times, must cost about the same. */
function isSteadyEnough({ rows, cadence, missed, first }: Series): boolean {
  const sizes = rows.map(sizeOf);
  const spread = Math.max(...sizes) / Math.min(...sizes);
  // One gap alone tells little (of two rows, or of three with one missing): nights at a hotel look like that by chance.
  if (rows.length - 1 - missed === 1) return spread <= 1.25;
  if (first.kind === 'income') return spread <= 4;
  return spread <= (cadence.name === 'monthly' && rows.length >= 5 ? 4 : 1.5);
}

function doOverlap(parts: readonly Series[]): boolean {
  const spans = parts
    .map(({ first, latest }) => ({ from: first.date, to: latest.date }))
    .sort((a, b) => a.from.localeCompare(b.from));
  return spans.some((span, index) => span.from < (spans[index - 1]?.to ?? ''));
}

function isBeyondChance({ rows, missed, off }: Series): boolean {
  return rows.length >= 5 && off === 0 && missed <= 1;
}
