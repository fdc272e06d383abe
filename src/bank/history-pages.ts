/** A range of transactions page by page, one call at a time: for what is passed on and never held as a whole. */

import type { HistoryPage } from './bank.ts';
import type { ReadPage } from './history-page.ts';

/** Every page, newest first; what changes at the bank meanwhile makes no row come twice or go missing. */
export async function* readHistoryPages(readPage: ReadPage): AsyncGenerator<HistoryPage, void> {
  let offset = 0;
  let total = 0;
  let before: ReadonlySet<string> = new Set();
  for (;;) {
    let page = await readPage(offset);
    if (page.total < total) {
      // As many as have vanished moved up, past the edge of the page before.
      offset = Math.max(0, offset - (total - page.total));
      page = await readPage(offset);
    }
    total = page.total;
    offset += page.transactions.length;
    const isLast = page.transactions.length === 0 || offset >= total;
    // As many as have arrived moved down, so that the end of the page before comes again.
    const transactions = page.transactions.filter(({ id }) => !before.has(id));
    yield { transactions, accounts: page.accounts, isLast };
    if (isLast) return;
    before = new Set(page.transactions.map(({ id }) => id));
  }
}
