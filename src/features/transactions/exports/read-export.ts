/** Reads banks for an export: the first page of each before a byte is written, the others as they are needed. */

import type { Filter } from '../../../finance/filter.ts';
import { matching } from '../../../finance/matching.ts';
import type { Transaction } from '../../../finance/model.ts';
import { postedNear, probablyPosted } from '../../../finance/pending-twins.ts';
import type { HistoryPage, Result } from '../../../plaid/gateway.ts';
import type { LinkedBank, ReadingOptions } from '../../../reading/reading.ts';
import type { ExportBank, ExportSource } from './record.ts';

interface ExportOptions extends Omit<ReadingOptions, 'transactionCache'> {
  readonly filter: Filter;
}

/** Resolves when every bank has answered once or failed; what fails later is thrown out of a bank's rows. */
export async function openExport(options: ExportOptions): Promise<ExportSource> {
  const { linkedBanks, range, now } = options;
  const opened = await Promise.all(linkedBanks.map((linked) => openBank(linked, options)));
  return {
    range,
    madeAt: now,
    banks: opened.filter((bank) => bank !== null),
    missingBanks: linkedBanks
      .filter((_, index) => opened[index] === null)
      .map(({ connection }) => connection.institutionName),
  };
}

async function openBank(linked: LinkedBank, options: ExportOptions): Promise<ExportBank | null> {
  const { gateway, range, callOptions, filter } = options;
  const { accessToken, institutionName, institutionId } = linked.connection;
  const pages = gateway.historyPages(accessToken, { range }, callOptions);
  const opened = await pages.next();
  if (opened.done || !opened.value.ok) return null;

  const first = opened.value.value;
  const isWanted = matching(filter);
  const accounts = first.accounts.filter(({ id }) => filter.account === '' || filter.account === id);
  return {
    name: institutionName,
    institutionId,
    rows: () => eachOnce(transactionsOf([opened.value], pages), isWanted),
    accounts: accounts.map((account) => ({
      account,
      rows() {
        const { id: accountId, currency } = account;
        // A bank that has told everything in one page, or has but one account, need not be asked again for each.
        const own: Pages[] =
          first.isLast || first.accounts.length === 1
            ? [[opened.value], pages]
            : [gateway.historyPages(accessToken, { range, accountId }, callOptions)];
        return eachOnce(
          transactionsOf(...own),
          (row) =>
            row.accountId === accountId && row.currency === currency && !row.isPending && isWanted(row),
        );
      },
    })),
  };
}

type Pages = Iterable<Result<HistoryPage>> | AsyncIterable<Result<HistoryPage>>;

async function* transactionsOf(...parts: readonly Pages[]): AsyncGenerator<readonly Transaction[]> {
  for (const pages of parts) {
    for await (const page of pages) {
      if (!page.ok) throw page.error;
      yield page.value.transactions;
    }
  }
}

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
