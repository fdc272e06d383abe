/** The list of transactions as JSON, with the filters and the paging of the page. */

import type { RequestHandler } from 'express';
import { ownCategories } from '../../finance/book/apply.ts';
import { type Filter, filterFaults, parseFilter, rangeOf, toQuery } from '../../finance/filter.ts';
import type { Page } from '../../finance/transactions.ts';
import { amountsFor, callOptionsOf, readForAnswer } from '../../page/api-answer.ts';
import type { Api } from '../../page/api-schema.ts';
import { toTransactionFacts, totalsFacts } from '../../page/api-transactions.ts';
import { startHistories } from '../../reading/reading.ts';
import { findTransactions, listPageFor } from './find.ts';

/** GET /api/transactions, with the parameters of /transactions */
export const getTransactionsJson: RequestHandler = async (req, res) => {
  const amounts = amountsFor(req);
  const filter = parseFilter(req.query, ownCategories(req.context.book));
  const range = rangeOf(filter, req.context.today);
  const banks = startHistories({
    ...req.context.readingOptions(range, await callOptionsOf(req)),
    listPage: listPageFor(filter, req.context.banks.length),
  });
  const { history, heading, read } = await readForAnswer(req, banks, range);
  const { page, totals } = await findTransactions(history, filter);
  const shown = page.groups.flatMap(({ transactions }) => transactions);
  const answer: Api['Transactions'] = {
    ...heading,
    filter,
    ignored: filterFaults(req.query).map(({ part }) => part),
    ...read,
    page: pageFacts(page, filter),
    totals: history.listPage ? null : totalsFacts(totals, amounts),
    transactions: shown.map(toTransactionFacts(history.accounts, amounts)),
  };
  res.json(answer);
};

function pageFacts({ page, pages, count }: Page, filter: Filter): Api['Transactions']['page'] {
  const hrefOf = (number: number) => `/api/transactions?${toQuery({ ...filter, page: number })}`;
  return {
    number: page,
    of: pages,
    count,
    newer: page > 1 ? hrefOf(page - 1) : null,
    older: page < pages ? hrefOf(page + 1) : null,
  };
}
