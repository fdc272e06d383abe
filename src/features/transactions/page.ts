/** Every transaction of a range, filtered and paged by the address alone. */

import type { RequestHandler } from 'express';
import { dayOf } from '../../finance/days.ts';
import { parseFilter, rangeOf } from '../../finance/filter.ts';
import { formatFor } from '../../page/format-for-request.ts';
import { type Frame, frameOf } from '../../page/frame.ts';
import { linkedBanksOf } from '../../page/linked-banks.ts';
import { askingFor } from '../../page/plaid-call-options.ts';
import { copyAge, knownHistory } from '../../reading/all-transactions.ts';
import { startHistories } from '../../reading/reading.ts';
import { type Attention, attentionTo } from '../../sections/attention.ts';
import type { Services } from '../../services.ts';
import { type TransactionListModel, transactionList } from './transaction-list.ts';

export interface TransactionsPage extends Frame, TransactionListModel {
  readonly attention: Attention | null;
  /** When the oldest copy was made; null where there is none. */
  readonly copiedAt: string | null;
}

/** GET /transactions: one call for each bank and 500 rows of the range, or one in all for a bank with a copy. */
export function showTransactions(services: Services): RequestHandler {
  const { bank, copies, log, views, now } = services;
  return async (req, res) => {
    const linkedBanks = linkedBanksOf(req);
    const filter = parseFilter(req.query);
    const range = rangeOf(filter, dayOf(now()));
    const format = formatFor(req, now());
    const asking = askingFor(req, res, log);
    const banks = startHistories({ bank, copies, linkedBanks, range, asking, now: now() });
    const oldestCopy = copyAge(banks);
    const [history, attention] = await Promise.all([
      knownHistory(banks),
      attentionTo(banks, dayOf(now()), format),
    ]);
    const copiedAt = oldestCopy();
    const list = await transactionList({ history, filter, range, format });
    res.send(
      views('pages/transactions', {
        ...frameOf(req, services, { title: 'Transactions', current: '/transactions' }),
        ...list,
        attention,
        copiedAt: copiedAt && format.time(copiedAt),
      }),
    );
  };
}
