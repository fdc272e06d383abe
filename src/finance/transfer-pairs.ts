/** Which rows are the two sides of one transfer: Plaid does not tie them together. */

import { addDays } from './days.ts';
import type { Flow } from './flow.ts';
import { groupBy } from './group-by.ts';

export type Pair = readonly [from: Flow, to: Flow];

/**
 * Pairs of rows of one size and currency on two accounts, at most so many days apart: what leaves one, and what arrives on
 * the other. Each row is in one pair at most. Those nearest in time are paired first, or an earlier row would take what
 * belongs to a later one; of several that are as near, the first of these rows.
 */
export function transferPairs(rows: readonly Flow[], mostDays: number): Pair[] {
  const daysApart = [0, ...Array.from({ length: mostDays }, (_, index) => [index + 1, -index - 1]).flat()];
  const alike = groupBy(rows, ({ currency, amountMinor }) => `${Math.abs(amountMinor)} ${currency}`);
  return [...alike.values()].flatMap((own) => pairsOf(own, daysApart));
}

function pairsOf(rows: readonly Flow[], daysApart: readonly number[]): Pair[] {
  const leaving = rows.filter(({ amountMinor }) => amountMinor < 0);
  const arriving = groupBy(
    rows.filter(({ amountMinor }) => amountMinor > 0),
    ({ date }) => date,
  );
  const taken = new Set<Flow>();
  return daysApart.flatMap((days) =>
    leaving.flatMap((from): Pair[] => {
      if (taken.has(from)) return [];
      const candidates = arriving.get(addDays(from.date, days)) ?? [];
      const to = candidates.find((row) => !taken.has(row) && row.accountId !== from.accountId);
      if (to === undefined) return [];
      taken.add(from).add(to);
      return [[from, to]];
    }),
  );
}
