/** Every transaction of a range, filtered and paged by the address alone. */

import type { RequestHandler } from 'express';
import { parseFilter, rangeOf } from '../../finance/filter.ts';
import { type Frame, frameOf } from '../../page/frame.ts';
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

/**
 * GET /transactions: of one bank without a filter one call, and otherwise one for each bank and 500 rows of the range; one
 * in all for a bank whose transactions are cached.
 */
export function getTransactions(services: Services): RequestHandler {
  return async (req, res) => {
    const { context, query } = req;
    const { format, today } = context;
    const filter = parseFilter(query);
    const range = rangeOf(filter, today);
    const banks = startHistories({
      ...context.readingOptions(range, await context.plaidCalls()),
      listPage: listPageFor(filter, context.banks.length),
    });
    const oldestEntry = cacheAge(banks);
    const [history, attention] = await Promise.all([knownHistory(banks), attentionTo(banks, today, format)]);
    const cachedAt = oldestEntry();
    const list = await transactionList({ history, filter, range, format });
    res.send(
      services.views('pages/transactions', {
        ...frameOf(req, services, { title: 'Transactions', current: '/transactions' }),
        ...list,
        attention,
        cachedAt: cachedAt && format.time(cachedAt),
      }),
    );
  };
}
