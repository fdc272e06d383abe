/** Every transaction of a range, filtered and paged by the address alone. */

import type { RequestHandler } from 'express';
import { knownHistory } from '../dashboard/history.ts';
import { startHistories } from '../dashboard/reading.ts';
import { transactionList } from '../dashboard/transaction-list.ts';
import { dayOf } from '../present/days.ts';
import { parseFilter, rangeOf } from '../present/filter.ts';
import type { Services } from '../services.ts';
import { askingFor } from './asking.ts';
import { frameOf } from './frame.ts';
import { linkedBanksOf } from './linked-banks.ts';
import { formatFor } from './reader.ts';

/** GET /transactions: one call for each bank and 500 rows of the range, and no other. */
export function showTransactions(services: Services): RequestHandler {
  const { bank, log, views, now } = services;
  return async (req, res) => {
    const linkedBanks = linkedBanksOf(req);
    const filter = parseFilter(req.query);
    const range = rangeOf(filter, dayOf(now()));
    const history = await knownHistory(
      startHistories({ bank, linkedBanks, range, asking: askingFor(req, res, log) }),
    );
    const list = await transactionList({ history, filter, range, format: formatFor(req, now()) });
    res.send(
      views('pages/transactions', {
        ...frameOf(req, services, { title: 'Transactions', current: '/transactions' }),
        ...list,
      }),
    );
  };
}
