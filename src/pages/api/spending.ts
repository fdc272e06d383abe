/** Income and spending over months, as data. */

import type { RequestHandler } from 'express';
import { copyAge } from '../../dashboard/copy-age.ts';
import { spendingReport } from '../../dashboard/facts/spending.ts';
import { knownFlows } from '../../dashboard/flows.ts';
import { knownHistory } from '../../dashboard/history.ts';
import { monthsBack } from '../../dashboard/months-back.ts';
import { startHistories } from '../../dashboard/reading.ts';
import { dayOf } from '../../present/days.ts';
import type { Services } from '../../services.ts';
import { linkedBanksOf } from '../linked-banks.ts';
import { amountsFor, askingOf, headingOf, problemsOf } from './answer.ts';

/** GET /api/spending?months=12 */
export function tellSpending(services: Services): RequestHandler {
  const { bank, copies, log } = services;
  return async (req, res) => {
    const now = services.now();
    const amounts = amountsFor(req);
    const back = monthsBack(req.query, dayOf(now));
    const { months, range } = back;
    const asking = askingOf(req, res, log);
    const banks = startHistories({ bank, copies, linkedBanks: linkedBanksOf(req), range, asking, now });
    const copiedAt = copyAge(banks);
    const [history, problems] = await Promise.all([knownHistory(banks), problemsOf(banks, req, now)]);
    const { flows } = await knownFlows(history);
    res.json({
      ...headingOf({ now, amounts, problems }),
      months,
      range,
      transactionsAsOf: copiedAt(),
      growingBanks: history.growingBanks,
      ...(await spendingReport(flows, back, amounts)),
    });
  };
}
