/** Each purchase once, although its pages are never held together. */

import type { Transaction } from '../../bank/bank.ts';

/**
 * The wanted rows of each page. Pending ones are few, so they are held back until every page has been seen: only then
 * is it known which of them the bank also tells as posted.
 */
export async function* eachOnce(
  pages: AsyncIterable<readonly Transaction[]>,
  isWanted: (transaction: Transaction) => boolean,
): AsyncGenerator<readonly Transaction[]> {
  const pending: Transaction[] = [];
  const postedIds = new Set<string | null>();
  for await (const rows of pages) {
    for (const row of rows) {
      if (row.isPending) pending.push(row);
      else postedIds.add(row.pendingId);
    }
    yield rows.filter((row) => !row.isPending && isWanted(row));
  }
  yield pending.filter((row) => !postedIds.has(row.id) && isWanted(row));
}
