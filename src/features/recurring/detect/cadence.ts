/** How often something happens, told from its days alone. */

import { daysBetween } from '../../../finance/days.ts';
import type { Day } from '../../../finance/model.ts';

export type CadenceName = 'weekly' | 'every two weeks' | 'twice a month' | 'monthly' | 'yearly';

export interface Cadence {
  readonly name: CadenceName;
  /** Its mean length in days. */
  readonly period: number;
  /** The shortest and longest gap between two that follow each other: months differ, and weekends and holidays shift. */
  readonly gap: readonly [number, number];
  /** The same with one missed between them; none where we do not wait that long. */
  readonly missedGap: readonly [number, number] | null;
  readonly leastCount: number;
}

const CADENCES: readonly Cadence[] = [
  { name: 'weekly', period: 7, gap: [6, 8], missedGap: [12, 16], leastCount: 3 },
  { name: 'every two weeks', period: 14, gap: [12, 16], missedGap: [26, 30], leastCount: 3 },
  { name: 'twice a month', period: 15.22, gap: [11, 19], missedGap: [26, 35], leastCount: 3 },
  { name: 'monthly', period: 30.44, gap: [26, 35], missedGap: [56, 66], leastCount: 3 },
  { name: 'yearly', period: 365.25, gap: [355, 376], missedGap: null, leastCount: 2 },
];

/** A cadence that fits a list of days, and how well. */
export interface Fit {
  readonly cadence: Cadence;
  /** Gaps in which one is missing. */
  readonly missed: number;
  /** Gaps that fit neither way. */
  readonly off: number;
}

/** The cadence of days in ascending order, or null where they have none. */
export function fitCadence(days: readonly Day[]): Fit | null {
  const gaps = days.slice(1).map((day, index) => daysBetween(days[index] ?? day, day));
  const fits = CADENCES.filter(({ leastCount }) => days.length >= leastCount)
    .map((cadence) => fitOf(cadence, gaps))
    .filter((fit) => fit !== null);
  return fits.length > 0 ? closest(fits, gaps) : null;
}

/**
 * One gap with a missed time is forgiven always, and of many gaps one in six; a gap that fits neither way only one in eight,
 * so that nine times are the fewest.
 */
function fitOf(cadence: Cadence, gaps: readonly number[]): Fit | null {
  const mostMissed = Math.max(1, gaps.length / 6);
  const mostOff = Math.floor(gaps.length / 8);
  let missed = 0;
  let off = 0;
  for (const gap of gaps) {
    if (isWithin(gap, cadence.gap)) continue;
    if (isWithin(gap, cadence.missedGap)) missed += 1;
    else off += 1;
    if (missed > mostMissed || off > mostOff) return null;
  }
  return { cadence, missed, off };
}

function isWithin(gap: number, range: readonly [number, number] | null): boolean {
  return range !== null && gap >= range[0] && gap <= range[1];
}

/** Every other week and twice a month allow the same gaps; their means over a time differ. */
function closest(fits: readonly Fit[], gaps: readonly number[]): Fit {
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const distance = ({ cadence, missed, off }: Fit) =>
    off + missed + Math.abs(mean / cadence.period - 1 - missed / gaps.length);
  return fits.reduce((best, fit) => (distance(fit) < distance(best) ? fit : best));
}
