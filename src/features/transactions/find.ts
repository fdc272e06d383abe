/** The transactions that a filter lets through: their sums, and one page of them. */

import type { Filter } from '../../finance/filter.ts';
import { matching } from '../../finance/matching.ts';
import { counts } from '../../finance/pending-twins.ts';
import { type Totals, totalsOf } from '../../finance/totals.ts';
import { groupByDay, newestFirst, type Page, pageOf } from '../../finance/transactions.ts';
import type { KnownHistory } from '../../reading/all-transactions.ts';

/**
 * Two years of a busy bank are tens of thousands of rows, so each pass over them takes a turn of its own. The totals
 * are of what counts on all pages together.
 */
export async function findTransactions(
  { transactions, lane: { scheduleNext } }: KnownHistory,
  filter: Filter,
): Promise<{ page: Page; totals: readonly Totals[] }> {
  const found = await scheduleNext(() => transactions.filter(matching(filter)));
  const rows = await scheduleNext(() => newestFirst(found));
  const days = await scheduleNext(() => groupByDay(rows));
  const totals = await scheduleNext(() => totalsOf(rows.filter(counts)));
  return { page: pageOf(days, filter.page), totals };
}
