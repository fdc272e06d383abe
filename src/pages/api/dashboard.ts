/** The overview as data: the same questions, the same sums. */

import type { RequestHandler } from 'express';
import { finalBalances } from '../../dashboard/balances.ts';
import { copyAge } from '../../dashboard/copy-age.ts';
import { accountFacts, netWorthFacts } from '../../dashboard/facts/balances.ts';
import { creditUseFacts } from '../../dashboard/facts/credit.ts';
import { spendingFacts } from '../../dashboard/facts/spending.ts';
import { type TransactionFacts, toTransactionFacts } from '../../dashboard/facts/transactions.ts';
import { knownFlows } from '../../dashboard/flows.ts';
import { knownHistory } from '../../dashboard/history.ts';
import { periodOf } from '../../dashboard/period.ts';
import { startReading } from '../../dashboard/reading.ts';
import { sendJsonWithList } from '../../http/json-list.ts';
import { creditUse } from '../../present/credit.ts';
import { dayOf } from '../../present/days.ts';
import { newestFirst } from '../../present/transactions.ts';
import type { Services } from '../../services.ts';
import { linkedBanksOf } from '../linked-banks.ts';
import { takeLiveWish } from '../live-balances.ts';
import { amountsFor, askingOf, headingOf, problemsOf } from './answer.ts';

const PART_SIZE = 500;

/** GET /api/dashboard?days=30 */
export function tellDashboard(services: Services): RequestHandler {
  const { bank, copies, config, log } = services;
  return async (req, res) => {
    const now = services.now();
    const isLive = config.liveBalances === 'view' || takeLiveWish(req);
    const amounts = amountsFor(req);
    const { days, spending: range } = periodOf(req.query, dayOf(now));
    const asking = askingOf(req, res, log);
    const linkedBanks = linkedBanksOf(req);
    const reading = startReading({ bank, copies, linkedBanks, range, asking, now, isLive });
    const copiedAt = copyAge(reading.banks);
    const [balances, history, problems] = await Promise.all([
      finalBalances(reading),
      knownHistory(reading.banks),
      problemsOf(reading.banks, req, now),
    ]);
    const { flows, accounts } = await knownFlows(history);
    const facts = {
      ...headingOf({ now, amounts, problems }),
      days,
      range,
      transactionsAsOf: copiedAt(),
      growingBanks: history.growingBanks,
      netWorth: netWorthFacts(balances, amounts),
      accounts: accountFacts(balances, amounts),
      spending: spendingFacts(flows, range, amounts),
      credit: {
        use: creditUseFacts(creditUse(balances.flatMap((one) => one.balances?.accounts ?? [])), amounts),
        more: '/api/credit',
      },
    };
    const parts = partsOf(newestFirst(flows), toTransactionFacts(accounts, amounts));
    await sendJsonWithList(res, { facts, listName: 'transactions', parts });
  };
}

/** Two years of a busy bank are tens of thousands of rows, so they are told some at a time. */
function* partsOf<Row>(
  rows: readonly Row[],
  toFacts: (row: Row) => TransactionFacts,
): Generator<TransactionFacts[]> {
  for (let start = 0; start < rows.length; start += PART_SIZE) {
    yield rows.slice(start, start + PART_SIZE).map((row) => toFacts(row));
  }
}
