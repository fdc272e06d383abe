/**
 * Reads banks for an export, each once: the first page before a byte is written, the others as they are needed. The rows
 * are as the person's book has them; which of them are the same purchase is told from the bank's facts.
 */

import { applyBook } from '../../../finance/book/apply.ts';
import type { Filter } from '../../../finance/filter.ts';
import { groupBy } from '../../../finance/group-by.ts';
import { matching } from '../../../finance/matching.ts';
import type { Transaction } from '../../../finance/model.ts';
import { postedNear, probablyPosted } from '../../../finance/pending-twins.ts';
import type { PlaidError } from '../../../plaid/errors.ts';
import type { HistoryPart, Result } from '../../../plaid/gateway.ts';
import type { LinkedBank, ReadingOptions } from '../../../reading/reading.ts';
import type { ExportBank, ExportSource } from './record.ts';

interface ExportOptions extends Omit<ReadingOptions, 'transactionCache'> {
  readonly filter: Filter;
  /** The ids of banks that the reader leaves out. */
  readonly without: ReadonlySet<string>;
}

interface OpenedExport {
  readonly source: ExportSource;
  /** Banks that could not be read, so that there is no whole file. */
  readonly unread: readonly { readonly name: string; readonly error: PlaidError }[];
}

/** Resolves when every bank has answered once or failed; what fails later is thrown out of a bank's rows. */
export async function openExport(options: ExportOptions): Promise<OpenedExport> {
  const { linkedBanks, range, now, without, book } = options;
  const nameOf = ({ connection }: LinkedBank) => connection.institutionName;
  const wanted = linkedBanks.filter(({ id }) => !without.has(id));
  const opened = await Promise.all(
    wanted.map(async (linked) => ({ name: nameOf(linked), bank: await openBank(linked, options) })),
  );
  return {
    source: {
      range,
      madeAt: now,
      banks: opened.flatMap(({ bank }) => (bank.ok ? [bank.value] : [])),
      missingBanks: linkedBanks.filter(({ id }) => without.has(id)).map(nameOf),
      hasBook: book.length > 0,
    },
    unread: opened.flatMap(({ name, bank }) => (bank.ok ? [] : [{ name, error: bank.error }])),
  };
}

async function openBank(linked: LinkedBank, options: ExportOptions): Promise<Result<ExportBank>> {
  const { gateway, range, callOptions, filter, book } = options;
  const { accessToken, institutionName, institutionId } = linked.connection;
  const pages = gateway.historyPages(accessToken, range, callOptions);
  const first = (await pages.next()).value as Result<HistoryPart>;
  if (!first.ok) return first;

  const isWanted = matching(filter, first.value.accounts);
  const wantedOf: Choose = (rows) => applyBook(book, rows, first.value.accounts).filter(isWanted);
  const chosen = new Set(filter.account);
  const accounts = first.value.accounts.filter(({ id }) => chosen.size === 0 || chosen.has(id));
  const currencies = new Map(accounts.map(({ id, currency }) => [id, currency]));
  const rows = transactionsOf(first.value, pages);
  const isPosted = (row: Transaction) => !row.isPending && row.currency === currencies.get(row.accountId);
  const posted = chosenOf(rows, (page) => wantedOf(page.filter(isPosted)));
  const postedOn = accounts.length === 1 ? () => posted : byAccount(posted);
  return {
    ok: true,
    value: {
      name: institutionName,
      institutionId,
      rows: () => eachOnce(rows, wantedOf),
      accounts: accounts.map((account) => ({ account, rows: () => postedOn(account.id) })),
    },
  };
}

type Pages = AsyncGenerator<readonly Transaction[], void>;

/** Which rows of these are written, and as what. */
type Choose = (rows: readonly Transaction[]) => readonly Transaction[];

async function* transactionsOf(first: HistoryPart, others: AsyncIterable<Result<HistoryPart>>): Pages {
  yield first.transactions;
  for await (const page of others) {
    if (!page.ok) throw page.error;
    yield page.value.transactions;
  }
}

async function* chosenOf(pages: Pages, choose: Choose): Pages {
  for await (const rows of pages) yield choose(rows);
}

/** The rows of each account. The first one that is asked for reads them all; those of the others are held until then. */
function byAccount(pages: Pages): (accountId: string) => Pages {
  const held = new Map<string, (readonly Transaction[])[]>();
  let whenRead: Promise<void> | undefined;
  async function readAll(): Promise<void> {
    for await (const rows of pages) {
      for (const [id, own] of groupBy(rows, ({ accountId }) => accountId)) {
        const parts = held.get(id) ?? [];
        held.set(id, parts);
        parts.push(own);
      }
    }
  }
  return async function* rowsOf(id) {
    whenRead ??= readAll();
    await whenRead;
    const parts = held.get(id) ?? [];
    held.delete(id);
    yield* parts;
  };
}

/**
 * The wanted rows of each page, newest first. Pending ones are few, so they are held back until every page has been
 * seen: only then is it known which of them the bank also tells as posted. One that probably is posted is left out as
 * well, so that the file adds up to what the pages count; the posted rows of the days after it are held for that.
 */
export async function* eachOnce(
  pages: AsyncIterable<readonly Transaction[]>,
  wantedOf: Choose,
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
    yield wantedOf(rows.filter((row) => !row.isPending));
    if (rows.length > 0) oldest = rows.slice(-1);
    // A pending row that is still to come is as old as the oldest row so far, or older.
    held = postedNear([...held, ...rows], [...pending, ...oldest]);
  }
  const unnamed = pending.filter((row) => !postedIds.has(row.id));
  const pairs = probablyPosted([...unnamed, ...held]);
  yield wantedOf(unnamed.filter((row) => !pairs.has(row)));
}
