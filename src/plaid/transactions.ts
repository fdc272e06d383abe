/** Transactions of a date range: whole, in two rounds of calls, or page by page. No part of it is asked for twice. */

import type { PlaidApi } from 'plaid';
import type { Balances, DayRange } from '../finance/model.ts';
import { callPlaid } from './call.ts';
import type { History, HistoryPage, HistoryPart, PlaidCallOptions } from './gateway.ts';
import { LIMIT_MS } from './limit-wait.ts';
import { toAccount, toTransaction } from './mapping.ts';
import type { Result } from './result.ts';

/** Far beyond any person's two years; it bounds what a wrong total can make us ask. */
const MAX_PAGES = 400;
/** The most that /transactions/get gives in one answer. */
export const PAGE_SIZE = 500;

/** How a history is read: its first page may wait for Plaid's limit, since without it there is nothing to show. */
interface HistoryRead {
  readonly readFirst: ReadPage;
  readonly readPage: ReadPage;
  readonly now: () => Date;
}

/**
 * Every transaction of the range once, newest first, and the cached balances that came along. Where Plaid's limit is met
 * half-way, it is cut there.
 */
export async function readHistory({ readFirst, readPage, now }: HistoryRead): Promise<Result<History>> {
  const opened = await readFirst(0);
  if (!opened.ok) return opened;
  const pageCount = Math.min(Math.ceil(opened.value.total / PAGE_SIZE), MAX_PAGES);
  const offsets = Array.from({ length: Math.max(pageCount - 1, 0) }, (_, index) => (index + 1) * PAGE_SIZE);
  const pages = [opened, ...(await Promise.all(offsets.map((offset) => readPage(offset))))];
  const parts = await Promise.all(
    pages.flatMap((page, index) => [page, ...gapAfter(pages, index).map((gap) => readPage(...gap))]),
  );
  const failed = parts.find((part) => !part.ok && part.error.kind !== 'limited');
  if (failed?.ok === false) return failed;
  const refusedAt = parts.findIndex(({ ok }) => !ok);
  const rows = parts
    .slice(0, refusedAt < 0 ? parts.length : refusedAt)
    .flatMap((part) => (part.ok ? part.value.transactions : []));
  // A row that arrives between two calls moves the others on by one, and one of them comes twice.
  const transactions = [...new Map(rows.map((row) => [row.id, row])).values()];
  const balances: Balances = { accounts: opened.value.accounts, source: 'cached' };
  const oldest = rows.at(-1);
  if (refusedAt < 0 || !oldest) return { ok: true, value: { transactions, balances } };
  const againAt = new Date(now().getTime() + LIMIT_MS);
  return { ok: true, value: { transactions, balances, cut: { from: oldest.date, againAt } } };
}

/**
 * What was missed after a page, as offset and count. Rows that vanished before the next page was read have moved as
 * many up, past its edge; rows that arrived have moved the last ones down, beyond the last page.
 */
function gapAfter(pages: readonly Result<HistoryPart>[], index: number): [offset: number, count: number][] {
  const [page, next] = [pages[index], pages[index + 1]];
  if (!page?.ok || next?.ok === false || pages.length >= MAX_PAGES) return [];
  const { total } = page.value;
  const end = (index + 1) * PAGE_SIZE;
  if (!next) return total > end ? [[end, Math.min(total - end, PAGE_SIZE)]] : [];
  if (next.value.total >= total) return [];
  // More may have vanished by now.
  const left = Math.min(...pages.slice(index + 1).flatMap((later) => (later.ok ? [later.value.total] : [])));
  const vanished = Math.min(total - left, PAGE_SIZE);
  return [[end - vanished, vanished]];
}

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

/** Gives the page that begins after so many transactions; of as many as Plaid gives at once where no count is said. */
export type ReadPage = (offset: number, count?: number) => Promise<Result<HistoryPart>>;

interface PageOptions {
  readonly sdk: PlaidApi;
  readonly accessToken: string;
  readonly range: DayRange;
  /** Of this account only; of all of them when left out. */
  readonly accountId?: string | undefined;
  readonly callOptions?: PlaidCallOptions | undefined;
}

/** Pages of a range, newest first. */
export function createReadPage({ sdk, accessToken, range, accountId, callOptions }: PageOptions): ReadPage {
  const accounts = accountId === undefined ? {} : { account_ids: [accountId] };
  return (offset, count = PAGE_SIZE) =>
    callPlaid({
      endpoint: '/transactions/get',
      callOptions,
      mayRepeat: true,
      call: (options) =>
        sdk.transactionsGet(
          {
            access_token: accessToken,
            start_date: range.from,
            end_date: range.to,
            options: { count, offset, include_original_description: true, ...accounts },
          },
          options,
        ),
      read: (answer) => ({
        transactions: answer.transactions.map(toTransaction),
        accounts: answer.accounts.map(toAccount),
        total: answer.total_transactions,
      }),
    });
}
