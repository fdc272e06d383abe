/** Transactions of a date range: whole, in two rounds of calls, or page by page. */

import type { PlaidApi } from 'plaid';
import type { Account, DayRange, Transaction } from '../finance/model.ts';
import { callPlaid } from './call.ts';
import type { History, HistoryPage, PlaidCallOptions } from './gateway.ts';
import { toAccount, toTransaction } from './mapping.ts';
import { allOf, type Result } from './result.ts';

/** Far beyond any person's two years; it bounds what a wrong total can make us ask. */
const MAX_PAGES = 400;
/** The most that /transactions/get gives in one answer. */
const PAGE_SIZE = 500;

/** Every transaction of the range once, newest first, and the cached balances that came along. */
export async function readHistory(
  sdk: PlaidApi,
  accessToken: string,
  range: DayRange,
  callOptions?: PlaidCallOptions,
): Promise<Result<History>> {
  const readPage = createReadPage({ sdk, accessToken, range, callOptions });
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

interface Page {
  readonly transactions: readonly Transaction[];
  readonly accounts: readonly Account[];
  /** How many transactions the whole range has. */
  readonly total: number;
}

/** Gives the page that begins after so many transactions. */
export type ReadPage = (offset: number) => Promise<Result<Page>>;

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
  return (offset) =>
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
            options: { count: PAGE_SIZE, offset, include_original_description: true, ...accounts },
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
