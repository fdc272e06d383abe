/** Every transaction of a range, filtered and paged by the address alone. */

import type { RequestHandler } from 'express';
import { ownCategories } from '../../finance/book/apply.ts';
import { type Filter, filterFaults, parseFilter, rangeOf, toQuery } from '../../finance/filter.ts';
import { type Frame, frameOf } from '../../page/frame.ts';
import { LIMIT_MS, SILENT_WAIT_MS } from '../../plaid/limit-wait.ts';
import { cacheAge, knownHistory } from '../../reading/all-transactions.ts';
import { startHistories } from '../../reading/reading.ts';
import { type Attention, attentionTo } from '../../sections/attention.ts';
import type { Services } from '../../services.ts';
import { listPageFor } from './find.ts';
import { type TransactionListModel, transactionList } from './transaction-list.ts';

export interface TransactionsPage extends Frame, TransactionListModel {
  readonly attention: Attention | null;
  /** When the oldest cache entry was made; null where there is none. */
  readonly cachedAt: string | null;
}

/** In Plaid's next minute: this page is sent as a whole, and does not wait for it. */
const AGAIN_SECONDS = (LIMIT_MS - SILENT_WAIT_MS) / 1000 + 2;

/**
 * GET /transactions: of one bank without a filter one call, and otherwise one for each bank and 500 rows of the range,
 * which for a search is two years; one in all for a bank whose transactions are cached.
 */
export function getTransactions(services: Services): RequestHandler {
  return async (req, res) => {
    const { context, query } = req;
    const { format, today } = context;
    const own = ownCategories(context.book);
    const filter = parseFilter(query, own);
    const range = rangeOf(filter, today);
    const banks = startHistories({
      ...context.readingOptions(range, await context.plaidCalls()),
      listPage: listPageFor(filter, context.banks.length),
    });
    const oldestEntry = cacheAge(banks);
    const [history, attention] = await Promise.all([knownHistory(banks), attentionTo(banks, today, format)]);
    const cachedAt = oldestEntry();
    const known = await Promise.all(banks.map(async ({ id, history }) => ({ id, result: await history })));
    const unreadBanks = known.filter(({ result }) => !result.ok).map(({ id }) => id);
    const faults = filterFaults(query);
    const isCached = cachedAt !== null;
    const list = await transactionList({
      ...{ history, unreadBanks, filter, faults, range, today, format, isCached },
      ownCategories: own,
    });
    // Once, so that a page left open does not ask day and night.
    const isWaiting = query.again === undefined && isAnyLimited(attention);
    if (isWaiting) res.set('Refresh', `${AGAIN_SECONDS}; url=${againHref(filter, context.isPlain)}`);
    res.send(
      services.views('pages/transactions', {
        ...frameOf(req, services, {
          title: list.subject?.title ?? 'Transactions',
          current: '/transactions',
          range,
          followsBook: true,
        }),
        ...list,
        attention: isWaiting ? checkedAgain(attention) : attention,
        cachedAt: cachedAt && format.time(cachedAt),
      }),
    );
  };
}

function isAnyLimited(attention: Attention | null): boolean {
  return attention?.lines.some(({ kind }) => kind === 'limited') ?? false;
}

/** The same lines; those that a minute mends say that the page looks again. */
function checkedAgain(attention: Attention | null): Attention | null {
  const toChecked = (line: Attention['lines'][number]) =>
    line.kind === 'limited' ? { ...line, action: 'refresh' as const } : line;
  return attention && { ...attention, lines: attention.lines.map(toChecked) };
}

function againHref(filter: Filter, isPlain: boolean): string {
  const query = new URLSearchParams(toQuery(filter));
  if (isPlain) query.set('plain', 'yes');
  query.set('again', 'yes');
  return `/transactions?${query}`;
}
