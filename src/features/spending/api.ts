/** Income and spending by month, category and merchant, as JSON. */

import type { RequestHandler } from 'express';
import type { Book } from '../../finance/book/lines.ts';
import { targetsSoFar } from '../../finance/book/targets.ts';
import { cashFlow } from '../../finance/cash-flow.ts';
import { categoryLabel } from '../../finance/categories.ts';
import type { Flow, IncomeAndSpending } from '../../finance/flow.ts';
import { topMerchants } from '../../finance/merchants.ts';
import type { DayRange } from '../../finance/model.ts';
import { type MonthsBack, monthsBack } from '../../finance/period.ts';
import { spendingByCategory } from '../../finance/spending.ts';
import { type SpendingTrends, spendingTrends, type Trend } from '../../finance/trends.ts';
import {
  type Amounts,
  amountsFor,
  callOptionsOf,
  convertedFacts,
  readForAnswer,
} from '../../page/api-answer.ts';
import type { Api } from '../../page/api-schema.ts';
import { categoryFacts } from '../../page/api-transactions.ts';
import { type KnownFlows, knownFlows } from '../../reading/all-transactions.ts';
import { startHistories } from '../../reading/reading.ts';
import { MOST_MERCHANTS } from './merchants.ts';
import { spentThisMonth } from './month-total.ts';

/** GET /api/spending?months=12 */
export const getSpendingJson: RequestHandler = async (req, res) => {
  const back = monthsBack(req.query, req.context.today);
  const { months, range } = back;
  const banks = startHistories(req.context.readingOptions(range, await callOptionsOf(req)));
  const { history, heading, read } = await readForAnswer(req, banks, range);
  const report = await spendingReport(await knownFlows(history), back, amountsFor(req), req.context.book);
  const answer: Api['SpendingReport'] = { ...heading, months, ...read, ...report };
  res.json(answer);
};

/** What was spent in a range of days, in each currency. */
export function spendingFacts(flows: readonly Flow[], range: DayRange, amounts: Amounts): Api['Spending'][] {
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
  { flows, lane: { scheduleNext } }: Pick<KnownFlows, 'flows' | 'accounts' | 'lane'>,
  back: MonthsBack,
  amounts: Amounts,
  book: Book,
): Promise<Pick<Api['SpendingReport'], 'cashFlow' | 'categories' | 'merchants' | 'converted' | 'targets'>> {
  const trends = await scheduleNext(() => spendingTrends(flows, back));
  return {
    cashFlow: await scheduleNext(() => cashFlowFacts(flows, back, amounts)),
    categories: trendFacts(trends, amounts),
    merchants: await scheduleNext(() => merchantFacts(flows, back, amounts)),
    ...(await scheduleNext(() => ofBook({ flows, trends, back }, amounts, book))),
  };
}

/** What the person's own rates and targets make of this month; nothing without them. */
function ofBook(
  { flows, trends, back }: { flows: readonly Flow[]; trends: readonly SpendingTrends[]; back: MonthsBack },
  amounts: Amounts,
  book: Book,
) {
  if (book.length === 0) return {};
  const targets = targetsSoFar(book, flows, back.today).map(({ line, spentMinor, evenPaceMinor }) => ({
    ...{ category: { id: line.category, label: categoryLabel(line.category) }, currency: line.currency },
    target: amounts.of(line.amountMinor, line.currency),
    spent: amounts.of(spentMinor, line.currency),
    evenPace: amounts.of(evenPaceMinor, line.currency),
  }));
  return {
    ...convertedFacts(spentThisMonth(trends), book, amounts),
    ...(targets.length > 0 ? { targets } : {}),
  };
}

/** Income and spending of each month, the last of which is not over yet, and of an average one. */
function cashFlowFacts(flows: readonly Flow[], back: MonthsBack, amounts: Amounts) {
  return cashFlow(flows, back).map(({ currency, months, average }) => {
    const sums = ({ incomeMinor, spentMinor, netMinor }: IncomeAndSpending) => ({
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
function trendFacts(trends: readonly SpendingTrends[], amounts: Amounts) {
  return trends.map(({ currency, months, categories, total }) => {
    const trend = ({ spentMinor, totalMinor, averageMinor, ...sameDays }: Trend) => ({
      spent: amounts.of(totalMinor, currency),
      average: amounts.of(averageMinor, currency),
      soFar: {
        spent: amounts.of(spentMinor.at(-1) ?? 0, currency),
        lastMonth: amounts.of(sameDays.sameDaysBeforeMinor, currency),
        average: amounts.of(sameDays.sameDaysAverageMinor, currency),
      },
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
function merchantFacts(flows: readonly Flow[], { range }: MonthsBack, amounts: Amounts) {
  return topMerchants(flows, range, MOST_MERCHANTS).map(({ currency, merchants }) => ({
    currency,
    merchants: merchants.map(({ name, count, spentMinor }) => ({
      name,
      spent: amounts.of(spentMinor, currency),
      count,
    })),
  }));
}
