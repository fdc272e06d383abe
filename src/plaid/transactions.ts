/**
 * Transactions of a date range: whole, or page by page. Plaid counts pages by rows, so that whatever changes between two
 * calls moves the rows behind it. Neighbouring pages share a few rows, which tell whether it did.
 */

import type { PlaidApi } from 'plaid';
import type { Balances, DayRange, Transaction } from '../finance/model.ts';
import { callPlaid } from './call.ts';
import type { History, HistoryPart, PlaidCallOptions } from './gateway.ts';
import { LIMIT_MS } from './limit-wait.ts';
import { itemErrorOf, toAccount, toTransaction } from './mapping.ts';
import type { Result } from './result.ts';

/** Far beyond any person's two years; it bounds what a wrong total can make us ask. */
const MAX_PAGES = 400;
/** The most that /transactions/get gives in one answer. */
export const PAGE_SIZE = 500;
/** So many rows are on two pages, for which one page in a hundred is read more. */
export const OVERLAP = 5;
const STEP = PAGE_SIZE - OVERLAP;
/** Calls for one page at most, where Plaid gives fewer rows than are asked for. */
const MOST_PARTS = 10;
/**
 * Pages that are asked for at once. Calls overtake each other: where Plaid's limit refuses one, those behind it may have
 * been allowed, and are of no use without it. So many let 10,000 transactions come in two rounds of calls.
 */
const AT_ONCE = 20;

/**
 * Every transaction of the range once, newest first, and the cached balances that came along. Where Plaid's limit is met
 * half-way, it is cut there.
 */
export async function readHistory(readPage: ReadPage, now: () => Date): Promise<Result<History>> {
  const opened = await readPage(0);
  if (!opened.ok) return opened;
  const { readNext, ended } = readAhead(readPage, opened);
  const rows: Transaction[] = [];
  let isCut = false;
  for await (const page of readHistoryPages(readNext)) {
    if (page.ok) rows.push(...page.value.transactions);
    isCut = !page.ok;
  }
  const failed = (await ended()).find(({ error }) => error.kind !== 'limited');
  if (failed) return failed;
  const transactions = rows.sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
  const { accounts, itemError } = opened.value;
  const balances: Balances = { accounts, source: 'cached' };
  const oldest = transactions.at(-1);
  if (!isCut || !oldest) return { ok: true, value: { transactions, balances, itemError } };
  const againAt = new Date(now().getTime() + LIMIT_MS);
  return { ok: true, value: { transactions, balances, itemError, cut: { from: oldest.date, againAt } } };
}

/**
 * Asks for the pages behind the first one before their turn, in their order, and for none after a failure. Each is given
 * once: what is asked again is read again.
 */
function readAhead(readPage: ReadPage, opened: Result<HistoryPart> & { ok: true }) {
  const failures: (Result<never> & { ok: false })[] = [];
  const ask: ReadPage = async (...part) => {
    const [failed] = failures;
    if (failed) return failed;
    const page = await readPage(...part);
    if (!page.ok) failures.push(page);
    return page;
  };
  const pages = new Map<number, Promise<Result<HistoryPart>>>([[0, Promise.resolve(opened)]]);
  const readUpTo: Promise<unknown>[] = [];
  for (let at = 1; at < MAX_PAGES && at * STEP + OVERLAP < opened.value.total; at += 1) {
    const page = (readUpTo[at - 1 - AT_ONCE] ?? Promise.resolve()).then(() => ask(at * STEP));
    readUpTo.push(Promise.all([page, readUpTo.at(-1)]));
    pages.set(at * STEP, page);
  }
  const readNext: ReadPage = (offset, ...count) => {
    const page = pages.get(offset);
    pages.delete(offset);
    return page ?? ask(offset, ...count);
  };
  return { readNext, ended: () => Promise.resolve(readUpTo.at(-1)).then(() => failures) };
}

/**
 * Every page with the rows that none before it had, newest first, and nothing after a failure. A row that is there
 * throughout is missed by no change at the bank, nor is a purchase that is posted meanwhile.
 */
export async function* readHistoryPages(readPage: ReadPage): AsyncGenerator<Result<HistoryPart>, void> {
  const seen = new Set<string>();
  const unseen = (part: HistoryPart): Result<HistoryPart> & { ok: true } => {
    const transactions = part.transactions.filter(({ id }) => !seen.has(id) && seen.add(id));
    return { ok: true, value: { ...part, transactions } };
  };
  let before: readonly Transaction[] = [];
  let arrived = 0;
  let arrivedAbove = 0;
  for (let at = 0; at < MAX_PAGES; at += 1) {
    const offset = at * STEP;
    const page = await readPage(offset);
    if (!page.ok) return yield page;
    const { transactions, total } = page.value;
    const moved = at === 0 ? 0 : movedDown(before, transactions);
    if (moved === null) {
      // More rows have come or gone than two pages share.
      const between = await readPage(offset - PAGE_SIZE / 2);
      if (!between.ok) return yield between;
      yield unseen(between.value);
    } else if (moved > 0) {
      arrived += moved;
      arrivedAbove = offset;
    }
    yield unseen(page.value);
    if (transactions.length < PAGE_SIZE || offset + PAGE_SIZE >= total) break;
    before = transactions;
  }
  // What has arrived above a page may be the posted row of a pending one that vanished beneath it. Most arrive on top.
  for (let offset = 0; arrived > 0 && offset < arrivedAbove; offset += STEP) {
    const page = await readPage(offset);
    if (!page.ok) return yield page;
    const rest = unseen(page.value);
    arrived -= rest.value.transactions.length;
    yield rest;
  }
}

/** By how many rows the list has moved down between two neighbouring pages; null where they share no row. */
function movedDown(page: readonly Transaction[], next: readonly Transaction[]): number | null {
  const places = new Map(next.map(({ id }, place) => [id, place]));
  const shared = page.findLast(({ id }) => places.has(id));
  return shared ? STEP + (places.get(shared.id) ?? 0) - page.indexOf(shared) : null;
}

/** Gives the page that begins after so many transactions; of as many as Plaid gives at once where no count is said. */
export type ReadPage = (offset: number, count?: number) => Promise<Result<HistoryPart>>;

interface PageOptions {
  readonly sdk: PlaidApi;
  readonly accessToken: string;
  readonly range: DayRange;
  readonly callOptions?: PlaidCallOptions | undefined;
}

/** Pages of a range, newest first. The count is a most to Plaid: where fewer come, the rest of the page is asked for. */
export function createReadPage(options: PageOptions): ReadPage {
  const ask = askForRows(options);
  return async (offset, count = PAGE_SIZE) => {
    const opened = await ask(offset, count);
    if (!opened.ok) return opened;
    const transactions = [...opened.value.transactions];
    const wanted = Math.min(count, opened.value.total - offset);
    let arrived = transactions.length;
    for (let part = 1; part < MOST_PARTS && arrived > 0 && transactions.length < wanted; part += 1) {
      const more = await ask(offset + transactions.length, wanted - transactions.length);
      if (!more.ok) return more;
      arrived = more.value.transactions.length;
      transactions.push(...more.value.transactions);
    }
    return { ok: true, value: { ...opened.value, transactions } };
  };
}

function askForRows({ sdk, accessToken, range, callOptions }: PageOptions) {
  return (offset: number, count: number): Promise<Result<HistoryPart>> =>
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
            options: { count, offset, include_original_description: true },
          },
          options,
        ),
      read: (answer) => ({
        transactions: answer.transactions.map(toTransaction),
        accounts: answer.accounts.map(toAccount),
        total: answer.total_transactions,
        itemError: itemErrorOf(answer.item),
      }),
    });
}
