/** Each purchase once, although its pages are never held together. */

import type { Transaction } from '../../../finance/model.ts';
import { postedNear, probablyPosted } from '../../../finance/pending-twins.ts';

/**
 * The wanted rows of each page, newest first. Pending ones are few, so they are held back until every page has been
 * seen: only then is it known which of them the bank also tells as posted. One that probably is posted is left out as
 * well, so that the file adds up to what the pages count; the posted rows of the days after it are held for that.
 */
export async function* eachOnce(
  pages: AsyncIterable<readonly Transaction[]>,
  isWanted: (transaction: Transaction) => boolean,
): AsyncGenerator<readonly Transaction[]> {
  const pending: Transaction[] = [];
  const postedIds = new Set<string | null>();
  let held: readonly Transaction[] = [];
  let oldest: readonly Transaction[] = [];
  for await (const rows of pages) {
    for (const row of rows) {
      if (row.isPending) pending.push(row);
      else postedIds.add(row.pendingId);
    }
    yield rows.filter((row) => !row.isPending && isWanted(row));
    if (rows.length > 0) oldest = rows.slice(-1);
    // A pending row that is still to come is as old as the oldest row so far, or older.
    held = postedNear([...held, ...rows], [...pending, ...oldest]);
  }
  const unnamed = pending.filter((row) => !postedIds.has(row.id));
  const pairs = probablyPosted([...unnamed, ...held]);
  yield unnamed.filter((row) => !pairs.has(row) && isWanted(row));
}
