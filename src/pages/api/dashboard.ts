/** The overview as data: the same questions, the same sums. */

import type { RequestHandler } from 'express';
import { finalBalances } from '../../dashboard/balances.ts';
import { copyAge } from '../../dashboard/copy-age.ts';
import { accountFacts, netWorthFacts } from '../../dashboard/facts/balances.ts';
import { creditUseFacts } from '../../dashboard/facts/credit.ts';
import { spendingFacts } from '../../dashboard/facts/spending.ts';
import { transactionFacts } from '../../dashboard/facts/transactions.ts';
import { knownFlows } from '../../dashboard/flows.ts';
import { knownHistory } from '../../dashboard/history.ts';
import { periodOf } from '../../dashboard/period.ts';
import { startReading } from '../../dashboard/reading.ts';
import { creditUse } from '../../present/credit.ts';
import { dayOf } from '../../present/days.ts';
import { newestFirst } from '../../present/transactions.ts';
import type { Services } from '../../services.ts';
import { askingFor } from '../asking.ts';
import { linkedBanksOf } from '../linked-banks.ts';
import { takeLiveWish } from '../live-balances.ts';
import { amountsFor, problemsOf, sendAnswer } from './answer.ts';

/** GET /api/dashboard?days=30 */
export function tellDashboard(services: Services): RequestHandler {
  const { bank, copies, config, log } = services;
  return async (req, res) => {
    const now = services.now();
    const isLive = config.liveBalances === 'view' || takeLiveWish(req);
    const amounts = amountsFor(req);
    const { days, spending: range } = periodOf(req.query, dayOf(now));
    const asking = askingFor(req, res, log);
    const linkedBanks = linkedBanksOf(req);
    const reading = startReading({ bank, copies, linkedBanks, range, asking, now, isLive });
    const copiedAt = copyAge(reading.banks);
    const [balances, { flows, accounts }, problems] = await Promise.all([
      finalBalances(reading),
      knownHistory(reading.banks).then((history) => knownFlows(history)),
      problemsOf(reading.banks, req, now),
    ]);
    sendAnswer(
      res,
      { now, amounts, problems },
      {
        days,
        range,
        transactionsAsOf: copiedAt(),
        netWorth: netWorthFacts(balances, amounts),
        accounts: accountFacts(balances, amounts),
        transactions: transactionFacts(newestFirst(flows), accounts, amounts),
        spending: spendingFacts(flows, range, amounts),
        credit: {
          use: creditUseFacts(creditUse(balances.flatMap((one) => one.balances?.accounts ?? [])), amounts),
          more: '/api/credit',
        },
      },
    );
  };
}
