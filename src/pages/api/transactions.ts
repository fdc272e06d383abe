/** The list of transactions as data: the page's filters, and its paging. */

import type { RequestHandler } from 'express';
import { copyAge } from '../../dashboard/copy-age.ts';
import { toTransactionFacts, totalsFacts } from '../../dashboard/facts/transactions.ts';
import { findTransactions } from '../../dashboard/found-transactions.ts';
import { knownHistory } from '../../dashboard/history.ts';
import { startHistories } from '../../dashboard/reading.ts';
import { dayOf } from '../../present/days.ts';
import { type Filter, parseFilter, rangeOf, toQuery } from '../../present/filter.ts';
import type { Page } from '../../present/transactions.ts';
import type { Services } from '../../services.ts';
import { linkedBanksOf } from '../linked-banks.ts';
import { amountsFor, askingOf, headingOf, problemsOf } from './answer.ts';

/** GET /api/transactions, with the parameters of /transactions */
export function tellTransactions(services: Services): RequestHandler {
  const { bank, copies, log } = services;
  return async (req, res) => {
    const now = services.now();
    const amounts = amountsFor(req);
    const filter = parseFilter(req.query);
    const range = rangeOf(filter, dayOf(now));
    const asking = askingOf(req, res, log);
    const banks = startHistories({ bank, copies, linkedBanks: linkedBanksOf(req), range, asking, now });
    const copiedAt = copyAge(banks);
    const [history, problems] = await Promise.all([knownHistory(banks), problemsOf(banks, req, now)]);
    const { page, totals } = await findTransactions(history, filter);
    const shown = page.groups.flatMap(({ transactions }) => transactions);
    res.json({
      ...headingOf({ now, amounts, problems }),
      filter,
      range,
      transactionsAsOf: copiedAt(),
      growingBanks: history.growingBanks,
      page: pageFacts(page, filter),
      totals: totalsFacts(totals, amounts),
      transactions: shown.map(toTransactionFacts(history.accounts, amounts)),
    });
  };
}

export interface PageFacts {
  readonly number: number;
  readonly of: number;
  readonly count: number;
  /** The addresses of the pages beside it. */
  readonly newer: string | null;
  readonly older: string | null;
}

function pageFacts({ page, pages, count }: Page, filter: Filter): PageFacts {
  const hrefOf = (number: number) => `/api/transactions?${toQuery({ ...filter, page: number })}`;
  return {
    number: page,
    of: pages,
    count,
    newer: page > 1 ? hrefOf(page - 1) : null,
    older: page < pages ? hrefOf(page + 1) : null,
  };
}
