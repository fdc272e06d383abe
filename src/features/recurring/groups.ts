/** What recurs in the groups people think in, and what each comes to in a month. */

import type { Money } from '../../finance/money.ts';
import { type Totals, totalsOf } from '../../finance/totals.ts';
import type { CadenceName } from './detect/cadence.ts';
import type { Recurring } from './detect/detect.ts';

export interface RecurringGroup {
  readonly id: 'subscriptions' | 'bills' | 'pay' | 'ended';
  readonly title: string;
  /** In the order given. */
  readonly members: readonly Recurring[];
}

const GROUPS: readonly Omit<RecurringGroup, 'members'>[] = [
  { id: 'subscriptions', title: 'Subscriptions' },
  { id: 'bills', title: 'Bills' },
  { id: 'pay', title: 'Pay' },
  { id: 'ended', title: 'Seems to have ended' },
];

/** The groups that have members, always in the same order. */
export function groupRecurring(all: readonly Recurring[]): RecurringGroup[] {
  return GROUPS.map((group) => ({
    ...group,
    members: all.filter((one) => groupOf(one) === group.id),
  })).filter(({ members }) => members.length > 0);
}

/** A subscription has a price and can be ended at will; what has to be paid, or varies, is a bill. */
function groupOf(recurring: Recurring): RecurringGroup['id'] {
  if (recurring.status === 'cancelled') return 'ended';
  if (recurring.kind === 'income') return 'pay';
  return isOwed(recurring) || doesVary(recurring) ? 'bills' : 'subscriptions';
}

const OWED_CATEGORIES = new Set([
  'RENT_AND_UTILITIES',
  'LOAN_PAYMENTS',
  'BANK_FEES',
  'MEDICAL',
  'GOVERNMENT_AND_NON_PROFIT',
]);

/** Services are bills too, such as insurance and childcare, but for those that Plaid has no name for: online storage. */
function isOwed({ category, detailedCategory }: Recurring): boolean {
  if (category === 'GENERAL_SERVICES') return detailedCategory !== 'GENERAL_SERVICES_OTHER_GENERAL_SERVICES';
  return OWED_CATEGORIES.has(category);
}

/** Whether the amount differs from time to time, and not by a change of price. */
export function doesVary({ smallestMinor, largestMinor, priceRise }: Recurring): boolean {
  return smallestMinor !== largestMinor && priceRise === null;
}

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
