/** What recurs, reckoned by the month. */

import type { Money } from '../money.ts';
import type { Recurring } from '../recurring.ts';
import { type Totals, totalsOf } from '../totals.ts';
import type { CadenceName } from './cadence.ts';

const TIMES_A_YEAR: Readonly<Record<CadenceName, number>> = {
  weekly: 52,
  fortnightly: 26,
  'twice a month': 24,
  monthly: 12,
  yearly: 1,
};

/** Its latest amount, spread over the months of a year and rounded to a minor unit. */
export function monthlyAmount({ amountMinor, currency, cadence }: Recurring): Money {
  return { amountMinor: Math.round((amountMinor * TIMES_A_YEAR[cadence]) / 12) || 0, currency };
}

/** In, out and net of an average month, in each currency; the sum of the rounded amounts, as a reader would add them. */
export function monthlyTotals(all: readonly Recurring[]): Totals[] {
  return totalsOf(all.map(monthlyAmount));
}
