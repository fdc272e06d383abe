/** The address of the file: it names the banks that could not be read, which is how the reader agrees to do without them. */

import type { MonthsBack } from '../../finance/period.ts';
import type { HistoryReading } from '../../reading/reading.ts';

/** The address, once every bank has answered or failed. */
export async function fileOf(
  banks: readonly Pick<HistoryReading, 'id' | 'history'>[],
  { months }: MonthsBack,
): Promise<string> {
  const known = await Promise.all(banks.map(async ({ id, history }) => ({ id, isRead: (await history).ok })));
  const unread = known.filter(({ isRead }) => !isRead).map(({ id }) => id);
  const query = new URLSearchParams({ months: String(months) });
  if (unread.length > 0) query.set('without', unread.join('.'));
  return `/net-worth.csv?${query}`;
}
