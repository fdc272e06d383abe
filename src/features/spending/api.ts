/** Income and spending by month, category and merchant, as JSON. */

import type { RequestHandler } from 'express';
import { scheduleNext } from '../../event-loop-queue.ts';
import { cashFlow } from '../../finance/cash-flow.ts';
import type { Flow, IncomeAndSpending } from '../../finance/flow.ts';
import { topMerchants } from '../../finance/merchants.ts';
import type { DayRange } from '../../finance/model.ts';
import { type MonthsBack, monthsBack } from '../../finance/period.ts';
import { spendingByCategory } from '../../finance/spending.ts';
import { spendingTrends, type Trend } from '../../finance/trends.ts';
import type { Amounts } from '../../page/api-amounts.ts';
import { amountsFor, callOptionsOf, headingOf, problemsOf } from '../../page/api-answer.ts';
import type { ApiAnswers, ApiSpending } from '../../page/api-schema.ts';
import { categoryFacts } from '../../page/api-transactions.ts';
import { cacheAge, knownHistory } from '../../reading/all-transactions.ts';
import { knownFlows } from '../../reading/flows.ts';
import { startHistories } from '../../reading/reading.ts';
import type { Services } from '../../services.ts';

type Report = ApiAnswers['SpendingReport'];

/** GET /api/spending?months=12 */
export function getSpendingJson(services: Services): RequestHandler {
  const { gateway, transactionCache } = services;
  return async (req, res) => {
    const { now, today, banks: linkedBanks } = req.context;
    const amounts = amountsFor(req);
    const back = monthsBack(req.query, today);
    const { months, range } = back;
    const callOptions = callOptionsOf(req);
    const banks = startHistories({ gateway, transactionCache, linkedBanks, range, callOptions, now });
    const copiedAt = cacheAge(banks);
    const [history, problems] = await Promise.all([knownHistory(banks), problemsOf(banks, req)]);
    const { flows } = await knownFlows(history);
    const answer: ApiAnswers['SpendingReport'] = {
      ...headingOf({ now, amounts, problems }),
      months,
      range,
      transactionsAsOf: copiedAt(),
      growingBanks: history.growingBanks,
      ...(await spendingReport(flows, back, amounts)),
    };
    res.json(answer);
  };
}

const MOST_MERCHANTS = 12;

/** What was spent in a range of days, in each currency. */
export function spendingFacts(flows: readonly Flow[], range: DayRange, amounts: Amounts): ApiSpending[] {
  return spendingByCategory(flows, range).map(({ currency, spentMinor, categories }) => ({
    currency,
    spent: amounts.of(spentMinor, currency),
    categories: categories.map(({ category, count, share, ...sums }) => ({
      category: categoryFacts(category.id),
      spent: amounts.of(sums.spentMinor, currency),
      share: amounts.ratio(share),
      count,
    })),
  }));
}

/** Months of it, in a turn for each way to look at it. */
export async function spendingReport(
  flows: readonly Flow[],
  back: MonthsBack,
  amounts: Amounts,
): Promise<Pick<Report, 'cashFlow' | 'categories' | 'merchants'>> {
  return {
    cashFlow: await scheduleNext(() => cashFlowFacts(flows, back, amounts)),
    categories: await scheduleNext(() => trendFacts(flows, back, amounts)),
    merchants: await scheduleNext(() => merchantFacts(flows, back, amounts)),
  };
}

/** Income and spending of each month, the last of which is not over yet, and of an average one. */
function cashFlowFacts(
  flows: readonly Flow[],
  back: MonthsBack,
  amounts: Amounts,
): Report['cashFlow'][number][] {
  return cashFlow(flows, back).map(({ currency, months, average }) => {
    const sums = ({
      incomeMinor,
      spentMinor,
      netMinor,
    }: IncomeAndSpending): NonNullable<Report['cashFlow'][number]['average']> => ({
      income: amounts.of(incomeMinor, currency),
      spent: amounts.of(spentMinor, currency),
      net: amounts.of(netMinor, currency),
    });
    return {
      currency,
      months: months.map(({ month, ...own }) => ({ month, ...sums(own) })),
      average: average && sums(average),
    };
  });
}

/** Each category's spending in every month. */
function trendFacts(
  flows: readonly Flow[],
  back: MonthsBack,
  amounts: Amounts,
): Report['categories'][number][] {
  return spendingTrends(flows, back).map(({ currency, months, categories, total }) => {
    const trend = ({
      spentMinor,
      totalMinor,
      averageMinor,
    }: Trend): Report['categories'][number]['total'] => ({
      spent: amounts.of(totalMinor, currency),
      average: amounts.of(averageMinor, currency),
      byMonth: spentMinor.map((minor, index) => ({
        month: months[index] as string,
        spent: amounts.of(minor, currency),
      })),
    });
    return {
      currency,
      categories: categories.map((own) => ({ category: categoryFacts(own.category.id), ...trend(own) })),
      total: trend(total),
    };
  });
}

/** The merchants that most money went to. */
function merchantFacts(
  flows: readonly Flow[],
  { range }: MonthsBack,
  amounts: Amounts,
): Report['merchants'][number][] {
  return topMerchants(flows, range, MOST_MERCHANTS).map(({ currency, merchants }) => ({
    currency,
    merchants: merchants.map(({ name, count, spentMinor }) => ({
      name,
      spent: amounts.of(spentMinor, currency),
      count,
    })),
  }));
}
