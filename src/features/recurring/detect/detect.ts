/** Subscriptions, bills and pay, found in the transactions themselves. */

import { daysBetween } from '../../../finance/days.ts';
import { type Flow, plaidCategories } from '../../../finance/flow.ts';
import { groupBy } from '../../../finance/group-by.ts';
import { merchantKeys } from '../../../finance/merchant-keys.ts';
import type { Day } from '../../../finance/model.ts';
import type { CadenceName } from './cadence.ts';
import { explain, type Series } from './explain.ts';
import { nextDate } from './next-date.ts';
import type { Rows } from './plans.ts';

export type Confidence = 'high' | 'medium' | 'low';

interface PriceRise {
  readonly fromMinor: number;
  readonly toMinor: number;
  /** The first day of the new price. */
  readonly since: Day;
}

/** Something that recurs; amounts are negative where money goes out. */
export interface Recurring {
  /** As in the latest transaction whose merchant Plaid knows, else in the latest. */
  readonly name: string;
  /** All that its transactions have. */
  readonly names: readonly string[];
  /** The same as Plaid tells them, where the person's book has others. */
  readonly toldNames: readonly string[];
  /** The latest first. */
  readonly accountIds: readonly [string, ...string[]];
  /** Whether these accounts have other payments of the same merchant, so that only the amount tells which these are. */
  readonly isOneOfSeveral: boolean;
  /** Plaid's, also where it is filed under words of the person's own: it says whether a payment is owed. */
  readonly category: string;
  readonly detailedCategory: string;
  readonly currency: string;
  readonly kind: 'income' | 'spending';
  readonly cadence: CadenceName;
  /** The latest amount. */
  readonly amountMinor: number;
  /** The amounts nearest to and farthest from zero, where it varies. */
  readonly smallestMinor: number;
  readonly largestMinor: number;
  readonly priceRise: PriceRise | null;
  readonly firstDate: Day;
  readonly lastDate: Day;
  /** When it is, or was, expected again; null once it has stopped. */
  readonly nextDate: Day | null;
  readonly status: 'active' | 'cancelled';
  readonly confidence: Confidence;
  readonly count: number;
}

/** So many periods without a sign of it, and it has stopped. */
const PERIODS_TO_WAIT = 1.5;

/**
 * The first half of the search, apart since both take long: rows of one merchant, currency and direction. Transfers,
 * card payments and refunds do not count, nor does what the person's book says does not recur. Expects each purchase once,
 * in any order.
 */
export function rowsByMerchant(flows: readonly Flow[]): Rows[] {
  const rows = flows.filter(isCandidate);
  const merchantKey = merchantKeys(rows);
  return [...groupBy(rows, (row) => `${row.kind} ${row.currency} ${merchantKey(row)}`).values()];
}

/** The second half: all that recurs among them, active first, then by next or last date. */
export function recurringAmong(merchants: readonly Rows[], today: Day): Recurring[] {
  return recurringWithRows(merchants, today).map(({ recurring }) => recurring);
}

/** The same, each with the transactions that it was found in, oldest first. */
export function recurringWithRows(
  merchants: readonly Rows[],
  today: Day,
): { recurring: Recurring; rows: Rows }[] {
  return merchants
    .flatMap((rows) =>
      explain(oldestFirst(rows)).map((series) => ({
        recurring: recurringOf(series, rows, today),
        rows: series.rows,
      })),
    )
    .sort((a, b) => activeAndSoonestFirst(a.recurring, b.recurring));
}

function oldestFirst(rows: Rows): Rows {
  return [...rows].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

function isCandidate({ kind, amountMinor, recurs }: Flow): boolean {
  if (recurs === 'no') return false;
  return (kind === 'income' && amountMinor > 0) || (kind === 'spending' && amountMinor < 0);
}

function recurringOf(series: Series, ofMerchant: Rows, today: Day): Recurring {
  const { rows, cadence, first, latest } = series;
  const accountIds = new Set([latest, ...rows].map(({ accountId }) => accountId));
  const days = rows.map((row) => row.date);
  const amounts = rows.map((row) => row.amountMinor).sort((a, b) => Math.abs(a) - Math.abs(b));
  const isAwaited = daysBetween(latest.date, today) <= cadence.period * PERIODS_TO_WAIT;
  const isActive = isAwaited && rows.at(-1)?.recurs !== 'ended';
  const { category, detailedCategory } =
    rows.map(plaidCategories).findLast((row) => row.category !== 'OTHER') ?? plaidCategories(latest);
  const kind = latest.kind === 'income' ? 'income' : 'spending';
  return {
    name: (rows.findLast((row) => row.merchantId !== null) ?? latest).name,
    names: [...new Set(rows.map(({ name }) => name))],
    toldNames: [...new Set(rows.map(({ name, told }) => told?.name ?? name))],
    accountIds: [...accountIds] as [string, ...string[]],
    isOneOfSeveral: ofMerchant.filter(({ accountId }) => accountIds.has(accountId)).length > rows.length,
    category,
    detailedCategory,
    currency: latest.currency,
    kind,
    cadence: cadence.name,
    amountMinor: latest.amountMinor,
    smallestMinor: amounts[0] ?? 0,
    largestMinor: amounts.at(-1) ?? 0,
    priceRise: kind === 'spending' ? priceRise(rows, cadence.name) : null,
    firstDate: first.date,
    lastDate: latest.date,
    nextDate: isActive ? nextDate(days, cadence) : null,
    status: isActive ? 'active' : 'cancelled',
    confidence: confidenceOf(series),
    count: rows.length,
  };
}

/** How often it came, how regularly, and how alike the amounts were. */
function confidenceOf({ rows, missed, off }: Series): Confidence {
  const sizes = rows.map((row) => Math.abs(row.amountMinor));
  const isSteady = Math.max(...sizes) <= Math.min(...sizes) * 1.25;
  if (rows.length >= 6 && off === 0 && missed <= 1 && isSteady) return 'high';
  return rows.length >= 4 && off === 0 && (isSteady || rows.length >= 6) ? 'medium' : 'low';
}

function activeAndSoonestFirst(a: Recurring, b: Recurring): number {
  if (a.nextDate && b.nextDate) return a.nextDate.localeCompare(b.nextDate);
  if (a.nextDate || b.nextDate) return a.nextDate ? -1 : 1;
  return b.lastDate.localeCompare(a.lastDate);
}

/**
 * The latest rise of a price that is otherwise the same from time to time; null where there is none. What comes once a year
 * has a price of its own each time.
 */
export function priceRise(rows: Rows, cadence: CadenceName): PriceRise | null {
  const prices = steps(rows);
  const [before, now] = prices.slice(-2);
  const isStepwise = prices.length <= 1 + rows.length / 4 && (before?.count ?? 0) >= 2;
  if (!before || !now || !(isStepwise || cadence === 'yearly') || now.amountMinor >= before.amountMinor)
    return null;
  return { fromMinor: before.amountMinor, toMinor: now.amountMinor, since: now.since };
}

/** Runs of one amount, oldest first. Money out is negative: a larger price is a smaller number. */
function steps(rows: Rows): { amountMinor: number; since: Day; count: number }[] {
  const runs: { amountMinor: number; since: Day; count: number }[] = [];
  for (const { amountMinor, date } of rows) {
    const run = runs.at(-1);
    if (run?.amountMinor === amountMinor) run.count += 1;
    else runs.push({ amountMinor, since: date, count: 1 });
  }
  return runs;
}
