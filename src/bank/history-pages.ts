/** A range of transactions page by page, one call at a time: for what is passed on and never held as a whole. */

import type { HistoryPage } from './gateway.ts';
import type { ReadPage } from './history-page.ts';
import type { Result } from './result.ts';

/**
 * Every page, newest first, and nothing after a failure. What changes at the bank meanwhile makes no row come twice or
 * go missing.
 */
export async function* readHistoryPages(readPage: ReadPage): AsyncGenerator<Result<HistoryPage>, void> {
  let offset = 0;
  let total = 0;
  let before: ReadonlySet<string> = new Set();
  for (;;) {
    let read = await readPage(offset);
    if (read.ok && read.value.total < total) {
      // As many as have vanished moved up, past the edge of the page before.
      offset = Math.max(0, offset - (total - read.value.total));
      read = await readPage(offset);
    }
    if (!read.ok) return yield read;
    const page = read.value;
    total = page.total;
    offset += page.transactions.length;
    const isLast = page.transactions.length === 0 || offset >= total;
    // As many as have arrived moved down, so that the end of the page before comes again.
    const transactions = page.transactions.filter(({ id }) => !before.has(id));
    yield { ok: true, value: { transactions, accounts: page.accounts, isLast } };
    if (isLast) return;
    before = new Set(page.transactions.map(({ id }) => id));
  }
}
