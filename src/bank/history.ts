/** A whole range of transactions in two rounds of calls: the first page tells how many there are, the rest go at once. */

import type { PlaidApi } from 'plaid';
import type { Asking, History } from './gateway.ts';
import { createReadPage, PAGE_SIZE, type ReadPage } from './history-page.ts';
import type { DayRange } from './model.ts';
import { allOf, type Result } from './result.ts';

/** Far beyond any person's two years; it bounds what a wrong total can make us ask. */
const MAX_PAGES = 400;

/** Every transaction of the range once, newest first, and the cached balances that came along. */
export async function readHistory(
  sdk: PlaidApi,
  accessToken: string,
  range: DayRange,
  asking?: Asking,
): Promise<Result<History>> {
  const readPage = createReadPage({ sdk, accessToken, range, asking });
  const history = await readAllPages(readPage);
  // Rows that vanish between two calls move others past a page's edge; a second look finds those.
  return !history.ok || history.value.isComplete ? history : readAllPages(readPage);
}

async function readAllPages(readPage: ReadPage): Promise<Result<History & { isComplete: boolean }>> {
  const opened = await readPage(0);
  if (!opened.ok) return opened;
  const first = opened.value;
  const pageCount = Math.min(Math.ceil(first.total / PAGE_SIZE), MAX_PAGES);
  const offsets = Array.from({ length: Math.max(pageCount - 1, 0) }, (_, index) => (index + 1) * PAGE_SIZE);
  const rest = allOf(await Promise.all(offsets.map(readPage)));
  if (!rest.ok) return rest;
  const pages = [first, ...rest.value];
  // A row that arrives between two calls moves the others on by one, and one of them comes twice.
  const byId = new Map(pages.flatMap((page) => page.transactions).map((row) => [row.id, row]));
  return {
    ok: true,
    value: {
      transactions: [...byId.values()],
      balances: { accounts: first.accounts, source: 'cached' },
      isComplete: byId.size >= first.total,
    },
  };
}
