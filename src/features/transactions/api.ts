/** The list of transactions as JSON, with the filters and the paging of the page. */

import type { RequestHandler } from 'express';
import { type Filter, parseFilter, rangeOf, toQuery } from '../../finance/filter.ts';
import type { Page } from '../../finance/transactions.ts';
import { amountsFor, callOptionsOf, headingOf, problemsOf } from '../../page/api-answer.ts';
import type { ApiAnswers } from '../../page/api-schema.ts';
import { toTransactionFacts, totalsFacts } from '../../page/api-transactions.ts';
import { cacheAge, knownHistory } from '../../reading/all-transactions.ts';
import { startHistories } from '../../reading/reading.ts';
import type { Services } from '../../services.ts';
import { findTransactions } from './find.ts';

/** GET /api/transactions, with the parameters of /transactions */
export function getTransactionsJson(services: Services): RequestHandler {
  const { gateway, transactionCache } = services;
  return async (req, res) => {
    const { now, today, banks: linkedBanks } = req.context;
    const amounts = amountsFor(req);
    const filter = parseFilter(req.query);
    const range = rangeOf(filter, today);
    const callOptions = callOptionsOf(req);
    const banks = startHistories({ gateway, transactionCache, linkedBanks, range, callOptions, now });
    const copiedAt = cacheAge(banks);
    const [history, problems] = await Promise.all([knownHistory(banks), problemsOf(banks, req)]);
    const { page, totals } = await findTransactions(history, filter);
    const shown = page.groups.flatMap(({ transactions }) => transactions);
    const answer: ApiAnswers['Transactions'] = {
      ...headingOf({ now, amounts, problems }),
      filter,
      range,
      transactionsAsOf: copiedAt(),
      growingBanks: history.growingBanks,
      page: pageFacts(page, filter),
      totals: totalsFacts(totals, amounts),
      transactions: shown.map(toTransactionFacts(history.accounts, amounts)),
    };
    res.json(answer);
  };
}

function pageFacts({ page, pages, count }: Page, filter: Filter): ApiAnswers['Transactions']['page'] {
  const hrefOf = (number: number) => `/api/transactions?${toQuery({ ...filter, page: number })}`;
  return {
    number: page,
    of: pages,
    count,
    newer: page > 1 ? hrefOf(page - 1) : null,
    older: page < pages ? hrefOf(page + 1) : null,
  };
}
