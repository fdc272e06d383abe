/** What recurs in the groups people think in, and what each comes to in a month and in a year. */

import type { Money } from '../../finance/money.ts';
import { type Totals, totalsOf } from '../../finance/totals.ts';
import type { CadenceName } from './detect/cadence.ts';
import type { Recurring } from './detect/detect.ts';

export interface RecurringGroup {
  readonly id: 'income' | 'bills' | 'subscriptions' | 'others' | 'ended';
  readonly title: string;
  /** In the order given. */
  readonly members: readonly Recurring[];
}

const GROUPS: readonly Omit<RecurringGroup, 'members'>[] = [
  { id: 'income', title: 'Income' },
  { id: 'bills', title: 'Bills' },
  { id: 'subscriptions', title: 'Subscriptions' },
  { id: 'others', title: 'Other regular payments' },
  { id: 'ended', title: 'Seem to have ended' },
];

/** The groups that have members, always in the same order. */
export function groupRecurring(all: readonly Recurring[]): RecurringGroup[] {
  return GROUPS.map((group) => ({
    ...group,
    members: all.filter((one) => groupOf(one) === group.id),
  })).filter(({ members }) => members.length > 0);
}

/** By what it is: a bill has to be paid, a subscription has a price, and what varies besides is a habit. */
function groupOf(recurring: Recurring): RecurringGroup['id'] {
  if (recurring.status === 'cancelled') return 'ended';
  if (recurring.kind === 'income') return 'income';
  if (isOwed(recurring)) return 'bills';
  return doesVary(recurring) ? 'others' : 'subscriptions';
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
  'every two weeks': 26,
  'twice a month': 24,
  monthly: 12,
  yearly: 1,
};

/** Its latest amount, spread over the months of a year and rounded to a minor unit. */
export function monthlyAmount(recurring: Recurring): Money {
  const { amountMinor, currency } = yearlyAmount(recurring);
  return { amountMinor: Math.round(amountMinor / 12) || 0, currency };
}

/** Its latest amount, as often as it comes in a year. */
export function yearlyAmount({ amountMinor, currency, cadence }: Recurring): Money {
  return { amountMinor: amountMinor * TIMES_A_YEAR[cadence], currency };
}

/** In, out and net of an average month, in each currency; the sum of the rounded amounts, as a reader would add them. */
export function monthlyTotals(all: readonly Recurring[]): Totals[] {
  return totalsOf(all.map(monthlyAmount));
}

/** The same of a year. */
export function yearlyTotals(all: readonly Recurring[]): Totals[] {
  return totalsOf(all.map(yearlyAmount));
}
